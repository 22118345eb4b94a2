"""Tables as CSV (RFC 4180) that a spreadsheet shows and never runs."""

import csv
import io
from collections.abc import Iterator

from streams.shell.web.file_tables import FileTable

MEDIA_TYPE = "text/csv; charset=utf-8"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection)."""


def lines(table: FileTable) -> Iterator[str]:
    """Yield a table as lines of CSV, the names of the columns first."""
    for row in (table.columns, *table.rows):
        line = io.StringIO()
        csv.writer(line).writerow([_cell(value) for value in row])
        yield line.getvalue()


def _cell(value: object) -> object:
    """Put an apostrophe before a text that would run; numbers stay as they are."""
    if isinstance(value, str) and value.lstrip(" ").startswith(FORMULA):
        return "'" + value
    return value
