"""How sure an event is: a calibrated probability over all that was read about it."""

from collections.abc import Iterator, Sequence
from functools import partial
from math import fsum

from schemas.facts import ActorKind
from streams.core.extraction.arguments.reports import Report
from streams.core.extraction.learned import thresholds
from streams.core.extraction.learned.linear import Features, LinearModel, bucket, log_odds
from streams.core.extraction.merging.assignment import Assignment, EventCandidate
from streams.core.extraction.merging.clustering import Cluster, SameEventScorer
from streams.core.extraction.merging.duplicates import duplicate_features

COUNTED = "count "
"""How the features begin that only trees can use: numbers that say nothing without the others."""
_TOLD = (
    "rule=",
    "assertion=",
    "tense=",
    "kind=",
    "quoted=",
    "article countries=",
    "subject kind=",
    "subject how=",
    "lemma=",
    "year=",
)
"""Features of the surest report that say how surely it is told."""

_logit = partial(log_odds, margin=1e-4)


def confidences_of(
    everything: Sequence[EventCandidate], sentences: int, event: LinearModel, same: SameEventScorer
) -> list[float | None]:
    """Return the probability that each cluster of an article is a real event with its people; None if nobody acts.

    `sentences` is how many the article has.
    """
    acting = [one for one in everything if one[1].actors]
    scores = iter(event.probabilities([event_features(one, everything, sentences, same) for one in acting]))
    return [round(next(scores), 3) if one[1].actors else None for one in everything]


def threshold_of(confidences: Sequence[float | None]) -> float:
    """Return the confidence from which the events of an article are reported, given those of all of them."""
    return (
        thresholds.EVENT
        if max((c for c in confidences if c is not None), default=0.0) >= thresholds.SUREST_EVENT
        else thresholds.SUREST_EVENT
    )


def event_features(
    one: EventCandidate, everything: Sequence[EventCandidate], sentences: int, same: SameEventScorer
) -> Features:
    """Return the features of a cluster: how it is told, who takes part, how like it is to surer ones.

    `sentences` is how many the article has: a short one has fewer chances to tell an event, or to tell it again.
    """
    group, people = one
    kind = group[0].type.value
    others = [cluster for cluster, _ in everything]
    rivals = [o for o in everything if o[0][0].type is group[0].type and _rank(o[0]) < _rank(group)]
    surer = [cluster for cluster, _ in rivals]
    likenesses = [same.fit(cluster, group[0]) for cluster in surer]
    names = {
        *_telling(group),
        *_people(group, people),
        *_rivals(group, surer, others),
        *duplicate_features(one, rivals, likenesses),
    }
    twin = max(likenesses, default=0.0)
    best = sorted((p.probability for p in group[0].parts), reverse=True)
    numbers = {
        "logit": _logit(group[0].probability),
        "all": _logit(_any(group)),
        "twin": twin,
        "best here": max(_logit(o[0].probability) for o in others),
        "best part": best[0] if best else 0.0,
        "second part": best[1] if len(best) > 1 else 0.0,
    }
    features = dict.fromkeys(names, 1.0) | numbers
    typed = {f"{kind} {name}": value for name, value in features.items()}
    return features | typed | _counts(one, others) | {f"{COUNTED}{kind}": 1.0, f"{COUNTED}sentences": float(sentences)}


def _telling(group: Cluster) -> Iterator[str]:
    surest = group[0]
    yield f"told={min(len(group), 4)}"
    yield f"first at={bucket(min(r.sent.parse.index for r in group), 1, 3, 6, 12)}"
    yield f"words={bucket(len(surest.candidate.parse.tokens), 10, 20, 35)}"
    yield from (name for name in surest.frame if name.startswith(_TOLD) and "&" not in name)
    yield f"paragraphs told={min(3, len({r.sent.sentence.paragraph for r in group}))}"


def _people(group: Cluster, people: Assignment) -> Iterator[str]:
    everybody = (*people.actors, *people.recipients)
    countries = {a.country for a in everybody if a.country}
    sure = [p for p in group[0].parts if p.probability >= thresholds.SURE_PARTICIPANT]
    yield f"actors={bucket(len(people.actors), 1, 2, 3, 5)}"
    yield f"recipients={min(len(people.recipients), 2)}"
    yield f"countries={bucket(len(countries), 1, 2, 3)}"
    yield f"sure={min(len(sure), 3)}"
    yield f"nameless={sum(a.country is None for a in everybody) > 0}"
    yield f"persons={min(3, sum(a.kind is ActorKind.PERSON for a in everybody))}"
    yield from (f"has {kind.value}" for kind in {a.kind for a in everybody})


def _rivals(group: Cluster, surer: Sequence[Cluster], others: Sequence[Cluster]) -> Iterator[str]:
    yield f"surer ones={bucket(len(surer), 1, 2, 4, 7)}"
    yield f"shares countries with={bucket(sum(bool(o[0].countries & group[0].countries) for o in surer), 1, 2, 4)}"
    yield f"shares all names with={bucket(sum(o[0].names == group[0].names for o in surer), 1, 2)}"
    here = [o for o in others if o is not group and any(r.sent is group[0].sent for r in o)]
    yield f"others here={min(3, len(here))}"
    yield from (f"beside {o[0].type.value}" for o in here)


def _counts(one: EventCandidate, others: Sequence[Cluster]) -> Features:
    """Return how much the article tells, of this event and of others: where all is unsure, so is each.

    What triage thought of the sentences is a second opinion: it reads words in pairs, of every sentence.
    """
    group, people = one
    told = sorted((r.probability for r in group), reverse=True)
    events = sorted((o[0].probability for o in others), reverse=True)
    alike = [o[0].probability for o in others if o[0].type is group[0].type]
    everybody = (*people.actors, *people.recipients)
    chances = {r.sent.number: r.sent.chance for o in others for r in o}
    counts = {
        "reports": len(told),
        "surest report": told[0],
        "second report": told[1] if len(told) > 1 else 0.0,
        "sum of reports": sum(told),
        "first sentence": min(r.sent.parse.index for r in group),
        "actors": len(people.actors),
        "recipients": len(people.recipients),
        "countries": len({a.country for a in everybody if a.country}),
        "events": len(events),
        "surest event": events[0],
        "second event": events[1] if len(events) > 1 else 0.0,
        "sum of events": sum(events),
        "mean of events": sum(events) / len(events),
        "events of the type": len(alike),
        "sum of the type": sum(alike),
        "chance of the sentence": _logit(group[0].sent.chance),
        "best chance of its sentences": _logit(max(r.sent.chance for r in group)),
        "best chance of all": _logit(max(chances.values())),
        "sum of chances": fsum(chances.values()),
    }
    return {f"{COUNTED}{name}": float(value) for name, value in counts.items()}


def _rank(group: Cluster) -> tuple[float, int, int]:
    return -group[0].probability, group[0].sent.number, group[0].candidate.trigger


def _any(group: Sequence[Report]) -> float:
    """Return the probability that at least one of the reports is right, if they were independent."""
    none = 1.0
    for report in group:
        none *= 1.0 - report.probability
    return 1.0 - none
