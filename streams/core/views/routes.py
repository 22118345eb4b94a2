"""Visits between countries: who travels where, how often."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from schemas.event import Event
from streams.core.event_traits import TRAITS
from streams.core.views.selection import visitors_of


@dataclass(frozen=True, slots=True)
class Route:
    """Visits of one country, or organisation, to one country."""

    visitor: str
    visited: str
    visits: int


def routes(events: Iterable[Event]) -> list[Route]:
    """Rank the pairs of visitor and country visited, most visits first.

    A joint visit counts for each visitor; travel within one's own country and visits without a known country for none.
    """
    counted: Counter[tuple[str, str]] = Counter()
    for event in events:
        visited = event.place.country
        if TRAITS[event.type].has_destination and visited:
            counted.update((visitor, visited) for visitor in visitors_of(event) - {visited})
    ranked = sorted(counted.items(), key=lambda each: (-each[1], each[0]))
    return [Route(visitor, visited, visits) for (visitor, visited), visits in ranked]
