"""How the parties of a meeting met: in person, over a distance, or as many at a conference."""

from collections.abc import Iterator, Sequence

from schemas.facts import ActorKind, MeetingMode
from streams.core.extraction.linear import Features, bucket
from streams.core.extraction.reports import Report
from streams.core.extraction.trained import Judges

ASKED = (MeetingMode.CALL, MeetingMode.MULTILATERAL)
"""Modes of which there is a model, called `mode.` and its name; a meeting is in person if neither is likely."""
_BEFORE, _AFTER = 4, 8
"""Words on either side of a report's own that are looked at."""


def mode_of(cluster: Sequence[Report], judges: Judges) -> MeetingMode:
    """Return how the parties of a meeting met, by all reports of it."""
    features = describe(cluster)
    likely = {mode: judges[f"mode.{mode.value}"].logit(features) for mode in ASKED}
    best = max(likely, key=lambda mode: likely[mode])
    return best if likely[best] > 0 else MeetingMode.IN_PERSON


def describe(cluster: Sequence[Report]) -> Features:
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
    return report.passage.lexical[max(0, at - _BEFORE) : at + _AFTER]


def _parties(report: Report) -> Iterator[str]:
    kinds = [part.actor.kind for part in report.likely]
    yield f"countries={bucket(len(report.countries), 1, 2, 3, 4, 6)}"
    yield f"persons={bucket(kinds.count(ActorKind.PERSON), 1, 2, 3, 5)}"
    yield from (f"takes part={kind.value}" for kind in set(kinds))
    yield from (f"party={country}" for country in report.countries if len(country) != 3)
