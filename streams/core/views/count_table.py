"""The current counts as a table: cells summed by sector, by actor, or by both."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from schemas.count import Count
from schemas.facts import EventType
from streams.core.state.cells import lies_within


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
        return count.type in self.types and lies_within(count.day, self.since, self.until)


@dataclass(slots=True)
class CountRow:
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

    rows: list[CountRow]
    all: CountRow


def tabulate(counts: Iterable[Count], query: Query) -> Table:
    """Sum the cells that `query` covers."""
    rows: dict[tuple[str | None, str | None], CountRow] = {}
    every = CountRow()
    for count in filter(query.covers, counts):
        if count.sector is None and count.actor is None:
            _add(every, count)
        if (count.sector is not None, count.actor is not None) == (query.by_sector, query.by_actor):
            sector = count.sector.value if count.sector else None
            _add(rows.setdefault((sector, count.actor), CountRow(sector, count.actor)), count)
    ordered = sorted((row for row in rows.values() if row.events.total()), key=_busiest_first)
    return Table(ordered, every)


def _busiest_first(row: CountRow) -> tuple[int, tuple[str, ...]]:
    return (-row.events.total(), row.name)


def _add(row: CountRow, count: Count) -> None:
    row.events[count.type] += count.events
    row.mentions += count.mentions
