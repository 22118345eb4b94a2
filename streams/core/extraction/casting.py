"""Who an event's actors and recipients are: its likely parties, and who of each of them takes part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schemas.facts import Actor, ActorKind, EventType
from streams.core.extraction import parties
from streams.core.extraction.linear import LinearModel
from streams.core.extraction.merging import Cluster
from streams.core.extraction.participants import Part, has_recipients
from streams.core.extraction.reports import Report
from streams.core.extraction.stories import Story

TAKES_PART = 0.5
"""An actor of a likely party is named if it is as likely as this itself."""
PARTY = 0.5
"""A country or organisation that is at least as likely as this takes part."""
SOMEBODY = 0.2
"""Somebody acts in every event: the likeliest does, if nobody is likely but one as likely as this."""
RECEIVES = 0.5
"""Who takes part and is this likely to receive is no actor but a recipient."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Those who act and those who receive."""

    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]


Staged = tuple[Cluster, Cast]
"""The reports of what may be an event, and who takes part."""


def cast_of(group: Cluster, clusters: Sequence[Cluster], story: Story, models: Mapping[str, LinearModel]) -> Cast:
    """Return the actors and recipients of an event; `group` starts with its surest report, `clusters` are all."""
    kind = group[0].type
    chosen = _taking_part(group, parties.judge(group, clusters, story, models))
    receiving = {p.actor.name for p in chosen if has_recipients(kind) and p.recipient >= RECEIVES}
    if receiving == {p.actor.name for p in chosen}:
        receiving = set()
    chosen = _without_states_of_persons(chosen, kind)
    actors = tuple(p.actor for p in chosen if p.actor.name not in receiving)
    return Cast(actors, tuple(p.actor for p in chosen if p.actor.name in receiving))


def _taking_part(group: Cluster, likely: Mapping[str, float]) -> list[Part]:
    """Those who take part: of each likely party, and those without a country whom the surest report names."""
    best = _best_parts(group)
    surest = {p.actor.name: p for p in group[0].parts if p.probability >= TAKES_PART}
    names = {name for name, p in surest.items() if p.actor.country is None}
    countries = {c for c, p in likely.items() if p >= PARTY} or (set() if names else _likeliest(likely))
    for country in countries:
        names |= _speaking_for([p for p in best.values() if p.actor.country == country], surest)
    if not names:
        names = _likeliest({p.actor.name: p.probability for p in best.values()})
    return [part for name, part in best.items() if name in names]


def _best_parts(group: Sequence[Report]) -> dict[str, Part]:
    """Return each actor's likeliest part, by name."""
    best: dict[str, Part] = {}
    for part in (p for report in group for p in report.parts):
        known = best.get(part.actor.name)
        if known is None or part.probability > known.probability:
            best[part.actor.name] = part
    return best


def _speaking_for(parts: Sequence[Part], surest: Mapping[str, Part]) -> set[str]:
    """Names of a party's actors who take part: by the surest report, else by any, else the likeliest."""
    by_surest = {p.actor.name for p in parts if p.actor.name in surest}
    by_any = {p.actor.name for p in parts if p.probability >= TAKES_PART}
    return by_surest or by_any or {max(parts, key=lambda p: p.probability).actor.name}


def _likeliest(likely: Mapping[str, float]) -> set[str]:
    best = max(likely, key=lambda name: likely[name], default="")
    return {best} if likely.get(best, 0.0) >= SOMEBODY else set()


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
