"""Who an event's actors and recipients are: its likely parties, and who of each of them takes part."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TypeVar

from schemas.facts import Actor, ActorKind, EventType
from streams.core.event_traits import TRAITS
from streams.core.extraction.arguments.participants import Participation
from streams.core.extraction.arguments.reports import Report
from streams.core.extraction.learned import thresholds
from streams.core.extraction.learned.linear import LinearModel
from streams.core.extraction.merging import parties
from streams.core.extraction.merging.clustering import Cluster
from streams.core.extraction.sentences.analysed_article import AnalysedArticle

ActorKey = tuple[str, str | None]
"""An actor by its name and whom it acts for."""
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Assignment:
    """Those who act and those who receive: as the surest report of each tells it, until `sides` looks at them all."""

    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]


EventCandidate = tuple[Cluster, Assignment]
"""The reports of what may be an event, and who takes part."""


def assign_participants(
    clusters: Sequence[Cluster], analysed: AnalysedArticle, party: LinearModel
) -> list[EventCandidate]:
    """Return each cluster of an article's reports with the actors and recipients of its event."""
    likely = parties.probabilities(clusters, analysed, party)
    return [(group, _assignment_of(group, countries)) for group, countries in zip(clusters, likely, strict=True)]


def _assignment_of(group: Cluster, likely: Mapping[str, float]) -> Assignment:
    kind = group[0].type
    chosen = _taking_part(group, likely)
    receiving = {key_of(p) for p in chosen if TRAITS[kind].has_recipients and p.recipient >= thresholds.RECIPIENT}
    if len(receiving) == len(chosen):
        receiving = set()
    chosen = _without_whom_persons_speak_for(chosen, kind)
    actors = tuple(p.actor for p in chosen if key_of(p) not in receiving)
    return Assignment(actors, tuple(p.actor for p in chosen if key_of(p) in receiving))


def _taking_part(group: Cluster, likely: Mapping[str, float]) -> list[Participation]:
    """Those who take part: of each likely party, and those without a country whom the surest report names."""
    best = _best_parts(group)
    surest = {key_of(p) for p in group[0].parts if p.probability >= thresholds.PARTICIPANT}
    taking = {key for key in surest if key[1] is None}
    countries = {c for c, p in likely.items() if p >= thresholds.PARTY} or (set() if taking else _likeliest(likely))
    for country in countries:
        taking |= _speaking_for({key: p for key, p in best.items() if key[1] == country}, surest)
    if not taking:
        taking = _likeliest({key: p.probability for key, p in best.items()})
    return [part for key, part in best.items() if key in taking]


def key_of(part: Participation) -> ActorKey:
    """Return by what the parts of one actor are known. "Parliament" of one country is not that of another."""
    return part.actor.name, part.actor.country


def _best_parts(group: Sequence[Report]) -> dict[ActorKey, Participation]:
    """Return each actor's likeliest part."""
    best: dict[ActorKey, Participation] = {}
    for part in (p for report in group for p in report.parts):
        known = best.get(key_of(part))
        if known is None or part.probability > known.probability:
            best[key_of(part)] = part
    return best


def _speaking_for(parts: Mapping[ActorKey, Participation], surest: AbstractSet[ActorKey]) -> set[ActorKey]:
    """Return a party's actors who take part: by the surest report, else by any, else the likeliest."""
    by_surest = parts.keys() & surest
    by_any = {key for key, p in parts.items() if p.probability >= thresholds.PARTICIPANT}
    return by_surest or by_any or {max(parts, key=lambda key: parts[key].probability)}


def _likeliest(likely: Mapping[_T, float]) -> set[_T]:
    best = max(likely, key=lambda one: likely[one], default=None)
    return {best} if best is not None and likely[best] >= thresholds.SOMEBODY else set()


def _without_whom_persons_speak_for(parts: list[Participation], kind: EventType) -> list[Participation]:
    """Return the parts without states and nameless officials of whose country somebody takes part by name."""
    if TRAITS[kind].is_document:
        return parts
    named = {
        p.actor.country
        for p in parts
        if p.actor.kind is ActorKind.PERSON and p.recipient < thresholds.RECIPIENT and not _is_some_official(p.actor)
    }
    return [
        p
        for p in parts
        if not (
            (p.actor.kind is ActorKind.GOVERNMENT or _is_some_official(p.actor))
            and p.recipient < thresholds.RECIPIENT
            and p.actor.country in named
        )
    ] or parts


def _is_some_official(actor: Actor) -> bool:
    """Tell whether an actor is "a Kenyan official": who that is, the text says elsewhere."""
    return actor.role is not None and actor.role.startswith("official") and actor.name.endswith(actor.role)
