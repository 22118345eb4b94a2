"""The current counts as a table: cells of the topic `counts` summed by sector, by actor, or by both."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import ValidationError

from schemas.count import Count
from schemas.facts import EventType
from schemas.topics import COUNTS
from streams.shell.errors import CommuniqueError
from streams.shell.reading_topics import Consumer, Record, snapshot


@dataclass(frozen=True, slots=True)
class Query:
    """Which cells to sum, and into which rows."""

    by_sector: bool
    by_actor: bool
    types: Sequence[EventType]
    since: date | None = None
    """First day, included; events without a date are left out where a day is asked for."""
    until: date | None = None
    """Last day, included."""

    def covers(self, count: Count) -> bool:
        """Tell whether the cell is of the types and days asked for."""
        if count.type not in self.types:
            return False
        if count.day is None:
            return self.since is None and self.until is None
        return (self.since or date.min) <= count.day <= (self.until or date.max)


@dataclass(slots=True)
class Row:
    """The numbers of one row."""

    sector: str | None = None
    actor: str | None = None
    events: Counter[EventType] = field(default_factory=Counter)
    mentions: int = 0

    @property
    def name(self) -> tuple[str, ...]:
        """What the row counts."""
        return tuple(part for part in (self.sector, self.actor) if part is not None)

    def numbers(self, types: Sequence[EventType]) -> tuple[int, ...]:
        """Return the events of each type, all of them, and their mentions."""
        return (*(self.events[kind] for kind in types), self.events.total(), self.mentions)

    def as_object(self) -> dict[str, Any]:
        """Return the row for machines."""
        by_type = {kind.value: count for kind, count in sorted(self.events.items())}
        total = {"events": self.events.total(), "mentions": self.mentions, "by_type": by_type}
        return {"sector": self.sector, "actor": self.actor} | total


@dataclass(frozen=True, slots=True)
class Table:
    """The rows, those with most events first, and the row that counts every event once."""

    rows: list[Row]
    all: Row


def read_counts(consumer: Consumer, topic: str = COUNTS.name) -> list[Count]:
    """Read the newest count of each cell. Raises CommuniqueError if a record is no count: no number would be sure."""
    newest: dict[bytes | None, Count] = {}
    for record in snapshot(consumer, topic):
        if record.value is None:
            newest.pop(record.key, None)
            continue
        count = _count(record)
        if record.key not in newest or newest[record.key].version <= count.version:
            newest[record.key] = count
    return list(newest.values())


def tabulate(counts: Iterable[Count], query: Query) -> Table:
    """Sum the cells that `query` covers."""
    rows: dict[tuple[str | None, str | None], Row] = {}
    every = Row()
    for count in filter(query.covers, counts):
        if count.sector is None and count.actor is None:
            _add(every, count)
        if (count.sector is not None, count.actor is not None) == (query.by_sector, query.by_actor):
            sector = count.sector.value if count.sector else None
            _add(rows.setdefault((sector, count.actor), Row(sector, count.actor)), count)
    ordered = sorted((row for row in rows.values() if row.events.total()), key=_busiest_first)
    return Table(ordered, every)


def _busiest_first(row: Row) -> tuple[int, tuple[str, ...]]:
    return (-row.events.total(), row.name)


def _add(row: Row, count: Count) -> None:
    row.events[count.type] += count.events
    row.mentions += count.mentions


def _count(record: Record) -> Count:
    try:
        return Count.model_validate_json(record.value or b"")
    except ValidationError as error:
        place = f"{record.topic}/{record.partition}/{record.offset}"
        hint = "somebody else writes to this topic; see who may"
        raise CommuniqueError(f"the record {place} is not a count", hint) from error
