"""Which reports of a block tell of the same event: a pure function of their set.

Reports are taken in an order that is their own (those of a stated day first, then the most detailed, then by
publication), so the order in which they arrived has no part in it. Each joins the event that it agrees with best, or
founds one. It can join where
- no report of its own article is in: the extractor has already merged what one article tells twice;
- its participants, place, sums and fields contradict none of those in (`likeness`);
- its days are near: within `tolerance_days` of all the stated days, or unstated and such as its publication and status
  allow (`reports`);
- and on another day than theirs, or where one country alone is named, something particular speaks for it: a shared
  name, sum or sentence. Two rounds of talks between the same two countries on two days stay two. Texts have no rounds:
  where one is planned for no certain day, the same parties and the same field are enough.
A sentence that is long enough to be one author's goes before all that: its copies are one strand, on whatever day or in
whatever place each was read to be, and a strand joins an event or founds one as a single report does.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from schemas.facts import EventType, Status
from schemas.mention import Mention
from streams.core.event_traits import TRAITS
from streams.core.linking.likeness import STRONG, contradict, evidence, lone, one_name_only
from streams.core.linking.reports import Content, MentionReport, Span, in_order, report_of

NEAR_DAYS = 1
"""Reports without a stated day that stand no further apart are of the same day for all that we know."""

COMPARED = 5
"""Contents of an event that a further report is compared with: the most detailed ones; bounds the work."""

_SAME_CONTENT = 1_000
_NOTHING, _SOMETHING = 0, 1
_TERMS = 3
"""The evidence of the same two countries and the same field."""


def link(mentions: Iterable[Mention]) -> tuple[tuple[Mention, ...], ...]:
    """Group live mentions of one block into events, whatever their order.

    Each group is in the order of publication, and so are the groups by their first.
    """
    by_id = {mention.mention_id: mention for mention in mentions}
    groups = link_reports(map(report_of, by_id.values()))
    return tuple(tuple(by_id[report.mention_id] for report in group) for group in groups)


def link_reports(reports: Iterable[MentionReport]) -> tuple[tuple[MentionReport, ...], ...]:
    """Group reports as `link` groups mentions."""
    clusters = _Clusters()
    for strand in _strands(sorted(reports, key=_rank)):
        clusters.take(strand)
    groups = [tuple(in_order(cluster.reports)) for cluster in clusters.founded]
    return tuple(sorted(groups, key=lambda group: group[0].order))


def _rank(report: MentionReport) -> tuple[object, ...]:
    return not report.span.stated, -report.content.profile.detail, report.span.day, report.order


@dataclass(slots=True)
class _Strand:
    """Copies of one sentence, no two of one article, or a report that has none; the most detailed comes first."""

    reports: list[MentionReport]
    articles: set[str]

    @property
    def first(self) -> MentionReport:
        """The report that stands for all."""
        return self.reports[0]

    def takes(self, report: MentionReport) -> bool:
        """Whether a report in the same sentence is a copy."""
        if report.article_id in self.articles:
            return False
        return report.content == self.first.content or _likeness(report.content, self.first.content) is not None

    def add(self, report: MentionReport) -> None:
        """Take a copy in."""
        self.reports.append(report)
        self.articles.add(report.article_id)


def _strands(reports: Iterable[MentionReport]) -> Iterable[_Strand]:
    """Bring the copies of each sentence together, in the order of the first of each.

    Where one sentence tells of two events each copy goes to the strand that says the same, else to the first it can.
    """
    strands: list[_Strand] = []
    by_sentence: dict[str, list[_Strand]] = {}
    for report in reports:
        profile = report.content.profile
        told = by_sentence.setdefault(profile.quote, []) if profile.is_telling else []
        possible = [strand for strand in told if strand.takes(report)]
        if possible:
            min(possible, key=lambda strand: strand.first.content != report.content).add(report)
        else:
            strands.append(_Strand([report], {report.article_id}))
            told.append(strands[-1])
    return strands


@dataclass(slots=True)
class _Cluster:
    """An event in the making; its first report is the one whose day is surest."""

    span: Span
    reports: list[MentionReport] = field(default_factory=list)
    articles: set[str] = field(default_factory=set)
    contents: dict[str, Content] = field(default_factory=dict)

    def add(self, strand: _Strand) -> bool:
        """Take a strand in and return whether that changes what else is like the event."""
        before = len(self.contents), self.span
        for report in strand.reports:
            self.reports.append(report)
            self.articles.add(report.article_id)
            if len(self.contents) < COMPARED:
                self.contents.setdefault(report.content.key, report.content)
            self._stretch(report)
        return before != (len(self.contents), self.span)

    def _stretch(self, report: MentionReport) -> None:
        """Let the event's days reach to those of a report, unless it is a copy in which they were misread."""
        if report.span.stated and _near(self.span, report.span, report.content.type):
            first, last = min(self.span.first, report.span.first), max(self.span.last, report.span.last)
            self.span = Span(first, last, self.span.day, stated=True)

    def affinity(self, content: Content, span: Span) -> int | None:
        """Return how much speaks for a report to be of this event; None if it cannot be."""
        if not _near(self.span, span, content.type):
            return None
        if content.quote and content.key in self.contents:
            return _SAME_CONTENT
        most = _NOTHING
        for other in self.contents.values():
            likeness = _likeness(content, other)
            if likeness is None:
                return None
            most = max(most, likeness)
        same_day = _same_day(self.span, span)
        enough = _SOMETHING if same_day else _TERMS if _is_text_to_come(content, span) else STRONG
        return most + 2 * same_day if most >= enough else None


class _Clusters:
    """The events in the making, and for what was compared with them the answer while they are as they were."""

    def __init__(self) -> None:
        self.founded: list[_Cluster] = []
        self._candidates: dict[tuple[str, Span], list[_Cluster]] = {}

    def take(self, strand: _Strand) -> None:
        """Let a strand join the event that most speaks for, the earlier founded on a tie, or found one."""
        likely = self._likely(strand.first)
        cluster = next((each for each in likely if strand.articles.isdisjoint(each.articles)), None)
        if cluster is None:
            cluster = _Cluster(strand.first.span)
            self.founded.append(cluster)
        if cluster.add(strand):
            self._candidates.clear()

    def _likely(self, report: MentionReport) -> list[_Cluster]:
        key = report.content.key, report.span
        if key not in self._candidates:
            self._candidates[key] = list(self._ranked(report))
        return self._candidates[key]

    def _ranked(self, report: MentionReport) -> Iterator[_Cluster]:
        rated = [(cluster, cluster.affinity(report.content, report.span)) for cluster in self.founded]
        possible = [(cluster, affinity) for cluster, affinity in rated if affinity is not None]
        yield from (cluster for cluster, _ in sorted(possible, key=lambda pair: -pair[1]))


def _likeness(a: Content, b: Content) -> int | None:
    """Return how much speaks for one event, None if they contradict one another."""
    return _ordered_likeness(a, b) if a.key < b.key else _ordered_likeness(b, a)


@lru_cache(maxsize=32_768)
def _ordered_likeness(a: Content, b: Content) -> int | None:
    if contradict(a.profile, b.profile):
        return None
    found = evidence(a.profile, b.profile)
    if not lone(a.profile, b.profile):
        return found
    if found < STRONG:
        return _NOTHING
    return min(found, STRONG - 1) if one_name_only(a.profile, b.profile) else found


def _is_text_to_come(content: Content, span: Span) -> bool:
    """Whether a report plans an agreement or a commitment between two countries and does not say for which day."""
    is_plan = content.status is Status.PLANNED and not span.stated
    return is_plan and TRAITS[content.type].has_terms and len(content.profile.countries) > 1


def _near(a: Span, b: Span, kind: EventType) -> bool:
    """Whether the days of both can be of one event: all stated ones within the tolerance, or overlapping."""
    if a.stated and b.stated:
        return (max(a.last, b.last) - min(a.first, b.first)).days <= TRAITS[kind].tolerance_days
    return a.first <= b.last and b.first <= a.last


def _same_day(a: Span, b: Span) -> bool:
    if a.stated and b.stated:
        return a.first <= b.day <= a.last
    return abs((a.day - b.day).days) <= NEAR_DAYS
