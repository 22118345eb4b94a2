"""Which reports of one article report the same event. One real-world event is one entry, however often it is told."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from math import fsum

from streams.core.extraction import clauses
from streams.core.extraction.linear import Features, LinearModel, bucket, overlap
from streams.core.extraction.passages import Passage
from streams.core.extraction.reports import Report

Cluster = tuple[Report, ...]
"""The reports of one event, the surest first."""
ENOUGH = 0.4
"""Where two reports may be one event, telling it twice is likelier than telling two. From .3 on, meetings of one
visitor with different people became one."""
_SCENES = (["pobj", "prep:during"], ["pobj", "prep:after"], ["pobj", "prep:at"])
"""Ways in which a noun hangs from a verb that tells of something else."""


def cluster(reports: Sequence[Report], models: Mapping[str, LinearModel]) -> list[Cluster]:
    """Group reports by event: the surest first, each joins the group that it fits best, or starts its own.

    A report fits a group as well as it fits its members on average: no chain of weak likenesses joins two events.
    One that only sets its scene by a group's event, or names its journey again in the same sentence, joins it however
    little it fits.
    """
    groups: list[list[Report]] = []
    for report in sorted(reports, key=lambda r: (-r.probability, r.passage.number, r.candidate.trigger)):
        best, how_well = None, (False, ENOUGH)
        for group in (g for g in groups if g[0].type is report.type):
            certain = _refers_back(report, group) or any(_one_journey(member, report) for member in group)
            fits = (certain, fit(group, report, models))
            if fits > how_well:
                best, how_well = group, fits
        if best is None:
            groups.append([report])
        else:
            best.append(report)
    return [tuple(group) for group in groups]


def _refers_back(report: Report, group: Sequence[Report]) -> bool:
    """Return whether a sentence only sets its scene by an event, with no other party: "during talks, he said"."""
    scene = report.candidate.route.split(">")[:2] in _SCENES
    known = group[0]
    fewer = report.countries < known.countries if known.countries else report.names < known.names
    return scene and fewer and not _in_other_places(report.passage, known.passage)


def _in_other_places(a: Passage, b: Passage) -> bool:
    """Whether two sentences name cities, or countries by their places, and have none in common."""
    return "none" in (overlap(a.place_countries, b.place_countries), overlap(a.cities, b.cities))


def _one_journey(a: Report, b: Report) -> bool:
    """Whether of two visits to one country in a sentence one names nobody: "arrived for a visit, the first since"."""
    return (
        a.passage is b.passage and bool(a.destination) and a.destination == b.destination and not (a.names and b.names)
    )


def fit(group: Sequence[Report], report: Report, models: Mapping[str, LinearModel]) -> float:
    """Return the probability that a report tells what a group of reports tells."""
    if any(_elsewhere(member, report) for member in group):
        return 0.0
    model = models[f"same.{report.type.value}"]
    return sum(model.probability(likeness(member, report)) for member in group) / len(group)


def _elsewhere(a: Report, b: Report) -> bool:
    """Whether one clause lists two destinations: one visit per country."""
    same = a.passage is b.passage and a.candidate.trigger == b.candidate.trigger
    return same and a.destination != b.destination


def likeness(a: Report, b: Report) -> Features:
    """Return the features of a pair of reports of one type."""
    first, second = sorted((a, b), key=lambda r: (r.passage.number, r.candidate.trigger))
    names = chain(_positions(first, second), _parties(first, second), _wording(first, second), _facts(first, second))
    return dict.fromkeys(names, 1.0) | _degrees(first, second)


def _degrees(a: Report, b: Report) -> Features:
    """Return how far parties and words of two reports agree, and whether each has somebody of its own."""
    left, right = a.by_name, b.by_name
    pairs = [(left.get(n, 0.0), right.get(n, 0.0)) for n in {*left, *right}]
    more = fsum([max(pair) for pair in pairs])
    own_left = max([x * (1 - y) for x, y in pairs], default=0.0)
    own_right = max([y * (1 - x) for x, y in pairs], default=0.0)
    return {
        "agreement": fsum([min(pair) for pair in pairs]) / more if more else 0.0,
        "own left": own_left,
        "own right": own_right,
        "own both": min(own_left, own_right),
        "shared words": _common(a.passage.content, b.passage.content),
    }


def _common(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _positions(a: Report, b: Report) -> Iterator[str]:
    gap = b.passage.parse.index - a.passage.parse.index
    yield f"gap={bucket(gap, 1, 2, 3, 5, 9, 16)}"
    yield f"first at={bucket(a.passage.parse.index, 1, 3, 6)}"
    if gap == 0:
        yield f"words between={bucket(b.candidate.trigger - a.candidate.trigger, 2, 4, 8, 16)}"
        up, down = clauses.path(a.candidate.parse, a.candidate.trigger, b.candidate.trigger)
        yield f"path={'>'.join(up)}<{'<'.join(down)}"
        yield f"hops={bucket(len(up) + len(down), 1, 2, 3, 5)}"
        yield f"same verb={a.candidate.predicate == b.candidate.predicate}"


def _parties(a: Report, b: Report) -> Iterator[str]:
    yield f"names={overlap(a.names, b.names)}"
    yield f"countries={overlap(a.countries, b.countries)}"


def _wording(a: Report, b: Report) -> Iterator[str]:
    first, second = a.candidate.parse.tokens[a.candidate.trigger], b.candidate.parse.tokens[b.candidate.trigger]
    same = first.lemma.lower() == second.lemma.lower()
    yield f"same word={same}"
    yield f"tags={first.tag[:1]}{second.tag[:1]}&same={same}"
    yield f"words={'|'.join(sorted((first.lemma.lower(), second.lemma.lower())))}"
    yield from a.as_first
    yield from b.as_second


def _facts(a: Report, b: Report) -> Iterator[str]:
    for what, x, y in (
        ("amounts", a.passage.sums, b.passage.sums),
        ("places", a.passage.place_countries, b.passage.place_countries),
        ("destinations", a.destination, b.destination),
        ("days", a.passage.days, b.passage.days),
        ("sectors", a.passage.sectors, b.passage.sectors),
        ("dated", _flag(a.passage.has_date), _flag(b.passage.has_date)),
        ("tense", a.tense, b.tense),
    ):
        yield f"{what}={overlap(x, y)}"


def _flag(value: bool) -> frozenset[str]:
    return frozenset({"yes"}) if value else frozenset()
