"""Who an event's actors and recipients are, from the parts that its reports give them."""

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.facts import Actor, ActorKind, EventType
from streams.core.extraction.participants import Part, has_recipients
from streams.core.extraction.reports import Report

TAKES_PART = 0.5
RECEIVES = 0.5


@dataclass(frozen=True, slots=True)
class Cast:
    """Those who act and those who receive."""

    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]


def cast_of(cluster: Sequence[Report]) -> Cast:
    """Return the actors and recipients of an event, the likeliest of each actor's parts counting."""
    best: dict[str, Part] = {}
    for report in cluster:
        for part in report.parts:
            known = best.get(part.actor.name)
            if known is None or part.probability > known.probability:
                best[part.actor.name] = part
    kind = cluster[0].type
    chosen = [p for p in best.values() if p.probability >= TAKES_PART] or _likeliest(list(best.values()))
    receiving = {p.actor.name for p in chosen if has_recipients(kind) and p.recipient >= RECEIVES}
    if receiving == {p.actor.name for p in chosen}:
        receiving = set()
    chosen = _without_states_of_persons(chosen, kind)
    actors = tuple(p.actor for p in chosen if p.actor.name not in receiving)
    return Cast(actors, tuple(p.actor for p in chosen if p.actor.name in receiving))


def _likeliest(parts: list[Part]) -> list[Part]:
    """Somebody acts in every event: the likeliest, if nobody is likely."""
    best = max(parts, key=lambda p: p.probability, default=None)
    return [best] if best and best.probability >= 0.2 else []


def _without_states_of_persons(parts: list[Part], kind: EventType) -> list[Part]:
    """Return a person speaks for a state: a state beside its own minister is not a further participant."""
    if kind is EventType.AGREEMENT:
        return parts
    persons = {p.actor.country for p in parts if p.actor.kind is ActorKind.PERSON and p.recipient < RECEIVES}
    return [
        p
        for p in parts
        if not (p.actor.kind is ActorKind.GOVERNMENT and p.recipient < RECEIVES and p.actor.country in persons)
    ] or parts
