"""Copies of one sentence, brought together: a sentence that is long enough to be one author's goes before all else.

Its copies are one strand, on whatever day or in whatever place each was read to be. A report without such a sentence is
a strand by itself. Where one sentence tells of two events each copy goes to the strand that says the same, else to the
first that it can.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from streams.core.linking.affinity import likeness
from streams.core.linking.reports import MentionReport, Rank


@dataclass(slots=True, eq=False)
class Strand:
    """Copies of one sentence, no two of one article, in the order of their ranks."""

    reports: list[MentionReport] = field(default_factory=list)
    articles: set[str] = field(default_factory=set)

    @property
    def first(self) -> MentionReport:
        """The report that stands for all."""
        return self.reports[0]

    @property
    def rank(self) -> Rank:
        """When the strand is taken."""
        return self.reports[0].rank

    def says(self, report: MentionReport) -> bool:
        """Whether a report in the same sentence is a copy."""
        return report.content == self.first.content or likeness(report.content, self.first.content) is not None

    def add(self, report: MentionReport) -> None:
        """Take a copy in."""
        insort(self.reports, report, key=_rank)
        self.articles.add(report.article_id)

    def remove(self, report: MentionReport) -> None:
        """Let a copy go."""
        del self.reports[bisect_left(self.reports, report.rank, key=_rank)]
        self.articles.discard(report.article_id)


@dataclass(frozen=True, slots=True)
class StrandChanges:
    """What a report that came or went did to strands: which are no more, which are new, which have other copies."""

    gone: Sequence[Strand] = ()
    new: Sequence[Strand] = ()
    left: Sequence[tuple[Strand, MentionReport]] = ()
    """Copies that left a strand which stays; never its first."""
    came: Sequence[tuple[Strand, MentionReport]] = ()
    """Copies that joined a strand which was there; never as its first."""


def strands(reports: Iterable[MentionReport]) -> list[Strand]:
    """Bring the copies of each sentence together, and return the strands in the order of their ranks."""
    by_quote: dict[str, list[Strand]] = {}
    found = []
    for report in sorted(reports, key=_rank):
        profile = report.content.profile
        copies = by_quote.setdefault(profile.quote if profile.is_telling else report.mention_id, [])
        home = _join(copies, report)
        if len(home.reports) == 1:
            found.append(home)
    return found


class Strands:
    """The strands of a block, kept up as reports come and go."""

    def __init__(self) -> None:
        """Start with none."""
        self._single: dict[str, Strand] = {}
        self._by_quote: dict[str, _Copies] = {}

    def add(self, report: MentionReport) -> StrandChanges:
        """Take a report in."""
        profile = report.content.profile
        if profile.is_telling:
            return self._by_quote.setdefault(profile.quote, _Copies()).add(report)
        strand = self._single[report.mention_id] = Strand([report], {report.article_id})
        return StrandChanges(new=[strand])

    def remove(self, report: MentionReport) -> StrandChanges:
        """Let a report go that was taken in."""
        profile = report.content.profile
        if not profile.is_telling:
            return StrandChanges(gone=[self._single.pop(report.mention_id)])
        changes = self._by_quote[profile.quote].remove(report)
        if not self._by_quote[profile.quote].strands:
            del self._by_quote[profile.quote]
        return changes


class _Copies:
    """The strands of one sentence, in the order of their ranks.

    While the same reports found them, a report that comes or goes moves none but copies in its own article.
    """

    def __init__(self) -> None:
        self.strands: list[Strand] = []
        self._homes: dict[str, dict[str, tuple[MentionReport, Strand]]] = {}

    def add(self, report: MentionReport) -> StrandChanges:
        """Take a copy in."""
        others = [each for each, _ in self._homes.get(report.article_id, {}).values()]
        return self._moved(report.article_id, [*others, report]) or self._regrouped([*self._reports(), report])

    def remove(self, report: MentionReport) -> StrandChanges:
        """Let a copy go."""
        homes = self._homes[report.article_id]
        others = [each for each, _ in homes.values() if each is not report]
        is_first = homes[report.mention_id][1].first is report
        changes = None if is_first else self._moved(report.article_id, others)
        return changes or self._regrouped([each for each in self._reports() if each is not report])

    def _moved(self, article: str, reports: Iterable[MentionReport]) -> StrandChanges | None:
        """Put an article's copies where they belong now; None, with nothing done, if others would found strands."""
        homes: dict[str, tuple[MentionReport, Strand]] = {}
        taken: set[Strand] = set()
        for report in sorted(reports, key=_rank):
            home = _home(
                [strand for strand in self.strands if strand not in taken and strand.rank < report.rank], report
            )
            founded = next((strand for strand in self.strands if strand.first is report), None)
            if (home is None) is (founded is None):
                return None
            homes[report.mention_id] = report, home or founded  # type: ignore[assignment]  # one of them is
            taken.add(homes[report.mention_id][1])
        return self._with(article, homes)

    def _with(self, article: str, homes: dict[str, tuple[MentionReport, Strand]]) -> StrandChanges:
        before = self._homes.get(article, {})
        left = [
            (home, report) for key, (report, home) in before.items() if key not in homes or homes[key][1] is not home
        ]
        came = [
            (home, report) for key, (report, home) in homes.items() if key not in before or before[key][1] is not home
        ]
        for strand, report in left:
            strand.remove(report)
        for strand, report in came:
            strand.add(report)
        self._homes[article] = homes
        if not homes:
            del self._homes[article]
        return StrandChanges(left=left, came=came)

    def _reports(self) -> Iterable[MentionReport]:
        return (report for strand in self.strands for report in strand.reports)

    def _regrouped(self, reports: Iterable[MentionReport]) -> StrandChanges:
        before, after = self.strands, _grouped(sorted(reports, key=_rank))
        known = {strand.first.mention_id: strand for strand in before}
        self.strands = [_same(known.get(strand.first.mention_id), strand) for strand in after]
        self._homes = {}
        for strand in self.strands:
            for report in strand.reports:
                self._homes.setdefault(report.article_id, {})[report.mention_id] = report, strand
        gone, new = set(before) - set(self.strands), set(self.strands) - set(before)
        return StrandChanges(gone=sorted(gone, key=_taken), new=sorted(new, key=_taken))


def _grouped(reports: Iterable[MentionReport]) -> list[Strand]:
    """Bring reports in one sentence, in the order of their ranks, together."""
    found: list[Strand] = []
    for report in reports:
        _join(found, report)
    return found


def _join(strands: list[Strand], report: MentionReport) -> Strand:
    """Add a report to the strand of its sentence that it goes to, or to a new one, and return it."""
    home = _home([strand for strand in strands if report.article_id not in strand.articles], report)
    if home is None:
        home = Strand()
        strands.append(home)
    home.add(report)
    return home


def _home(strands: Iterable[Strand], report: MentionReport) -> Strand | None:
    """Return the strand that a copy goes to, the one that says the very same before others."""
    possible = (strand for strand in strands if strand.says(report))
    return min(possible, key=lambda strand: strand.first.content != report.content, default=None)


def _same(before: Strand | None, after: Strand) -> Strand:
    return before if before is not None and before.reports == after.reports else after


def _rank(report: MentionReport) -> Rank:
    return report.rank


def _taken(strand: Strand) -> Rank:
    return strand.rank
