"""Records that the broker deleted before they were read: what to compare, and what it means.

Where a worker stands still for longer than a topic keeps its records, or somebody deletes them, the broker's clients
silently go on with the oldest record that is left. Nothing may be passed over so, and a worker stops instead.

A gap inside the log, where compaction or the end of a transaction left no record, is no loss: the log begins before it.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from schemas.topics import ARTICLES
from streams.shell.engine.offsets import Partition
from streams.shell.errors import CommuniqueError

SHOWN = 5
"""Partitions that the sentence of an error names."""


@dataclass(frozen=True, slots=True, order=True)
class LostRange:
    """A partition whose log does not go on where reading was to go on."""

    topic: str
    partition: int
    expected: int
    """The offset to be read next: everything below is settled."""
    begins: int
    """The offset of the oldest record that is left."""

    @property
    def missing(self) -> int:
        """Offsets that nobody has read; 0 where the log has become shorter than what was read of it."""
        return max(0, self.begins - self.expected)

    def __str__(self) -> str:
        place = f"{self.topic} partition {self.partition}"
        if self.missing == 1:
            return f"{place} lacks 1 offset, {self.expected}"
        if self.missing:
            return f"{place} lacks {self.missing:,} offsets, {self.expected} to {self.begins - 1}"
        return f"{place} ends before offset {self.expected}, up to which it was read"


class RecordsLostError(CommuniqueError):
    """Records were deleted before they were read; the process must stop, for going on would pass them over."""

    def __init__(self, lost: Collection[LostRange]) -> None:
        more = len(lost) - SHOWN
        named = [str(each) for each in sorted(lost)[:SHOWN]]
        rest = [f"and {more} more partitions"] if more > 0 else []
        super().__init__(
            f"records were deleted before they were read: {'; '.join((*named, *rest))}",
            "stop all workers, then run: communique losses; it says what can be had back and how to go on",
        )
        self.lost = tuple(sorted(lost))


def expected(
    committed: Mapping[Partition, int], partitions: Iterable[Partition], expendable: Collection[str]
) -> dict[Partition, int]:
    """Return the offset from which each partition has to be whole.

    Topics that are `expendable` carry nothing that can be missed. Where nothing was ever committed, all of a topic of
    ours is still to be read, for nobody else reads it; but `articles` begins with whatever is there.
    """
    return {
        place: committed.get(place, 0)
        for place in partitions
        if place[0] not in expendable and (place in committed or place[0] != ARTICLES.name)
    }


def find(wanted: Mapping[Partition, int], begins: Mapping[Partition, int]) -> list[LostRange]:
    """Return the partitions that begin after the offset that is wanted of them."""
    return [LostRange(*place, offset, begins[place]) for place, offset in wanted.items() if begins[place] > offset]
