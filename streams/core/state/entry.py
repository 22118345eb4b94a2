"""The value of the ledger table: everything the ledger knows of one block."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from schemas.facts import EventType, Facts
from schemas.model import Model
from streams.core.linking.reports import Content, MentionReport
from streams.core.state.happenings import Happenings, LiveHappenings, happenings, in_order


@dataclass(frozen=True, slots=True)
class CellTotal:
    """What a cell holds: distinct events and the mentions that report them."""

    events: int = 0
    mentions: int = 0

    def plus(self, events: int, mentions: int) -> "CellTotal":
        """Return the total with so many more, or fewer where negative."""
        return CellTotal(self.events + events, self.mentions + mentions)


NO_TOTAL = CellTotal()


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
    def happenings(self) -> Happenings:
        """The events of the live mentions by id, in the order of first report."""
        return happenings(self.block, self.reports.values(), {})

    @cached_property
    def sums(self) -> Mapping[str, CellTotal]:
        """What the block adds to each cell that it ever touched, zero included."""
        sums = dict.fromkeys(self.cells, NO_TOTAL)
        for happening in self.happenings.values():
            for cell in happening.cells:
                sums[cell] = sums.get(cell, NO_TOTAL).plus(1, len(happening.reports))
        return sums

    def live_happenings(self) -> LiveHappenings:
        """Return the events as they are kept up while more records come; the entry remembers what linking them told."""
        live = LiveHappenings(self.block, self.reports.values(), self.__dict__.get("happenings", {}))
        self.__dict__.setdefault("happenings", in_order(live.by_id))
        return live

    def knowing(
        self, reports: Mapping[str, MentionReport], happenings: Happenings, sums: Mapping[str, CellTotal]
    ) -> "Entry":
        """Let the entry take what follows from it from who has worked it out already, and return it."""
        self.__dict__.update(reports=reports, happenings=happenings, sums=sums)
        return self


def report_from(mention_id: str, held: Held, content: Content) -> MentionReport:
    """Return a live mention as it is held."""
    return MentionReport(mention_id, held.article, held.source, held.url, held.published_at, content)
