"""Linking as its rules say it, everything anew and all with all: slow, and short enough to be seen to be right."""

from collections.abc import Iterable

from streams.core.linking.affinity import affinity, likeness, stretched
from streams.core.linking.clusters import COMPARED
from streams.core.linking.reports import Content, MentionReport, Span


class Event:
    """An event in the making."""

    def __init__(self, first: MentionReport) -> None:
        self.days: Span = first.span
        self.reports: list[MentionReport] = []
        self.contents: list[Content] = []

    def take(self, strand: Iterable[MentionReport]) -> None:
        for report in strand:
            self.reports.append(report)
            if len(self.contents) < COMPARED and report.content not in self.contents:
                self.contents.append(report.content)
            self.days = stretched(self.days, report.span, report.content.type)


def groups(reports: Iterable[MentionReport]) -> set[frozenset[str]]:
    """Link reports, and return the ids of each event's mentions."""
    events: list[Event] = []
    for strand in strands(sorted(reports, key=lambda report: report.rank)):
        first, articles = strand[0], articles_of(strand)
        rated = [(affinity(first.content, first.span, event.contents, event.days), event) for event in events]
        likely = [
            (most, event)
            for most, event in rated
            if most is not None and articles.isdisjoint(articles_of(event.reports))
        ]
        if not likely:
            likely = [(0, Event(first))]
            events.append(likely[0][1])
        max(likely, key=lambda pair: pair[0])[1].take(strand)
    return {frozenset(report.mention_id for report in event.reports) for event in events}


def strands(reports: Iterable[MentionReport]) -> list[list[MentionReport]]:
    """Bring the copies of each sentence together."""
    found: list[list[MentionReport]] = []
    for report in reports:
        copies = [strand for strand in found if is_copy(report, strand)]
        if copies:
            max(copies, key=lambda strand: strand[0].content == report.content).append(report)
        else:
            found.append([report])
    return found


def is_copy(report: MentionReport, strand: list[MentionReport]) -> bool:
    first, profile = strand[0].content, report.content.profile
    if not profile.is_telling or profile.quote != first.profile.quote or report.article_id in articles_of(strand):
        return False
    return report.content == first or likeness(report.content, first) is not None


def articles_of(reports: Iterable[MentionReport]) -> set[str]:
    return {report.article_id for report in reports}
