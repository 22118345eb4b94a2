"""An event in the making: the strands that tell of it, and what it was like when each of them was taken."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from streams.core.linking.affinity import affinity, stretched
from streams.core.linking.consensus import Consensus
from streams.core.linking.occurrences import Occurrences
from streams.core.linking.reports import Content, MentionReport, Order, Rank, Span
from streams.core.linking.strands import Strand

COMPARED = 5
"""Contents of an event that a further report is compared with: those of the strands taken first; bounds the work."""

Taken = tuple[Rank, Rank]
"""When a report is taken: with its strand, then by itself."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """What a further strand is compared with, and when each part of it was taken."""

    contents: tuple[tuple[Taken, Content], ...]
    spans: tuple[tuple[Taken, Span], ...]
    """The days of the event, from the report on that stretched them."""

    @property
    def days(self) -> Span:
        """The days of the event as all its reports have it."""
        return self.spans[-1][1]

    def differs_from(self, other: "Likeness") -> Rank | None:
        """Return the rank of the first strand that made a difference; None where there is none."""
        if self == other:
            return None
        parts = {*self.contents, *self.spans} ^ {*other.contents, *other.spans}
        return min(taken[0] for taken, _ in parts)


class Cluster:
    """An event: the strand that founded it, whose day is surest, and those that joined."""

    def __init__(self, founder: Strand) -> None:
        """Begin with the strand that founds it."""
        self.founder = founder
        self.strands: set[Strand] = set()
        self.consensus = Consensus()
        self._reports: list[MentionReport] = []
        self._contents: Occurrences[Content, Taken] = Occurrences()
        self._spans: Occurrences[Span, Taken] = Occurrences()
        self.likeness = Likeness((), ())
        self.join(founder)

    @property
    def reports(self) -> tuple[MentionReport, ...]:
        """The reports, in the order of publication."""
        return tuple(self._reports)

    @property
    def days(self) -> Span:
        """The days of the event."""
        return self.likeness.days

    def join(self, strand: Strand) -> None:
        """Take a strand in."""
        self.strands.add(strand)
        self.alter(strand, came=strand.reports)

    def leave(self, strand: Strand) -> None:
        """Let a strand go that is not the founder."""
        self.strands.discard(strand)
        self.alter(strand, left=strand.reports)

    def alter(self, strand: Strand, *, left: Iterable[MentionReport] = (), came: Iterable[MentionReport] = ()) -> None:
        """Let copies of a strand leave and come."""
        for report in left:
            del self._reports[bisect_left(self._reports, report.order, key=_order)]
            self.consensus.remove(report)
            for occurrences, value in self._compared(report):
                occurrences.remove(value, (strand.rank, report.rank))
        for report in came:
            insort(self._reports, report, key=_order)
            self.consensus.add(report)
            for occurrences, value in self._compared(report):
                occurrences.add(value, (strand.rank, report.rank))
        self.likeness = Likeness(self._contents.earliest(COMPARED), tuple(self._stretched()))

    def affinity(self, strand: Strand) -> int | None:
        """Return how much spoke for a strand to be of this event when it was taken; None if it could not be."""
        before = (strand.rank,)
        contents = tuple(content for taken, content in self.likeness.contents if taken < before)
        days = [span for taken, span in self.likeness.spans if taken < before][-1]
        return affinity(strand.first.content, strand.first.span, contents, days)

    def _compared(self, report: MentionReport) -> Iterator[tuple[Occurrences[Any, Taken], object]]:
        yield self._contents, report.content
        if report.span.stated:
            yield self._spans, report.span

    def _stretched(self) -> Iterator[tuple[Taken, Span]]:
        first = self.founder.first
        days = first.span
        yield (first.rank, first.rank), days
        for taken, span in self._spans:
            longer = stretched(days, span, first.content.type)
            if longer != days:
                yield taken, longer
            days = longer


def _order(report: MentionReport) -> Order:
    return report.order
