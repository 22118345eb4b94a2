"""A ledger partition's absolute totals over its blocks, kept as entries change.

The version of a tally is the highest offset of `mentions` that the partition has *processed* (the last offset of the
batch that the totals were made after), never the highest offset found in recovered entries. A tally of version v must
come from a ledger that reflects every record up to v. After a crash the table may hold a block's entry at 12 and have
lost another's at 10: totals sent as version 12 before 10 and 11 are processed again would lack them, and the full
totals, sent as 12 later, would be ignored. With the processed offset this cannot happen: every record whose effects
are not durable is delivered again, touches all cells of its block again, and its offset outranks what was sent before.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from schemas.count import Cell, Tally
from schemas.event import Event
from schemas.mention import Mention
from streams.core import ledger
from streams.core.cells import cell_of, text_of
from streams.core.entry import CellTotal, Entry

_ZERO = CellTotal()


@dataclass(frozen=True, slots=True)
class Outcome:
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

    def replace(self, old: Entry | None, new: Entry) -> frozenset[Cell]:
        """Put a block's new entry in the place of its old one and return every cell that the block ever touched."""
        self._put(old, new)
        return frozenset(map(cell_of, new.sums))

    def fold(self, kept: Callable[[str], Entry | None], records: Iterable[tuple[Mention, int]]) -> Outcome:
        """Fold a batch of this partition, (mention, offset) in order of offsets; `kept` gives a block's entry.

        Sends what changed; of blocks whose entry may reflect a record already, everything that they ever touched.
        """
        before: dict[str, Entry | None] = {}
        after: dict[str, Entry] = {}
        repeated: set[str] = set()
        last = 0
        for mention, last in records:
            block = mention.block
            if block not in before:
                before[block] = kept(block)
            entry = after.get(block, before[block])
            if ledger.is_repeat(before[block], last):
                repeated.add(block)
            after[block] = ledger.apply(entry, mention, last)
        starts = {block: None if block in repeated else entry for block, entry in before.items()}
        cells: set[str] = set()
        for block, entry in after.items():
            self._put(before[block], entry)
            cells |= _changed(starts[block], entry)
        events = (event for block, entry in after.items() for event in ledger.changes(starts[block], entry))
        changed = {block: entry for block, entry in after.items() if entry is not before[block]}
        return Outcome(changed, tuple(events), tuple(self._tally(text, last) for text in sorted(cells)))

    def tallies(self, cells: Iterable[Cell], version: int) -> tuple[Tally, ...]:
        """Return this partition's total of each cell; `version` is the last offset processed (see above)."""
        return tuple(self._tally(text, version) for text in sorted(map(text_of, cells)))

    def _tally(self, text: str, version: int) -> Tally:
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


def _changed(before: Entry | None, after: Entry) -> set[str]:
    """Return the cells to which a block adds another total than before; all that it ever touched if there is none."""
    if before is None:
        return set(after.sums)
    return {text for text, total in after.sums.items() if before.sums.get(text) != total}
