"""Tables as CSV (RFC 4180) that a spreadsheet shows and never runs."""

import csv
import io
from collections.abc import Iterator

from streams.core.printable import printable
from streams.shell.web.file_tables import FileTable

MEDIA_TYPE = "text/csv; charset=utf-8"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection)."""

KEPT = "\t\r\n"
"""Controls that CSV has a place for, within quotes."""


def lines(table: FileTable) -> Iterator[str]:
    """Yield a table as lines of CSV, the names of the columns first."""
    for row in (table.columns, *table.rows):
        line = io.StringIO()
        csv.writer(line).writerow([_cell(value) for value in row])
        yield line.getvalue()


def _cell(value: object) -> object:
    """Escape what could turn a text round; put an apostrophe before one that would run; numbers stay as they are."""
    if not isinstance(value, str):
        return value
    shown = printable(value, keep=KEPT)
    return "'" + shown if shown.lstrip(" ").startswith(FORMULA) else shown
