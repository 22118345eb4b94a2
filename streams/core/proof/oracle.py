"""What the derived topics and tables must say, folded from `mentions` alone, and how they differ from it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from schemas.count import Cell, Count
from schemas.event import Event, EventOperation
from schemas.mention import Mention
from streams.core.state import ledger
from streams.core.state.block import BlockFold
from streams.core.state.cells import text_of
from streams.core.state.entry import CellTotal, Entry


@dataclass(frozen=True, slots=True)
class Placed:
    """A record of `mentions` and where it stands in the log."""

    mention: Mention
    partition: int
    offset: int
    cause: str = ""
    """Where the article stands that it was read in, as topic/partition/offset; empty where that is not known."""


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
    entries = fold_entries(mentions)
    counts: dict[Cell, CellTotal] = {}
    for entry in entries.values():
        for cell, total in ledger.totals(entry).items():
            old = counts.get(cell, CellTotal())
            counts[cell] = CellTotal(old.events + total.events, old.mentions + total.mentions)
    events = {event.event_id: event for entry in entries.values() for event in ledger.events(entry)}
    return Expected(entries, events, counts)


def in_log_order(mentions: Iterable[Placed]) -> list[Placed]:
    """Return records by partition, then by offset; a block lies in one partition."""
    return sorted(mentions, key=lambda record: (record.partition, record.offset))


def fold_entries(mentions: Iterable[Placed]) -> dict[str, Entry]:
    """Fold mentions into the entries of their blocks."""
    folds: dict[str, BlockFold] = {}
    for record in in_log_order(mentions):
        block = record.mention.block
        if block not in folds:
            folds[block] = BlockFold(ledger.empty(record.mention, record.offset))
        folds[block].fold(record.mention, record.offset)
    return {block: fold.entry() for block, fold in folds.items()}


def compare(
    expected: Expected,
    events: Iterable[Event],
    counts: Iterable[Count],
    entries: Mapping[str, Entry] | None = None,
) -> tuple[Mismatch, ...]:
    """Compare what must be with what is, and return every difference.

    `events`: all records of the four event topics, in any order. `counts`: the newest record of each cell.
    `entries`: the ledger table by block, as recovered from its changelog; None where it cannot be read.
    """
    return (*_events(expected, events), *_counts(expected, counts), *_entries(expected, entries))


def _events(expected: Expected, records: Iterable[Event]) -> Iterator[Mismatch]:
    newest: dict[str, Event] = {}
    for event in records:
        if event.event_id not in newest or newest[event.event_id].version <= event.version:
            newest[event.event_id] = event
    for key in sorted(expected.events.keys() | newest.keys()):
        found = _event(expected.events.get(key), newest.get(key))
        if found:
            yield Mismatch("events", found[0], key, found[1])


def _event(want: Event | None, have: Event | None) -> tuple[MismatchKind, str] | None:
    """Return how an event differs. One that came and went within a batch need never have been sent."""
    if want is None:
        return MismatchKind.UNEXPECTED, "no mention ever reported it"
    if have is None:
        missing = want.op is EventOperation.UPSERT
        return (MismatchKind.MISSING, f"{want.type} with {want.mention_count} mentions") if missing else None
    if have.op is not want.op:
        return MismatchKind.DIFFERENT, f"is {have.op} at version {have.version}, must be {want.op} as of {want.version}"
    if have.version > want.version:
        return MismatchKind.DIFFERENT, f"is of version {have.version}, beyond {want.version}, the last of its block"
    fields = [name for name in Event.model_fields if name != "version" and getattr(have, name) != getattr(want, name)]
    return (MismatchKind.DIFFERENT, f"differs in {', '.join(fields)} at version {have.version}") if fields else None


def _counts(expected: Expected, records: Iterable[Count]) -> Iterator[Mismatch]:
    have = {text_of(record): CellTotal(record.events, record.mentions) for record in records}
    want = {text_of(cell): total for cell, total in expected.counts.items()}
    for key in sorted(want.keys() | have.keys()):
        must, found = want.get(key), have.get(key)
        if found is None and must != CellTotal():
            yield Mismatch("counts", MismatchKind.MISSING, key, f"must be {_said(must)}")
        elif must is None:
            yield Mismatch("counts", MismatchKind.UNEXPECTED, key, f"is {_said(found)}, but no event was ever in it")
        elif found is not None and found != must:
            yield Mismatch("counts", MismatchKind.DIFFERENT, key, f"is {_said(found)}, must be {_said(must)}")


def _entries(expected: Expected, entries: Mapping[str, Entry] | None) -> Iterator[Mismatch]:
    if entries is None:
        return
    for block in sorted(expected.entries.keys() | entries.keys()):
        want, have = expected.entries.get(block), entries.get(block)
        if have is None:
            yield Mismatch("ledger", MismatchKind.MISSING, block, "the log has mentions of it")
        elif want is None:
            yield Mismatch("ledger", MismatchKind.UNEXPECTED, block, "the log has no mention of it")
        else:
            must, found = _state(want), _state(have)
            fields = ", ".join(name for name in must if must[name] != found[name])
            detail = f"differs from the fold of the log in {fields}, at offset {have.offset}"
            if fields:
                yield Mismatch("ledger", MismatchKind.DIFFERENT, block, detail)


def _state(entry: Entry) -> dict[str, object]:
    """Return what an entry says, whatever it calls its contents: their keys may be of an older release."""
    versions = {key: (held.version, held.content is None) for key, held in entry.held.items()}
    return {
        "offset": entry.offset,
        "versions": versions,
        "reports": entry.reports,
        "touched": entry.touched,
        "cells": entry.cells,
    }


def _said(total: CellTotal | None) -> str:
    return f"{total.events} events of {total.mentions} mentions" if total else "absent"
