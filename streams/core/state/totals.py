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

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from schemas.count import Tally
from schemas.event import Event
from schemas.mention import Mention
from streams.core.state import ledger
from streams.core.state.cells import cell_of
from streams.core.state.entry import CellTotal, Entry

_ZERO = CellTotal()


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

    def rebuild(self, entries: Iterable[Entry]) -> None:
        """Forget everything and add up all entries of the partition: after each assignment of the partition."""
        self._totals = {}
        for entry in entries:
            self._add(entry.sums, 1)

    def fold(self, kept: Callable[[str], Entry | None], records: Iterable[tuple[Mention, int]]) -> FoldOutcome:
        """Fold a batch of this partition, (mention, offset) in order of offsets; `kept` gives a block's entry."""
        blocks: dict[str, _Block] = {}
        last = 0
        for mention, last in records:
            if mention.block not in blocks:
                blocks[mention.block] = _Block(kept(mention.block))
            blocks[mention.block].fold(mention, last)
        for block in blocks.values():
            self._put(block.before, block.entry)
        cells = {cell for block in blocks.values() for cell in block.cells}
        return FoldOutcome(
            entries={name: block.entry for name, block in blocks.items() if block.entry is not block.before},
            events=tuple(event for block in blocks.values() for event in ledger.events(block.entry, block.events)),
            tallies=tuple(self._tally(cell, last) for cell in sorted(cells)),
        )

    def _tally(self, text: str, version: int) -> Tally:
        """Return this partition's total of a cell; `version` is the last offset processed (rule 1)."""
        total = self._totals.get(text, _ZERO)
        return Tally.model_construct(
            **dict(cell_of(text)),
            partition=self.partition,
            version=version,
            events=total.events,
            mentions=total.mentions,
        )

    def _put(self, old: Entry | None, new: Entry) -> None:
        if old is not None:
            self._add(old.sums, -1)
        self._add(new.sums, 1)

    def _add(self, sums: Mapping[str, CellTotal], sign: int) -> None:
        for text, total in sums.items():
            old = self._totals.get(text, _ZERO)
            self._totals[text] = CellTotal(old.events + sign * total.events, old.mentions + sign * total.mentions)


class _Block:
    """A block within a batch: its entry and what the batch touched of it."""

    def __init__(self, before: Entry | None) -> None:
        self.before = before
        self._after = before
        self._repeated = False
        self._events: set[str] = set()
        self._cells: set[str] = set()

    def fold(self, mention: Mention, offset: int) -> None:
        after = ledger.apply(self._after, mention, offset)
        changed = ledger.changed(self._after, after)
        self._events |= changed
        self._cells |= ledger.cells_touched(self._after, after, changed)
        self._repeated = self._repeated or ledger.is_repeat(self.before, offset)
        self._after = after

    @property
    def entry(self) -> Entry:
        if self._after is None:
            raise ValueError("no record was folded")
        return self._after

    @property
    def events(self) -> Collection[str]:
        return self.entry.touched.keys() | self.entry.happenings.keys() if self._repeated else self._events

    @property
    def cells(self) -> Collection[str]:
        return self.entry.sums.keys() if self._repeated else self._cells
