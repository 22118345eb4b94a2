"""The ledger's entry of a block: its live mentions, and everything that was ever published of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from schemas.count import Cell
from schemas.event import Event, EventMention, EventOperation
from schemas.facts import Facts
from schemas.mention import Mention, Operation
from schemas.model import Model
from streams.core import identity
from streams.core.linking import link, report_order


@dataclass(frozen=True, slots=True)
class CellTotal:
    """What a cell holds: distinct events and the mentions that report them."""

    events: int = 0
    mentions: int = 0


class Entry(Model):
    """Everything the ledger knows of one block."""

    block: str
    offset: int
    """The highest offset of `mentions` that is reflected."""
    mentions: Mapping[str, Mention] = {}
    """The newest record of every mention ever seen, retracted ones too."""
    departed: Mapping[str, Facts] = {}
    """The last facts of every event id that is no more."""
    cells: tuple[Cell, ...] = ()
    """Every cell ever touched."""


def apply(entry: Entry | None, mention: Mention, offset: int) -> Entry:
    """Fold one record into its block's entry. Twice, late or out of order changes nothing."""
    if entry is None:
        entry = Entry(block=mention.block, offset=offset)
    held = entry.mentions.get(mention.mention_id)
    if held is not None and _rank(held) >= _rank(mention):
        return entry.model_copy(update={"offset": max(entry.offset, offset)})
    after = entry.model_copy(
        update={
            "offset": max(entry.offset, offset),
            "mentions": {**entry.mentions, mention.mention_id: mention},
        }
    )
    before_events = {e.event_id: e for e in _current(entry)}
    after_events = {e.event_id: e for e in _current(after)}
    departed = {
        **entry.departed,
        **{i: Facts.model_validate(e.model_dump()) for i, e in before_events.items()},
    }
    cells = {*entry.cells, *(c for e in after_events.values() for c in cells_of(e))}
    return after.model_copy(
        update={
            "departed": {i: f for i, f in sorted(departed.items()) if i not in after_events},
            "cells": tuple(sorted(cells, key=Cell.model_dump_json)),
        }
    )


def join(a: Entry, b: Entry) -> Entry:
    """Combine two states of one block's entry."""
    return a if a.offset >= b.offset else b


def events(entry: Entry) -> tuple[Event, ...]:
    """Return the current state of each event of the block, then a departure for each id that is no more."""
    gone = (
        Event(**dict(facts), op=EventOperation.GONE, event_id=event_id, version=entry.offset)
        for event_id, facts in entry.departed.items()
    )
    return (*_current(entry), *gone)


def totals(entry: Entry) -> dict[Cell, CellTotal]:
    """Return what the block adds to each cell that it ever touched, zero included."""
    result = dict.fromkeys(entry.cells, CellTotal())
    for event in _current(entry):
        for cell in cells_of(event):
            old = result.get(cell, CellTotal())
            result[cell] = CellTotal(old.events + 1, old.mentions + len(event.mentions))
    return result


def cells_of(event: Facts) -> frozenset[Cell]:
    """Return the cells of an event: each of its sectors and any, by each of its countries and any, on its day."""
    return frozenset(
        Cell(type=event.type, sector=sector, actor=actor, day=event.date)
        for sector in (None, *event.sectors)
        for actor in (None, *identity.countries(event))
    )


def _rank(mention: Mention) -> tuple[int, int, bool]:
    """At one version a retraction wins: it is what a withdrawal says of the revision that it withdraws."""
    return mention.version.revision, mention.version.extractor, mention.op is Operation.RETRACT


def _current(entry: Entry) -> tuple[Event, ...]:
    live = (m for m in entry.mentions.values() if m.op is Operation.ASSERT)
    return tuple(_event(entry, group) for group in link(live))


def _event(entry: Entry, group: tuple[Mention, ...]) -> Event:
    first = min(group, key=report_order)
    return Event(
        **{name: getattr(first, name) for name in Facts.model_fields},
        op=EventOperation.UPSERT,
        event_id=identity.event_id(entry.block, first.mention_id),
        version=entry.offset,
        mentions=tuple(
            EventMention(
                mention_id=m.mention_id,
                article_id=m.article.id,
                source=m.article.source,
                url=m.article.url,
                published_at=m.article.published_at,
                quote=m.evidence[0].text if m.evidence else "",
            )
            for m in group
        ),
        first_reported_at=first.article.published_at,
    )
