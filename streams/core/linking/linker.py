"""The events of a block, kept up as reports come and go one by one: the same as `grouping` makes of all of them anew.

A report that comes late belongs before others, which were taken without it. Only those are taken again for which it can
have made a difference, in their order, so that all stand where they would if everything were linked anew.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass

from streams.core.linking.agenda import Agenda
from streams.core.linking.candidates import CandidateIndex, numbers
from streams.core.linking.clusters import Cluster
from streams.core.linking.likeness import Profile
from streams.core.linking.reports import MentionReport, Rank, Span
from streams.core.linking.strands import Strand, StrandChanges, Strands

_NONE = -1
"""The affinity of a strand to the event that it founded."""

_Claim = tuple[int, Rank]
"""How good a strand's claim to an event is, the best least: what speaks for it, negative, then when it was founded."""


@dataclass(slots=True)
class _Place:
    """Where a strand stands: its number in the index, its event, and how much speaks for that."""

    number: int
    cluster: Cluster | None = None
    affinity: int = _NONE


class Linker:
    """The events of a block, kept up as reports come and go."""

    def __init__(self, reports: Iterable[MentionReport] = ()) -> None:
        """Start with these reports."""
        self.clusters: set[Cluster] = set()
        self._strands = Strands()
        self._index = CandidateIndex()
        self._places: dict[Strand, _Place] = {}
        self._numbered: dict[int, Strand] = {}
        self._free: list[int] = []
        self._founders = 0
        self._articles = _Articles()
        self._due = Agenda()
        self._altered: set[Cluster] = set()
        for report in sorted(reports, key=lambda each: each.rank):
            self.add(report)

    def add(self, report: MentionReport) -> frozenset[Cluster]:
        """Take a report in, and return the events that changed; those that are no more are not among `clusters`."""
        return self._apply(self._strands.add(report))

    def remove(self, report: MentionReport) -> frozenset[Cluster]:
        """Let a report go that was taken in, and return what changed as `add` does."""
        return self._apply(self._strands.remove(report))

    def _apply(self, changes: StrandChanges) -> frozenset[Cluster]:
        for strand in changes.gone:
            self._withdraw(strand)
        for strand in changes.new:
            self._admit(strand)
        for strand, report in changes.left:
            self._alter(strand, left=[report])
            self._articles.remove(strand, report.article_id)
        for strand, report in changes.came:
            self._articles.add(strand, report.article_id)
            self._alter(strand, came=[report])
        while self._due:
            strand, causes = self._due.pop()
            if causes is None or self._is_moved(strand, causes):
                self._take(strand)
        altered, self._altered = frozenset(self._altered), set()
        return altered

    def _admit(self, strand: Strand) -> None:
        number = self._free.pop() if self._free else len(self._numbered)
        self._places[strand], self._numbered[number] = _Place(number), strand
        self._index.add(number, strand.first.content.profile, strand.first.span)
        for article in strand.articles:
            self._articles.add(strand, article)
        self._due.add(strand)

    def _withdraw(self, strand: Strand) -> None:
        self._detach(strand)
        self._due.discard(strand)
        number = self._places.pop(strand).number
        self._index.remove(number)
        del self._numbered[number]
        self._free.append(number)
        for article in strand.articles:
            self._articles.remove(strand, article)

    def _alter(self, strand: Strand, left: Sequence[MentionReport] = (), came: Sequence[MentionReport] = ()) -> None:
        """Let copies of a strand leave and come."""
        cluster = self._places[strand].cluster
        if cluster is not None:
            with self._spreading(cluster):
                cluster.alter(strand, left=left, came=came)
        self._due.add(strand)
        self._release(strand, {report.article_id for report in (*left, *came)})

    def _is_moved(self, strand: Strand, causes: Collection[Cluster]) -> bool:
        """Whether a strand may belong elsewhere, given that no events but these have changed."""
        place = self._places[strand]
        own = place.cluster
        if own is None:
            return True
        if own in causes and own.founder is not strand:
            affinity = own.affinity(strand)
            if affinity is None or affinity < place.affinity:
                return True
            place.affinity = affinity
        others = (each for each in causes if each is not own and each in self.clusters)
        return any(claim < (-place.affinity, own.founder.rank) for claim, _ in self._claims(strand, others))

    def _take(self, strand: Strand) -> None:
        """Let a strand join the event that most speaks for, or found one."""
        place = self._places[strand]
        fellows = self._articles.others(strand, strand.articles)
        barred = {self._places[each].cluster for each in fellows if each.rank < strand.rank}
        likely = self._likely(strand.first.content.profile, strand.first.span, self._founders)
        events = (self._places[founder].cluster for founder in likely)
        open_ones = (each for each in events if each is not None and each not in barred)
        claim, best = min(self._claims(strand, open_ones), default=(None, None), key=_claim)
        place.affinity = _NONE if claim is None else -claim[0]
        if best is place.cluster if best else place.cluster is not None and place.cluster.founder is strand:
            return
        self._detach(strand)
        self._attach(strand, best)

    @staticmethod
    def _claims(strand: Strand, clusters: Iterable[Cluster]) -> Iterator[tuple[_Claim, Cluster]]:
        """Yield the events that a strand can be of, the best with the least claim."""
        for cluster in clusters:
            if cluster.founder.rank < strand.rank and (affinity := cluster.affinity(strand)) is not None:
                yield (-affinity, cluster.founder.rank), cluster

    def _attach(self, strand: Strand, cluster: Cluster | None) -> None:
        if cluster is None:
            cluster = Cluster(strand)
            self.clusters.add(cluster)
            self._founders |= 1 << self._places[strand].number
            self._compare_again(cluster, strand.rank)
        else:
            with self._spreading(cluster):
                cluster.join(strand)
        self._places[strand].cluster = cluster
        self._altered.add(cluster)
        self._release(strand, strand.articles)

    def _detach(self, strand: Strand) -> None:
        cluster = self._places[strand].cluster
        if cluster is None:
            return
        if cluster.founder is strand:
            self._dissolve(cluster)
        else:
            with self._spreading(cluster):
                cluster.leave(strand)
        self._places[strand].cluster = None
        self._altered.add(cluster)
        self._release(strand, strand.articles)

    def _dissolve(self, cluster: Cluster) -> None:
        self.clusters.discard(cluster)
        self._founders &= ~(1 << self._places[cluster.founder].number)
        for strand in cluster.strands:
            self._places[strand].cluster = None
            self._due.add(strand)

    @contextmanager
    def _spreading(self, cluster: Cluster) -> Iterator[None]:
        """Have strands compared again with an event that is changed meanwhile, if it is like others then."""
        before = cluster.likeness
        yield
        self._altered.add(cluster)
        since = cluster.likeness.differs_from(before)
        if since is not None:
            self._compare_again(cluster, since, before.days)

    def _compare_again(self, cluster: Cluster, since: Rank, before: Span | None = None) -> None:
        days = cluster.days if before is None else cluster.days.reaching(before)
        self._index.widen(self._places[cluster.founder].number, days)
        likely = self._likely(cluster.founder.first.content.profile, days)
        for strand in {*likely, *cluster.strands}:
            if strand.rank > since and strand is not cluster.founder:
                self._due.add(strand, cluster)

    def _release(self, strand: Strand, articles: Set[str]) -> None:
        """Have later strands of the same articles taken again: one event has one report of an article."""
        for other in self._articles.others(strand, articles):
            if other.rank > strand.rank:
                self._due.add(other)

    def _likely(self, profile: Profile, span: Span, among: int = -1) -> Iterator[Strand]:
        return map(self._numbered.__getitem__, numbers(self._index.like(profile, span) & among))


class _Articles:
    """Which strands have reports of which article, for the articles that more than one has."""

    def __init__(self) -> None:
        self._strands: dict[str, set[Strand]] = {}
        self._shared: set[str] = set()

    def add(self, strand: Strand, article: str) -> None:
        strands = self._strands.setdefault(article, set())
        strands.add(strand)
        if len(strands) > 1:
            self._shared.add(article)

    def remove(self, strand: Strand, article: str) -> None:
        strands = self._strands[article]
        strands.discard(strand)
        if len(strands) < 2:
            self._shared.discard(article)
        if not strands:
            del self._strands[article]

    def others(self, strand: Strand, articles: Set[str]) -> Iterator[Strand]:
        """Yield the other strands that have a report of one of these articles."""
        return (each for article in self._shared & articles for each in self._strands[article] if each is not strand)


def _claim(pair: tuple[_Claim, Cluster]) -> _Claim:
    return pair[0]
