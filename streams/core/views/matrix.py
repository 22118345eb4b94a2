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

    def level(self, number: int) -> int:
        """Return the shade of a cell: 0 for none, `LEVELS` for the busiest."""
        most = max((self.cells[each] for each in product(self.sectors, self.actors)), default=0)
        return -(-number * LEVELS // most) if most else 0


def matrix(events: Iterable[Event], actors: int) -> Matrix:
    """Count events by sector and actor; of the actors, the `actors` busiest."""
    cells: Counter[tuple[Sector | None, str | None]] = Counter()
    for event in events:
        cells.update(product((None, *event.sectors), (None, *countries_of(event))))
    sectors = sorted((s for s, actor in cells if s and actor is None), key=lambda s: (-cells[s, None], s))
    busiest = sorted((a for sector, a in cells if a and sector is None), key=lambda a: (-cells[None, a], a))
    return Matrix(tuple(sectors), tuple(busiest[:actors]), cells, max(0, len(busiest) - actors))
