"""Who an event's actors and recipients are, from the parts that its reports give them."""

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.facts import Actor, ActorKind, EventType
from streams.core.extraction.participants import Part, has_recipients
from streams.core.extraction.reports import Report

TAKES_PART = 0.4
"""Finds the right set of countries most often in cross-validation."""
_PARTIES = {EventType.MEETING: 2, EventType.AGREEMENT: 2}
"""Events that take two: if their surest report names fewer, the other reports are asked too."""
SECOND = 0.3
"""Enough for the second party of an event that takes two, of which only one is likely."""
RECEIVES = 0.5


@dataclass(frozen=True, slots=True)
class Cast:
    """Those who act and those who receive."""

    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]


def cast_of(cluster: Sequence[Report]) -> Cast:
    """Return the actors and recipients of an event, by its surest report; `cluster` starts with it."""
    kind = cluster[0].type
    chosen = _taking_part(cluster[:1])
    if len(chosen) < _PARTIES.get(kind, 1):
        chosen = _taking_part(cluster)
    if len(chosen) < _PARTIES.get(kind, 1):
        chosen += _second(chosen, cluster)
    receiving = {p.actor.name for p in chosen if has_recipients(kind) and p.recipient >= RECEIVES}
    if receiving == {p.actor.name for p in chosen}:
        receiving = set()
    chosen = _without_states_of_persons(chosen, kind)
    actors = tuple(p.actor for p in chosen if p.actor.name not in receiving)
    return Cast(actors, tuple(p.actor for p in chosen if p.actor.name in receiving))


def _taking_part(cluster: Sequence[Report]) -> list[Part]:
    """Those who are likely to take part by any of the reports, the likeliest of each actor's parts counting."""
    best: dict[str, Part] = {}
    for part in (p for report in cluster for p in report.parts):
        known = best.get(part.actor.name)
        if known is None or part.probability > known.probability:
            best[part.actor.name] = part
    return [p for p in best.values() if p.probability >= TAKES_PART] or _likeliest(list(best.values()))


def _second(chosen: Sequence[Part], cluster: Sequence[Report]) -> list[Part]:
    """Return the likeliest party from another country than the one that is known, if it is not too unlikely."""
    names, countries = {p.actor.name for p in chosen}, {p.actor.country for p in chosen}
    others = [p for r in cluster for p in r.parts if p.actor.name not in names and p.actor.country not in countries]
    best = max(others, key=lambda p: p.probability, default=None)
    return [best] if best and best.probability >= SECOND else []


def _likeliest(parts: list[Part]) -> list[Part]:
    """Somebody acts in every event: the likeliest, if nobody is likely."""
    best = max(parts, key=lambda p: p.probability, default=None)
    return [best] if best and best.probability >= 0.2 else []


def _without_states_of_persons(parts: list[Part], kind: EventType) -> list[Part]:
    """Return the parts without states whose own minister takes part: a person speaks for the state."""
    if kind is EventType.AGREEMENT:
        return parts
    persons = {p.actor.country for p in parts if p.actor.kind is ActorKind.PERSON and p.recipient < RECEIVES}
    return [
        p
        for p in parts
        if not (p.actor.kind is ActorKind.GOVERNMENT and p.recipient < RECEIVES and p.actor.country in persons)
    ] or parts
