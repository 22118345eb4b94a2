"""Which offsets were taken and which are settled, for each partition that a worker owns.

Faust may drop a fetched record (it clears its buffers at a rebalance, whichever fetch is under way) and may hand one
over twice. Nothing tells us but the offsets themselves, so they are checked here, one by one:

- the offset expected is taken;
- a lower one was taken before and is skipped;
- a higher one leaves a gap. The log itself has gaps (transaction markers, compaction), so it is fetched again
  from the expected offset: if the same record comes again, the gap is the log's, otherwise what was lost comes now.

Settled ranges are joined from the left only: nothing is ever committed past a record that is not settled.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

Partition = tuple[str, int]
"""A topic and the number of one of its partitions, as Faust's `TP` is."""


class OffsetAction(Enum):
    """What to do with a record, by its offset."""

    TAKE = auto()
    SKIP = auto()
    """It was taken before, or it comes again after what is fetched again."""
    REFETCH = auto()
    """A gap lies before it: seek to the expected offset, and skip this record."""


@dataclass(slots=True)
class _Position:
    expected: int
    """The next offset to take."""
    settled: int
    """Every offset below is settled: the offset to commit."""
    gap: tuple[int, int] | None = None
    """The expected offset and the higher one that came instead, once it was fetched again."""


@dataclass(slots=True)
class Offsets:
    """The positions of the partitions that a worker owns."""

    epoch: int = 0
    """Grows whenever the partitions are assigned anew: what was taken in an earlier epoch cannot be settled."""
    _positions: dict[Partition, _Position] = field(default_factory=dict)

    def reset(self, starts: Mapping[Partition, int]) -> None:
        """Begin an epoch: exactly these partitions are owned, and reading starts at these offsets."""
        self.epoch += 1
        self._positions = {partition: _Position(start, start) for partition, start in starts.items()}

    def expected(self, partition: Partition) -> int:
        """Return the offset that must come next; -1 if the partition is not owned."""
        position = self._positions.get(partition)
        return -1 if position is None else position.expected

    def take(self, partition: Partition, offset: int) -> OffsetAction:
        """Judge the record at this offset; a record taken moves the expected offset past it."""
        position = self._positions.get(partition)
        if position is None or offset < position.expected:
            return OffsetAction.SKIP
        if offset > position.expected and position.gap != (position.expected, offset):
            return self._gap(position, offset)
        position.expected, position.gap = offset + 1, None
        return OffsetAction.TAKE

    @staticmethod
    def _gap(position: _Position, offset: int) -> OffsetAction:
        if position.gap is not None and position.gap[0] == position.expected and offset > position.gap[1]:
            return OffsetAction.SKIP  # another record of the fetch that had the gap, while the question is under way
        position.gap = (position.expected, offset)
        return OffsetAction.REFETCH

    def settle(self, epoch: int, ranges: Mapping[Partition, tuple[int, int]]) -> None:
        """Mark ranges [start, end) as settled, where `start` was the expected offset when the taking began."""
        if epoch != self.epoch:
            return
        for partition, (start, end) in ranges.items():
            position = self._positions[partition]
            if start <= position.settled:
                position.settled = max(position.settled, end)

    def committable(self) -> dict[Partition, int]:
        """Return the offset to commit for each partition."""
        return {partition: position.settled for partition, position in self._positions.items()}

    def idle(self) -> dict[Partition, int]:
        """Return the expected offset of each partition of which nothing is in flight."""
        return {p: each.expected for p, each in self._positions.items() if each.expected == each.settled}
