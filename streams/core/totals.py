"""A ledger partition's absolute totals over its blocks, kept as entries change.

The version of a tally is the highest offset of `mentions` that the partition has *processed* (the last offset of the
batch that the totals were made after), never the highest offset found in recovered entries. A tally of version v must
come from a ledger that reflects every record up to v. After a crash the table may hold a block's entry at 12 and have
lost another's at 10: totals sent as version 12 before 10 and 11 are processed again would lack them, and the full
totals, sent as 12 later, would be ignored. With the processed offset this cannot happen: every record whose effects
are not durable is delivered again, touches all cells of its block again, and its offset outranks what was sent before.
"""

from collections.abc import Iterable, Mapping

from schemas.count import Cell, Tally
from streams.core.ledger import CellTotal, Entry
from streams.core.ledger import totals as totals_of


class PartitionTotals:
    """The totals of one partition of the ledger; not durable, rebuilt from the recovered entries."""

    def __init__(self, partition: int) -> None:
        """Start empty, for the partition of `mentions` (and of the ledger) with this number."""
        self.partition = partition
        self._totals: dict[Cell, CellTotal] = {}

    def rebuild(self, entries: Iterable[Entry]) -> None:
        """Forget everything and add up all entries of the partition: after each assignment of the partition."""
        self._totals = {}
        for entry in entries:
            self._add(totals_of(entry), 1)

    def replace(self, old: Entry | None, new: Entry) -> frozenset[Cell]:
        """Put a block's new entry in the place of its old one and return every cell the block ever touched."""
        touched = totals_of(new)
        if old is not None:
            self._add(totals_of(old), -1)
        self._add(touched, 1)
        return frozenset(touched)

    def tallies(self, cells: Iterable[Cell], version: int) -> tuple[Tally, ...]:
        """Return this partition's total of each cell; `version` is the last offset processed (see above)."""
        return tuple(self._tally(cell, version) for cell in sorted(cells, key=Cell.model_dump_json))

    def _tally(self, cell: Cell, version: int) -> Tally:
        total = self._totals.get(cell, CellTotal())
        return Tally(
            **dict(cell), partition=self.partition, version=version, events=total.events, mentions=total.mentions
        )

    def _add(self, totals: Mapping[Cell, CellTotal], sign: int) -> None:
        for cell, total in totals.items():
            old = self._totals.get(cell, CellTotal())
            self._totals[cell] = CellTotal(old.events + sign * total.events, old.mentions + sign * total.mentions)
