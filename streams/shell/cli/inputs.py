"""The arguments that publish and extract share: files of articles and their format."""

from pathlib import Path
from typing import Annotated

import typer

from streams.shell.articles.adapters import Format
from streams.shell.cli.output import note
from streams.shell.errors import UsageError

Paths = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE|DIR|-...",
        help="JSON Lines, JSON, saved web pages (.html) or text pages (.txt); a directory of them; - is stdin.",
    ),
]
GivenFormat = Annotated[
    Format | None, typer.Option("--format", help="Read every file as this, whatever its name and content say.")
]
MinConfidence = Annotated[
    float, typer.Option("--min-confidence", min=0, max=1, help="Leave out what is less sure than this.")
]


def total_bytes(paths: list[Path]) -> int | None:
    """Return the size of all files, for a progress bar; None if one of them is standard input.

    Says which files of directories are not read. Raises UsageError for a path that does not exist, and for a directory
    without a file that can be read.
    """
    from streams.shell.articles.adapters.formats import STDIN, SUFFIXES, files_of, left_out

    named = [path for path in paths if str(path) != STDIN]
    for path in named:
        if not path.exists():
            raise UsageError(f"{path} does not exist")
        if not files_of([path]):
            raise UsageError(f"{path} has no file that can be read", f"files end in {', '.join(SUFFIXES)}")
    for path in left_out(named):
        note(f"not read, for its name does not say that it is an article: {path}")
    return sum(path.stat().st_size for path in files_of(named)) if named == paths else None
