"""The fold of a block's mentions into its entry, and what is published of an entry.

What holds, whatever the order and repetition of records:
- A mention's newest version wins; at one version a retraction wins (a withdrawal repeats the revision it withdraws).
  A retracted mention leaves a tombstone, so that an assert of a lower version which comes late still loses.
- An entry is the fold of its block's records up to its offset. `join` takes the newest word on each mention, the union
  of what was touched and the higher offset: commutative, associative, idempotent.
- Events, cells and totals are pure functions of the entry. An event's version is the entry's offset: the highest offset
  that changed its block.
- Every event id and cell that was ever touched is remembered, with the last facts of ids that are no more, so all of
  them can be sent again after any crash.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TypeVar

from schemas.count import Cell
from schemas.event import Event, EventMention, EventOperation
from schemas.facts import Facts
from schemas.mention import Mention
from streams.core.linking.reports import Content, MentionReport
from streams.core.state.block import BlockFold
from streams.core.state.cells import cell_of
from streams.core.state.entry import CellTotal, Entry, Held, Touch
from streams.core.state.happenings import Happening
from streams.core.state.versions import is_newer

__all__ = [
    "CellTotal",
    "Entry",
    "apply",
    "cells_touched",
    "changed",
    "empty",
    "events",
    "is_repeat",
    "join",
    "totals",
]

MENTIONS_LISTED = 100
"""Reports that an event record lists at most; `mention_count` counts all."""

V = TypeVar("V")


def apply(entry: Entry | None, mention: Mention, offset: int) -> Entry:
    """Fold the record at `offset` into its block's entry; a record that is no news returns the entry as it is.

    Of many records of one block `BlockFold` costs less.
    """
    fold = BlockFold(entry or empty(mention, offset))
    fold.fold(mention, offset)
    return fold.entry()


def empty(mention: Mention, offset: int) -> Entry:
    """Return the entry of a block before its first mention, the record at `offset`."""
    return Entry(block=mention.block, type=mention.type, offset=offset)


def join(a: Entry, b: Entry) -> Entry:
    """Combine two states of one block's entry."""
    held = _newest(a.held, b.held, is_newer)
    joined = _entry(a, max(a.offset, b.offset), held, {**a.contents, **b.contents})
    touched = _newest(a.touched, b.touched, _is_later)
    return joined.model_copy(update={"touched": touched, "cells": tuple(sorted({*a.cells, *b.cells}))})


def is_repeat(entry: Entry | None, offset: int) -> bool:
    """Whether the entry may reflect this record already, so that what follows from it may not have been sent."""
    return entry is not None and offset <= entry.offset


def events(entry: Entry, ids: Collection[str] | None = None) -> tuple[Event, ...]:
    """Return the current state of each event of the block, then a departure for each id that is no more.

    `ids` leaves out all others.
    """
    return tuple(_event(entry, event_id) for event_id in _ids(entry) if ids is None or event_id in ids)


def changed(before: Entry | None, after: Entry) -> frozenset[str]:
    """Return the ids of the events that one record made, changed or ended; `after` is the fold of it into `before`."""
    old = before.happenings if before else {}
    differ = {key for key, happening in after.happenings.items() if old.get(key) is not happening}
    return frozenset(differ | (old.keys() - after.happenings.keys()))


def cells_touched(before: Entry | None, after: Entry, ids: Collection[str]) -> frozenset[str]:
    """Return the cells, as text, that events of these ids were in before or are in after."""
    states = (before.happenings if before else {}, after.happenings)
    return frozenset(cell for state in states for key in ids if key in state for cell in state[key].cells)


def totals(entry: Entry) -> dict[Cell, CellTotal]:
    """Return what the block adds to each cell that it ever touched, zero included."""
    return {cell_of(text): total for text, total in entry.sums.items()}


def _is_later(a: Touch, b: Touch) -> bool:
    return a.offset > b.offset or (a.offset == b.offset and a.model_dump_json() > b.model_dump_json())


def _newest(a: Mapping[str, V], b: Mapping[str, V], outranks: Callable[[V, V], bool]) -> dict[str, V]:
    """Return the union of two mappings in the order of keys; of two values of one key the one that outranks."""
    union = {**a, **{key: value for key, value in b.items() if key not in a or outranks(value, a[key])}}
    return dict(sorted(union.items()))


def _entry(like: Entry, offset: int, held: Mapping[str, Held], contents: Mapping[str, Content]) -> Entry:
    """Make an entry without touches; contents that no live mention has are left out."""
    used = {each.content for each in held.values()}
    return Entry.model_construct(
        block=like.block,
        type=like.type,
        offset=offset,
        held=dict(sorted(held.items())),
        contents={key: content for key, content in sorted(contents.items()) if key in used},
        touched={},
        cells=(),
    )


def _ids(entry: Entry) -> Iterator[str]:
    yield from entry.happenings
    yield from (event_id for event_id in entry.touched if event_id not in entry.happenings)


def _event(entry: Entry, event_id: str) -> Event:
    happening = entry.happenings.get(event_id)
    return _upsert(entry, happening) if happening else _gone(entry, event_id)


def _upsert(entry: Entry, happening: Happening) -> Event:
    return Event.model_construct(
        **dict(happening.facts),
        op=EventOperation.UPSERT,
        event_id=happening.event_id,
        version=entry.offset,
        mentions=tuple(_event_mention(report) for report in happening.reports[:MENTIONS_LISTED]),
        mention_count=len(happening.reports),
        first_reported_at=happening.reports[0].published_at,
        status_history=happening.history,
    )


def _gone(entry: Entry, event_id: str) -> Event:
    last = entry.touched[event_id].last or Facts(type=entry.type, actors=(), confidence=0)
    return Event(**dict(last), op=EventOperation.GONE, event_id=event_id, version=entry.offset)


def _event_mention(report: MentionReport) -> EventMention:
    return EventMention.model_construct(
        mention_id=report.mention_id,
        article_id=report.article_id,
        source=report.source,
        url=report.url,
        published_at=report.published_at,
        quote=report.content.quote,
    )
