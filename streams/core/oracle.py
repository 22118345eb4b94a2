"""What the derived topics and tables must say, folded from `mentions` alone, and how they differ from it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from schemas.count import Cell, Count
from schemas.event import Event, EventOperation
from schemas.mention import Mention
from streams.core import ledger
from streams.core.entry import CellTotal, Entry


@dataclass(frozen=True, slots=True)
class Placed:
    """A record of `mentions` and where it stands in the log."""

    mention: Mention
    partition: int
    offset: int


@dataclass(frozen=True, slots=True)
class Expected:
    """What must be: entries by block, events (departures too) by id, totals of every cell ever touched."""

    entries: Mapping[str, Entry]
    events: Mapping[str, Event]
    counts: Mapping[Cell, CellTotal]


class MismatchKind(StrEnum):
    """How a record differs from what it must be; a bounded list, it labels a metric."""

    MISSING = "missing"
    UNEXPECTED = "unexpected"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One difference: in which `where` (events, ledger, counts), under which key, said in one line."""

    where: str
    kind: MismatchKind
    key: str
    detail: str

    def __str__(self) -> str:
        return f"{self.where}: {self.kind} {self.key}: {self.detail}"


def fold(mentions: Iterable[Placed]) -> Expected:
    """Fold the whole log of `mentions`, each partition in the order of its offsets."""
    entries: dict[str, Entry] = {}
    for record in sorted(mentions, key=lambda r: (r.partition, r.offset)):
        block = record.mention.block
        entries[block] = ledger.apply(entries.get(block), record.mention, record.offset)
    counts: dict[Cell, CellTotal] = {}
    for entry in entries.values():
        for cell, total in ledger.totals(entry).items():
            old = counts.get(cell, CellTotal())
            counts[cell] = CellTotal(old.events + total.events, old.mentions + total.mentions)
    events = {event.event_id: event for entry in entries.values() for event in ledger.events(entry)}
    return Expected(entries, events, counts)


def compare(
    expected: Expected,
    events: Iterable[Event],
    counts: Iterable[Count],
    entries: Mapping[str, Entry] | None = None,
) -> tuple[Mismatch, ...]:
    """Compare what must be with what is.

    `events`: all records of the four event topics in any order. `counts`: the last record of each key of `counts`.
    `entries`: the ledger table by block; left out where it cannot be read.
    """
    return (*_events(expected, events), *_counts(expected, counts), *_entries(expected, entries))


def _events(expected: Expected, records: Iterable[Event]) -> Iterable[Mismatch]:
    newest: dict[str, Event] = {}
    for event in records:
        if event.event_id not in newest or newest[event.event_id].version <= event.version:
            newest[event.event_id] = event
    for key in sorted(expected.events.keys() | newest.keys()):
        yield from _event(key, expected.events.get(key), newest.get(key))


def _event(key: str, want: Event | None, have: Event | None) -> Iterable[Mismatch]:
    if want is None:
        yield Mismatch("events", MismatchKind.UNEXPECTED, key, "no mention reports it")
    elif have is None:
        if want.op is EventOperation.UPSERT:
            yield Mismatch("events", MismatchKind.MISSING, key, f"{want.type} of {len(want.mentions)} mentions")
    elif have.model_copy(update={"version": want.version}) != want:
        yield Mismatch("events", MismatchKind.DIFFERENT, key, f"is {have.op}, must be {want.op}")


def _counts(expected: Expected, records: Iterable[Count]) -> Iterable[Mismatch]:
    have = {Cell.model_validate(record.model_dump()): CellTotal(record.events, record.mentions) for record in records}
    for cell in sorted(expected.counts.keys() | have.keys(), key=Cell.model_dump_json):
        want, has = expected.counts.get(cell, CellTotal()), have.get(cell, CellTotal())
        if want != has:
            yield Mismatch("counts", MismatchKind.DIFFERENT, cell.model_dump_json(), f"is {has}, must be {want}")


def _entries(expected: Expected, entries: Mapping[str, Entry] | None) -> Iterable[Mismatch]:
    if entries is None:
        return
    for block in sorted(expected.entries.keys() | entries.keys()):
        if expected.entries.get(block) != entries.get(block):
            yield Mismatch("ledger", MismatchKind.DIFFERENT, block, "the table's entry is not the fold of the log")
