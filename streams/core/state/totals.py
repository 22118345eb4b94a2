"""A ledger partition's absolute totals over its blocks, and what follows from a batch of its mentions.

Three rules keep tallies and events exact over crashes, rebalances and workers that wake up late; the tests of the
simulation show that each is needed.

1. *Version v means: made of every record up to v.* A tally's version is the last offset of the batch that was folded
   when it was made, never the highest offset found in recovered entries. After a crash the table may hold one block's
   entry at 12 and have lost another's at 10; totals sent as 12 before 10 and 11 are processed again would lack them.
   An event's version is its entry's offset, because an entry is always the fold of all its block's records up to there.
2. *What a record touches is sent with a version no lower than the record's offset*, even where a later record of the
   batch undoes it: a paused worker may have sent the state between, and nothing newer would overrule that.
3. *What was folded before is sent again*, all that the block ever touched: the worker that folded it may have died
   before it sent what followed.

So of each cell and each event the record with the highest version is true: it is made of all records up to its version,
and none after that touched it.
"""

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from schemas.count import Tally
from schemas.event import Event
from schemas.mention import Mention
from streams.core.state import ledger
from streams.core.state.block import BlockFold
from streams.core.state.cells import cell_of
from streams.core.state.entry import NO_TOTAL, CellTotal, Entry

LIVE_REPORTS = 5_000
"""Reports of busy blocks whose events stay linked between batches; the last block stays however large."""


@dataclass(frozen=True, slots=True)
class FoldOutcome:
    """What follows from a batch of mentions: entries to keep (by block), events and tallies to send."""

    entries: Mapping[str, Entry]
    events: tuple[Event, ...]
    tallies: tuple[Tally, ...]


class PartitionTotals:
    """The totals of one partition of the ledger; not durable, rebuilt from the recovered entries."""

    def __init__(self, partition: int) -> None:
        """Start empty, for the partition of `mentions` (and of the ledger) with this number."""
        self.partition = partition
        self._totals: dict[str, CellTotal] = {}
        self._live = _LiveFolds()

    def rebuild(self, entries: Iterable[Entry]) -> None:
        """Forget everything and add up all entries of the partition: after each assignment of the partition."""
        self._totals = {}
        for entry in entries:
            for text, total in entry.sums.items():
                self._add(text, total)

    def fold(self, kept: Callable[[str], Entry | None], records: Iterable[tuple[Mention, int]]) -> FoldOutcome:
        """Fold a batch of this partition, (mention, offset) in order of offsets; `kept` gives a block's entry."""
        blocks: dict[str, _BatchBlock] = {}
        last = 0
        for mention, last in records:
            if mention.block not in blocks:
                blocks[mention.block] = _BatchBlock(kept(mention.block), mention, last, self._live.get(mention.block))
            blocks[mention.block].fold(mention, last)
        for name, block in blocks.items():
            self._move(block.before, block.entry, block.changed)
            self._live.put(name, block.live)
        cells = {cell for block in blocks.values() for cell in block.cells}
        return FoldOutcome(
            entries={name: block.entry for name, block in blocks.items() if block.entry is not block.before},
            events=tuple(event for block in blocks.values() for event in ledger.events(block.entry, block.events)),
            tallies=tuple(self._tally(cell, last) for cell in sorted(cells)),
        )

    def _tally(self, text: str, version: int) -> Tally:
        """Return this partition's total of a cell; `version` is the last offset processed (rule 1)."""
        total = self._totals.get(text, NO_TOTAL)
        return Tally.model_construct(
            **dict(cell_of(text)),
            partition=self.partition,
            version=version,
            events=total.events,
            mentions=total.mentions,
        )

    def _move(self, before: Entry | None, after: Entry, cells: Iterable[str]) -> None:
        """Let the totals follow what a batch made of a block."""
        for text in cells:
            old = before.sums.get(text, NO_TOTAL) if before else NO_TOTAL
            self._add(text, after.sums[text].plus(-old.events, -old.mentions))

    def _add(self, text: str, more: CellTotal) -> None:
        self._totals[text] = self._totals.get(text, NO_TOTAL).plus(more.events, more.mentions)


class _BatchBlock:
    """A block within a batch: its fold and what the batch touched of it."""

    def __init__(self, before: Entry | None, first: Mention, offset: int, live: BlockFold | None) -> None:
        self.before = before
        is_live = live is not None and live.entry() is before
        self.live = live if live and is_live else BlockFold(before or ledger.empty(first, offset))
        self.changed: set[str] = set()
        self._repeated = False
        self._events: set[str] = set()

    def fold(self, mention: Mention, offset: int) -> None:
        change = self.live.fold(mention, offset)
        self._events |= change.events
        self.changed |= change.cells
        self._repeated = self._repeated or ledger.is_repeat(self.before, offset)

    @property
    def entry(self) -> Entry:
        return self.live.entry()

    @property
    def events(self) -> Collection[str]:
        return self.entry.touched.keys() | self.entry.happenings.keys() if self._repeated else self._events

    @property
    def cells(self) -> Collection[str]:
        return self.entry.sums.keys() if self._repeated else self.changed


class _LiveFolds:
    """Folds of busy blocks, kept between batches; those used last, up to a number of reports."""

    def __init__(self) -> None:
        self._folds: OrderedDict[str, BlockFold] = OrderedDict()

    def get(self, block: str) -> BlockFold | None:
        return self._folds.get(block)

    def put(self, block: str, fold: BlockFold) -> None:
        self._folds.pop(block, None)
        if fold.kept_up:
            self._folds[block] = fold
        while len(self._folds) > 1 and sum(each.kept_up for each in self._folds.values()) > LIVE_REPORTS:
            self._folds.popitem(last=False)
