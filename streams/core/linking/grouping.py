"""Which reports of a block tell of the same event: a pure function of their set.

Reports are taken in an order that is their own (those of a stated day first, then the most detailed, then by
publication), so the order in which they arrived has no part in it. Copies of one sentence are taken together
(`strands`). Each joins the event that it agrees with best (`affinity`), the earlier founded on a tie, or founds one;
never one that a report of its own article is in: the extractor has already merged what one article tells twice.
"""

from collections.abc import Iterable

from schemas.mention import Mention
from streams.core.linking.affinity import affinity, stretched
from streams.core.linking.clusters import COMPARED
from streams.core.linking.linker import Linker
from streams.core.linking.reports import Content, MentionReport, Span, in_order, report_of
from streams.core.linking.strands import Strand, strands

FEW = 24
"""Reports up to which linking all of them anew is quicker than keeping up what a `Linker` needs."""

Group = tuple[MentionReport, ...]
"""The reports of one event, in the order of publication."""


def link(mentions: Iterable[Mention]) -> tuple[tuple[Mention, ...], ...]:
    """Group live mentions of one block into events, whatever their order.

    Each group is in the order of publication, and so are the groups by their first.
    """
    by_id = {mention.mention_id: mention for mention in mentions}
    groups = link_reports(map(report_of, by_id.values()))
    return tuple(tuple(by_id[report.mention_id] for report in group) for group in groups)


def link_reports(reports: Iterable[MentionReport]) -> tuple[Group, ...]:
    """Group reports as `link` groups mentions."""
    reports = tuple(reports)
    groups = link_anew(reports) if len(reports) <= FEW else [each.reports for each in Linker(reports).clusters]
    return tuple(sorted(groups, key=lambda group: group[0].order))


def link_anew(reports: Iterable[MentionReport]) -> list[Group]:
    """Group reports by comparing each with every event: the rules as they are said, its cost grows with the square."""
    events: list[_Event] = []
    for strand in strands(reports):
        rated = [(event.affinity(strand), event) for event in events if event.articles.isdisjoint(strand.articles)]
        likely = [(speaking_for, event) for speaking_for, event in rated if speaking_for is not None]
        if not likely:
            likely = [(0, _Event(strand.first.span))]
            events.append(likely[0][1])
        max(likely, key=lambda pair: pair[0])[1].take(strand)
    return [tuple(in_order(event.reports)) for event in events]


class _Event:
    """An event in the making."""

    def __init__(self, days: Span) -> None:
        self.reports: list[MentionReport] = []
        self.articles: set[str] = set()
        self._contents: list[Content] = []
        self._days = days

    def affinity(self, strand: Strand) -> int | None:
        return affinity(strand.first.content, strand.first.span, self._contents, self._days)

    def take(self, strand: Strand) -> None:
        self.articles |= strand.articles
        for report in strand.reports:
            self.reports.append(report)
            if len(self._contents) < COMPARED and report.content not in self._contents:
                self._contents.append(report.content)
            self._days = stretched(self._days, report.span, report.content.type)
