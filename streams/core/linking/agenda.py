"""Strands that are to be taken again, in their order, and on account of which events."""

from heapq import heapify, heappop, heappush

from streams.core.linking.clusters import Cluster
from streams.core.linking.reports import Rank
from streams.core.linking.strands import Strand


class Agenda:
    """Strands, each with the events that changed for it; None where it is to be taken whatever changed."""

    def __init__(self) -> None:
        """Start empty."""
        self._queue: list[tuple[Rank, Strand]] = []
        self._causes: dict[Strand, set[Cluster] | None] = {}

    def __bool__(self) -> bool:
        """Whether a strand is left."""
        return bool(self._queue)

    def add(self, strand: Strand, cause: Cluster | None = None) -> None:
        """Have a strand taken again."""
        if strand not in self._causes:
            heappush(self._queue, (strand.rank, strand))
            self._causes[strand] = set()
        causes = self._causes[strand]
        if cause is None:
            self._causes[strand] = None
        elif causes is not None:
            causes.add(cause)

    def discard(self, strand: Strand) -> None:
        """Forget a strand that is no more."""
        if strand in self._causes:
            del self._causes[strand]
            self._queue = [each for each in self._queue if each[1] is not strand]
            heapify(self._queue)

    def pop(self) -> tuple[Strand, set[Cluster] | None]:
        """Return the strand that is taken first, with its causes."""
        _, strand = heappop(self._queue)
        return strand, self._causes.pop(strand)
