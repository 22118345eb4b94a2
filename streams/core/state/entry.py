"""The value of the ledger table: everything the ledger knows of one block."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from schemas.event import StatusChange
from schemas.facts import EventType, Facts
from schemas.model import Model
from streams.core.identity import ids
from streams.core.linking.consensus import consensus
from streams.core.linking.grouping import link_reports
from streams.core.linking.reports import Content, MentionReport
from streams.core.linking.statuses import status_history
from streams.core.state.cells import cells_of


@dataclass(frozen=True, slots=True)
class CellTotal:
    """What a cell holds: distinct events and the mentions that report them."""

    events: int = 0
    mentions: int = 0


@dataclass(frozen=True, slots=True)
class Happening:
    """An event of an entry: everything about it but its version."""

    event_id: str
    reports: tuple[MentionReport, ...]
    """In the order of publication."""
    facts: Facts
    history: tuple[StatusChange, ...]
    cells: frozenset[str]


class Held(Model):
    """The newest word on one mention; a tombstone where `content` is null."""

    version: tuple[int, int]
    """Revision of the article, ordinal of the extractor."""
    content: str | None = None
    """Key in `Entry.contents`."""
    article: str = ""
    source: str = ""
    url: str | None = None
    published_at: datetime | None = None


class Touch(Model):
    """An event id that was published: the offset that made it or ended it, and its last facts where it ended."""

    offset: int
    last: Facts | None = None


class Entry(Model):
    """Everything the ledger knows of one block. Mappings are in key order, so equal entries have equal JSON."""

    block: str
    type: EventType
    offset: int
    """The highest offset of `mentions` that is reflected."""
    held: Mapping[str, Held] = {}
    """By mention id."""
    contents: Mapping[str, Content] = {}
    """What the live mentions say, by key; copies of one story share one."""
    touched: Mapping[str, Touch] = {}
    """Every event id that the block ever had."""
    cells: tuple[str, ...] = ()
    """Every cell that the block ever touched, as text."""

    @cached_property
    def reports(self) -> Mapping[str, MentionReport]:
        """The live mentions by id."""
        live = ((key, held, self.contents.get(held.content or "")) for key, held in self.held.items())
        return {key: report_from(key, held, content) for key, held, content in live if content is not None}

    @cached_property
    def happenings(self) -> Mapping[str, Happening]:
        """The events of the live mentions by id, in the order of first report."""
        return happenings(self, {})

    @cached_property
    def sums(self) -> Mapping[str, CellTotal]:
        """What the block adds to each cell that it ever touched, zero included."""
        events, mentions = dict.fromkeys(self.cells, 0), dict.fromkeys(self.cells, 0)
        for happening in self.happenings.values():
            for cell in happening.cells:
                events[cell] = events.get(cell, 0) + 1
                mentions[cell] = mentions.get(cell, 0) + len(happening.reports)
        return {cell: CellTotal(events[cell], mentions[cell]) for cell in events}


def happenings(entry: Entry, known: Mapping[str, Happening]) -> Mapping[str, Happening]:
    """Group the live mentions of an entry into events; those that are as `known` are taken from there."""
    result = {}
    for group in link_reports(entry.reports.values()):
        event_id = ids.event_id(entry.block, group[0].mention_id)
        before = known.get(event_id)
        result[event_id] = before if before and before.reports == group else _happening(event_id, group)
    return result


def report_from(mention_id: str, held: Held, content: Content) -> MentionReport:
    """Return a live mention as it is held."""
    return MentionReport(mention_id, held.article, held.source, held.url, held.published_at, content)


def _happening(event_id: str, group: tuple[MentionReport, ...]) -> Happening:
    facts = consensus(group)
    return Happening(event_id, group, facts, status_history(group), cells_of(facts))
