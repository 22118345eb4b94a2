"""The arguments that publish and extract share: files of articles and their format."""

from pathlib import Path
from typing import Annotated

import typer

from streams.shell.adapters import Format

Paths = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE|DIR|-...",
        exists=True,
        allow_dash=True,
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
    """Return the size of all files, for a progress bar; None if one of them is standard input."""
    from streams.shell.adapters.formats import STDIN, files_of

    if any(str(path) == STDIN for path in paths):
        return None
    return sum(path.stat().st_size for path in files_of(paths))
