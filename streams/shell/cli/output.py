"""What commands print: results on stdout, everything else on stderr, and no text of strangers that a terminal obeys."""

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import orjson
import typer

from streams.core.printable import printable

if TYPE_CHECKING:
    from rich.progress import Progress

PIPED_WIDTH = 160
"""Columns of a table that does not go to a terminal."""

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for machines instead of a table.")]

UNSAFE_IN_JSON = re.compile(
    "[\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""Characters that JSON may carry as they are and a terminal obeys: C1 controls, bidirectional and invisible ones."""


def json_line(value: object) -> str:
    """Return `value` as one line of JSON that is safe to show: what a terminal would obey is a JSON escape."""
    text = orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS).decode()
    return UNSAFE_IN_JSON.sub(_json_escape, text)


def print_json(value: object) -> None:
    """Print one line of JSON on stdout."""
    sys.stdout.write(json_line(value) + "\n")


def say(text: str) -> None:
    """Print one line for people on stdout."""
    typer.echo(printable(text))


def note(text: str) -> None:
    """Print one line for people on stderr: what is no result."""
    typer.echo(printable(text), err=True)


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]], numbers: Sequence[str] = ()) -> None:
    """Print a table on stdout; the columns named in `numbers` stand right. Cells are shown as data, never as markup."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(column, justify="right" if column in numbers else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(_cell(value)) for value in row))
    Console(width=None if sys.stdout.isatty() else PIPED_WIDTH, markup=False, emoji=False, highlight=False).print(table)


@contextmanager
def progress(what: str, total: float | None, beside_results: bool = False) -> Iterator[tuple["Progress", Any]]:
    """Show a progress bar on stderr while the block runs, if stderr is a terminal.

    `beside_results` says that the block prints results as it goes: no bar then, where they go to the same terminal.
    """
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    off = not console.is_terminal or (beside_results and sys.stdout.isatty())
    # Rich would take over stdout, and print results that were sent to a file on the terminal instead.
    with Progress(console=console, disable=off, transient=True, redirect_stdout=False) as bar:
        yield bar, bar.add_task(what, total=total)


def amount(count: int, thing: str) -> str:
    """Return a count of things in words: 1 article, 2,000 articles."""
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"


def _cell(value: object) -> str:
    if value is None:
        return ""
    return f"{value:,}" if isinstance(value, int) else printable(str(value))


def _json_escape(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))
