"""From a count to its proof: the events behind a number, their mentions, and the sentences that those quote.

The events are those of the oracle, folded from `mentions` by the ledger's own functions, so what is listed here is what
the count must be; where the two differ the count is wrong.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from schemas.count import Cell
from schemas.event import Event
from schemas.facts import EventType
from schemas.mention import Operation
from schemas.sectors import Sector
from streams.core.proof.oracle import Placed, fold_entries, in_log_order
from streams.core.state import ledger
from streams.core.state.cells import cell_of, lies_within
from streams.core.state.entry import CellTotal, Entry


@dataclass(frozen=True, slots=True)
class CellSelection:
    """Which cells a number adds up: of one sector (or any) and one actor (or any), over types and days.

    An event has one type and one day, so it lies in one of these cells at most, and their sum counts it once.
    """

    types: frozenset[EventType] = frozenset(EventType)
    sector: Sector | None = None
    actor: str | None = None
    since: date | None = None
    """First day, included; events without a day are left out where a day is asked for."""
    until: date | None = None
    """Last day, included."""

    def covers(self, cell: Cell) -> bool:
        """Whether the number adds this cell."""
        if cell.type not in self.types or cell.sector != self.sector or cell.actor != self.actor:
            return False
        return lies_within(cell.day, self.since, self.until)


@dataclass(frozen=True, slots=True)
class ProvenEvent:
    """An event that a number counts, and the newest record of each mention that reports it, in order of publication."""

    event: Event
    mentions: tuple[Placed, ...]


def prove(placed: Sequence[Placed], selection: CellSelection) -> tuple[ProvenEvent, ...]:
    """Return the events of the log of `mentions` that the selection counts, by day, then by id."""
    relevant = [each for each in placed if each.mention.type in selection.types]
    newest = newest_asserts(relevant)
    proven = [
        ProvenEvent(event, tuple(newest[key] for key in _reports(entry, event.event_id)))
        for entry in fold_entries(relevant).values()
        for event in ledger.events(entry, _counted(entry, selection))
    ]
    return tuple(sorted(proven, key=lambda each: (each.event.date or date.min, each.event.event_id)))


def newest_asserts(placed: Iterable[Placed]) -> Mapping[tuple[str, str], Placed]:
    """Return the newest assert of each mention, by block and mention id; of one version the first in the log."""
    newest: dict[tuple[str, str], Placed] = {}
    for record in in_log_order(placed):
        key = record.mention.block, record.mention.mention_id
        if record.mention.op is Operation.ASSERT and _is_newer(record, newest.get(key)):
            newest[key] = record
    return newest


def total(proven: Iterable[ProvenEvent]) -> CellTotal:
    """Return what a count of these events must say."""
    reports = [len(each.mentions) for each in proven]
    return CellTotal(events=len(reports), mentions=sum(reports))


def _reports(entry: Entry, event_id: str) -> list[tuple[str, str]]:
    return [(entry.block, report.mention_id) for report in entry.happenings[event_id].reports]


def _counted(entry: Entry, selection: CellSelection) -> frozenset[str]:
    return frozenset(
        happening.event_id
        for happening in entry.happenings.values()
        if any(selection.covers(cell_of(text)) for text in happening.cells)
    )


def _is_newer(record: Placed, other: Placed | None) -> bool:
    return other is None or _version(record) > _version(other)


def _version(record: Placed) -> tuple[int, int]:
    return record.mention.version.revision, record.mention.version.extractor
