"""Events by sector and actor: the numbers of the heat map."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from schemas.event import Event
from schemas.sectors import Sector
from streams.core.views.selection import countries_of

LEVELS = 5
"""Shades of the heat map above the one for nothing."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Sectors by actors, the busiest first; an event of two sectors counts in both, and once in the total."""

    sectors: tuple[Sector, ...]
    actors: tuple[str, ...]
    cells: Counter[tuple[Sector | None, str | None]]
    """Events by sector and actor; None is any."""
    others: int
    """Actors that are left out, for there are more than fit."""

    most: int
    """Events of the busiest cell that is shown."""

    def level(self, number: int) -> int:
        """Return the shade of a cell: 0 for none, `LEVELS` for the busiest, one step an event where all are few."""
        return -(-number * LEVELS // max(self.most, LEVELS))


def matrix(events: Iterable[Event], actors: int) -> Matrix:
    """Count events by sector and actor; of the actors, the `actors` busiest."""
    cells: Counter[tuple[Sector | None, str | None]] = Counter()
    for event in events:
        cells.update(product((None, *event.sectors), (None, *countries_of(event))))
    sectors = sorted((s for s, actor in cells if s and actor is None), key=lambda s: (-cells[s, None], s))
    busiest = sorted((a for sector, a in cells if a and sector is None), key=lambda a: (-cells[None, a], a))
    shown = busiest[:actors]
    most = max((cells[each] for each in product(sectors, shown)), default=0)
    return Matrix(tuple(sectors), tuple(shown), cells, len(busiest) - len(shown), most)
