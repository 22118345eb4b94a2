"""How the parties of a meeting met: in person, over a distance, or as many at a conference."""

from collections.abc import Iterator, Sequence

from schemas.facts import ActorKind, MeetingMode
from streams.core.extraction.arguments.reports import Report
from streams.core.extraction.learned.linear import Features, bucket
from streams.core.extraction.learned.models import Judges
from streams.core.extraction.syntax import clauses
from streams.core.lexicon.countries import is_country
from streams.core.lexicon.words import WORDS

ASKED = (MeetingMode.CALL, MeetingMode.MULTILATERAL)
"""Modes of which there is a model, called `mode.` and its name; a meeting is in person if neither is likely."""
_BEFORE, _AFTER = 4, 8
"""Words on either side of a report's own that are looked at."""
_OVER_A_DISTANCE = WORDS["over-a-distance"]
"""What these words say of a report's own word or of its verb: 27 of 37 annotated meetings that the models took for
meetings in person were calls. "Call" is none of them: "a call on the minister" is another."""
_STEPS = 2
"""Words between which and the report's own stands at most a preposition: "talks by telephone"."""


def mode_of(cluster: Sequence[Report], judges: Judges) -> MeetingMode:
    """Return how the parties of a meeting met, by all reports of it."""
    features = mode_features(cluster)
    likely = {mode: judges[f"mode.{mode.value}"].logit(features) for mode in ASKED}
    best = max(likely, key=lambda mode: likely[mode])
    if likely[best] > 0:
        return best
    return MeetingMode.CALL if _is_over_a_distance(cluster[0]) else MeetingMode.IN_PERSON


def _is_over_a_distance(report: Report) -> bool:
    parse, own = report.candidate.parse, {report.candidate.trigger, report.candidate.predicate}
    words = (token.i for token in parse.tokens if token.text.lower() in _OVER_A_DISTANCE)
    return any(not own.isdisjoint(clauses.ancestors(parse, word)[: _STEPS + 1]) for word in words)


def mode_features(cluster: Sequence[Report]) -> Features:
    """Return the features of a mode: the surest report's words, what stands near it, who takes part, other reports."""
    surest = cluster[0]
    names = {f"near={word}" for word in _near(surest)} | {*_parties(surest)}
    for report in cluster[1:]:
        names |= {f"again near={word}" for word in _near(report)}
    countries = {country for report in cluster for country in report.countries}
    names.add(f"all countries={bucket(len(countries), 1, 2, 3, 4, 6)}")
    return surest.features | dict.fromkeys(names, 1.0)


def _near(report: Report) -> Sequence[str]:
    at = report.candidate.trigger
    return report.sent.lexical[max(0, at - _BEFORE) : at + _AFTER]


def _parties(report: Report) -> Iterator[str]:
    kinds = [part.actor.kind for part in report.likely]
    yield f"countries={bucket(len(report.countries), 1, 2, 3, 4, 6)}"
    yield f"persons={bucket(kinds.count(ActorKind.PERSON), 1, 2, 3, 5)}"
    yield from (f"takes part={kind.value}" for kind in set(kinds))
    yield from (f"party={country}" for country in report.countries if not is_country(country))
