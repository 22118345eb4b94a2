"""Tables as Parquet, with days, times and numbers as such, and texts as they are."""

import io
from collections.abc import Iterable
from typing import Any

from arro3.core import Array, DataType, Table
from arro3.io import write_parquet

from streams.shell.web.file_tables import FileTable

MEDIA_TYPE = "application/vnd.apache.parquet"

_TEXT = DataType.utf8()
_TYPES = {
    "date": DataType.date32(),
    "date_end": DataType.date32(),
    "first_reported_at": DataType.timestamp("us", tz="UTC"),
    **dict.fromkeys(("amount", "confidence"), DataType.float64()),
    **dict.fromkeys(
        ("reports", "events", "mentions", "visit", "meeting", "commitment", "agreement", "visits"), DataType.int64()
    ),
}
"""Every column whose values are no texts."""


def content(table: FileTable) -> bytes:
    """Return a table as a Parquet file."""
    rows = list(table.rows)
    columns: dict[str, Any] = {
        name: _column(name, [row[place] for row in rows]) for place, name in enumerate(table.columns)
    }
    buffer = io.BytesIO()
    write_parquet(Table.from_pydict(columns), buffer)
    return buffer.getvalue()


def _column(name: str, values: Iterable[object]) -> Array:
    """Return the values by way of their text, from which Arrow reads days and times in ISO 8601 and numbers."""
    texts = Array([None if value is None else str(value) for value in values], _TEXT)
    kind = _TYPES.get(name)
    return texts if kind is None else texts.cast(kind)
