"""Which reports of one article report the same event. One real-world event is one entry, however often it is told."""

from collections.abc import Mapping, Sequence

from schemas.facts import EventType
from streams.core.extraction.arguments.reports import Report
from streams.core.extraction.learned import thresholds
from streams.core.extraction.learned.linear import LinearModel, overlap
from streams.core.extraction.merging.similarity import similarity_features
from streams.core.extraction.sentences.analysed_sentence import AnalysedSentence

Cluster = tuple[Report, ...]
"""The reports of one event, the surest first."""
COMPARED = 2
"""Members of a group that a report is compared with: with three it is less often right, and takes longer."""
_SCENES = (["pobj", "prep:during"], ["pobj", "prep:after"], ["pobj", "prep:at"])
"""Ways in which a noun hangs from a verb that tells of something else."""


class SameEventScorer:
    """Scores whether reports of one article report one event, each pair once."""

    def __init__(self, models: Mapping[EventType, LinearModel]) -> None:
        self._models = models
        self._scores: dict[tuple[int, int], float] = {}

    def fit(self, group: Sequence[Report], report: Report, least: float = 0.0) -> float:
        """Return the probability that a report tells what a group of reports tells, by the surest of these.

        What cannot be more than `least` is not worked out: then something up to that is returned.
        """
        if any(_elsewhere(member, report) for member in group):
            return 0.0
        surest, total = group[:COMPARED], 0.0
        for rest, member in zip(range(len(surest), 0, -1), surest, strict=True):
            if total + rest <= least * len(surest):
                break
            total += self._probability(member, report)
        return total / len(surest)

    def _probability(self, a: Report, b: Report) -> float:
        # The caller keeps its reports, so no other can come to have the address of one of them.
        pair = id(a), id(b)
        if pair not in self._scores:
            self._scores[pair] = self._models[b.type].probability(similarity_features(a, b))
        return self._scores[pair]


def cluster(reports: Sequence[Report], same: SameEventScorer) -> list[Cluster]:
    """Group reports by event: the surest first, each joins the group that it fits best, or starts its own.

    A report fits a group as well as its surest members on average: no chain of weak likenesses joins two events. One
    that only sets its scene by a group's event, or names its journey again in the same sentence, joins it however
    little it fits.
    """
    groups: list[list[Report]] = []
    for report in sorted(reports, key=lambda r: (-r.probability, r.sent.number, r.candidate.trigger)):
        best, how_well = None, (False, thresholds.SAME_EVENT)
        for group in (g for g in groups if g[0].type is report.type):
            certain = _refers_back(report, group) or any(_one_journey(member, report) for member in group)
            least = how_well[1] if certain == how_well[0] else 0.0
            fits = (certain, same.fit(group, report, least))
            if fits > how_well:
                best, how_well = group, fits
        if best is None:
            groups.append([report])
        else:
            best.append(report)
    return [tuple(group) for group in groups]


def _refers_back(report: Report, group: Sequence[Report]) -> bool:
    """Return whether a sentence only sets its scene by an event, with no other party: "during talks, he said".

    The report may be the scene of the group's event, or tell the event that alone is the group's scene.
    """
    return _sets_scene(report, group[0]) or (len(group) == 1 and _sets_scene(group[0], report))


def _sets_scene(scene: Report, event: Report) -> bool:
    hangs = scene.candidate.dependency_path.split(">")[:2] in _SCENES
    fewer = scene.countries < event.countries if event.countries else scene.names < event.names
    return hangs and fewer and not _in_other_places(scene.sent, event.sent)


def _in_other_places(a: AnalysedSentence, b: AnalysedSentence) -> bool:
    """Whether two sentences name cities, or countries by their places, and have none in common."""
    return "none" in (overlap(a.place_countries, b.place_countries), overlap(a.cities, b.cities))


def _one_journey(a: Report, b: Report) -> bool:
    """Whether of two visits to one country in a sentence one names nobody: "arrived for a visit, the first since"."""
    return a.sent is b.sent and bool(a.destination) and a.destination == b.destination and not (a.names and b.names)


def _elsewhere(a: Report, b: Report) -> bool:
    """Whether one clause lists two destinations: one visit per country."""
    same = a.sent is b.sent and a.candidate.trigger == b.candidate.trigger
    return same and a.destination != b.destination
