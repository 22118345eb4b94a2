"""Which reports of a block tell of the same event: a pure function of their set.

Reports are taken in an order that is their own (those of a stated day first, then the most detailed, then by
publication), so the order in which they arrived has no part in it. Each joins the event that it agrees with best, or
founds one. It can join where
- no report of its own article is in: the extractor has already merged what one article tells twice;
- its participants, place, sums and fields contradict none of those in (`likeness`);
- its days are near: within `TOLERANCE_DAYS` of all the stated days, or unstated and published within a week;
- and on another day than theirs, or where one country alone is named, something particular speaks for it: a shared
  name, sum or sentence. Two rounds of talks between the same two countries on two days stay two.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from schemas.facts import DatePrecision, EventType
from schemas.mention import Mention
from streams.core.blocks import day_of, period_of
from streams.core.likeness import STRONG, contradict, evidence, lone
from streams.core.reports import Content, Report, in_order, report_of

TOLERANCE_DAYS = {EventType.MEETING: 1, EventType.AGREEMENT: 1, EventType.COMMITMENT: 2, EventType.VISIT: 3}
"""How far apart two reports may put one event: time zones, the day of the report, the days of a visit."""

UNDATED_DAYS = 7
"""An event without a day lies within so many days of its publication."""

NEAR_DAYS = 1
"""Reports without a stated day that stand no further apart are of the same day for all that we know."""

COMPARED = 8
"""Contents of an event that a further report is compared with: the most detailed ones; bounds the work."""


def link(mentions: Iterable[Mention]) -> tuple[tuple[Mention, ...], ...]:
    """Group live mentions of one block into events, whatever their order.

    Each group is in the order of publication, and so are the groups by their first.
    """
    by_id = {mention.mention_id: mention for mention in mentions}
    groups = link_reports(map(report_of, by_id.values()))
    return tuple(tuple(by_id[report.mention_id] for report in group) for group in groups)


def link_reports(reports: Iterable[Report]) -> tuple[tuple[Report, ...], ...]:
    """Group reports as `link` groups mentions."""
    clusters: list[_Cluster] = []
    for report, span in sorted(((r, _span_of(r)) for r in reports), key=lambda pair: _rank(*pair)):
        cluster = _best(clusters, report, span)
        if cluster is None:
            clusters.append(cluster := _Cluster(span))
        cluster.add(report, span)
    groups = [tuple(in_order(cluster.reports)) for cluster in clusters]
    return tuple(sorted(groups, key=lambda group: group[0].order))


@dataclass(frozen=True, slots=True)
class _Span:
    """The days on which a report's event may lie; `day` stands for them."""

    first: date
    last: date
    day: date
    stated: bool
    """Whether the report gives the very day."""


@dataclass(slots=True)
class _Cluster:
    """An event in the making; its first report is the one whose day is surest."""

    span: _Span
    reports: list[Report] = field(default_factory=list)
    articles: set[str] = field(default_factory=set)
    contents: dict[str, Content] = field(default_factory=dict)

    def add(self, report: Report, span: _Span) -> None:
        """Take a report in; a stated day widens the days of the event."""
        self.reports.append(report)
        self.articles.add(report.article_id)
        if len(self.contents) < COMPARED:
            self.contents.setdefault(report.content.key, report.content)
        if span.stated:
            first, last = min(self.span.first, span.first), max(self.span.last, span.last)
            self.span = _Span(first, last, self.span.day, stated=True)

    def affinity(self, report: Report, span: _Span) -> int | None:
        """Return how much speaks for the report to be of this event; None if it cannot be."""
        if report.article_id in self.articles or not _near(self.span, span, report.content.type):
            return None
        if report.content.quote and report.content.key in self.contents:
            return _SAME_CONTENT
        likenesses = [_likeness(report.content, content) for content in self.contents.values()]
        stated = [each for each in likenesses if each is not None]
        if len(stated) < len(likenesses):
            return None
        most, same_day = max(stated), _same_day(self.span, span)
        return most + 2 * same_day if most >= STRONG or (most > _NOTHING and same_day) else None


_SAME_CONTENT = 1_000
_NOTHING = 0


def _likeness(a: Content, b: Content) -> int | None:
    """Return how much speaks for one event, None if they contradict one another."""
    return _ordered_likeness(a, b) if a.key < b.key else _ordered_likeness(b, a)


@lru_cache(maxsize=32_768)
def _ordered_likeness(a: Content, b: Content) -> int | None:
    if contradict(a.profile, b.profile):
        return None
    found = evidence(a.profile, b.profile)
    return _NOTHING if found < STRONG and lone(a.profile, b.profile) else found


def _best(clusters: Iterable[_Cluster], report: Report, span: _Span) -> _Cluster | None:
    """Return the event that most speaks for, the earlier founded on a tie."""
    best, most = None, -1
    for cluster in clusters:
        affinity = cluster.affinity(report, span)
        if affinity is not None and affinity > most:
            best, most = cluster, affinity
    return best


def _span_of(report: Report) -> _Span:
    facts, published = report.content, report.published
    day = day_of(facts, published) or date.max
    if facts.date is not None:
        first, last = period_of(facts.date, facts.date_precision)
        return _Span(first, last, day, stated=facts.date_precision in (None, DatePrecision.DAY))
    if published is None:
        return _Span(date.min, date.max, day, stated=False)
    return _Span(_moved(published, -UNDATED_DAYS), _moved(published, UNDATED_DAYS), day, stated=False)


def _rank(report: Report, span: _Span) -> tuple[object, ...]:
    return not span.stated, -report.content.profile.detail, span.day, *report.order


def _near(a: _Span, b: _Span, kind: EventType) -> bool:
    """Whether the days of both can be of one event: all stated ones within the tolerance, or overlapping."""
    if a.stated and b.stated:
        return (max(a.last, b.last) - min(a.first, b.first)).days <= TOLERANCE_DAYS[kind]
    return a.first <= b.last and b.first <= a.last


def _same_day(a: _Span, b: _Span) -> bool:
    if a.stated and b.stated:
        return a.first <= b.day <= a.last
    return abs((a.day - b.day).days) <= NEAR_DAYS


def _moved(day: date, days: int) -> date:
    """Move a day, stopping at the ends of the calendar."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))
