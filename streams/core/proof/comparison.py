"""The counts of two versions of the application, held against one another by type, sector and actor."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from schemas.count import Count
from streams.core.state.cells import text_of


@dataclass(frozen=True, slots=True)
class Difference:
    """A number of events that differs."""

    by: str
    """What is counted by: type, sector or actor."""
    name: str
    old: int
    new: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions' counts."""

    old: int
    """Events in all."""
    new: int
    cells: int
    """Cells in which either version counts an event."""
    differing: int
    """Cells whose events or mentions differ."""
    differences: tuple[Difference, ...]
    """Sums over all days that differ: types first, then sectors, then actors; the largest difference first."""


def compare(old: Iterable[Count], new: Iterable[Count]) -> Comparison:
    """Compare the newest counts of the cells of two versions."""
    old, new = tuple(old), tuple(new)
    cells = _cells(old), _cells(new)
    both = cells[0].keys() | cells[1].keys()
    sums = _sums(old), _sums(new)
    return Comparison(
        old=sum(count for (by, _), count in sums[0].items() if by == "type"),
        new=sum(count for (by, _), count in sums[1].items() if by == "type"),
        cells=len(both),
        differing=sum(cells[0].get(cell) != cells[1].get(cell) for cell in both),
        differences=tuple(sorted(_differences(*sums), key=_largest_first)),
    )


def _cells(counts: Iterable[Count]) -> dict[str, tuple[int, int]]:
    return {text_of(count): (count.events, count.mentions) for count in counts if count.events}


def _sums(counts: Iterable[Count]) -> Counter[tuple[str, str]]:
    """Add up events over days: each event counts once for its type, once for each sector and once for each actor."""
    sums: Counter[tuple[str, str]] = Counter()
    for count in counts:
        if count.sector is None and count.actor is None:
            sums["type", count.type.value] += count.events
        elif count.sector is not None and count.actor is None:
            sums["sector", count.sector.value] += count.events
        elif count.sector is None and count.actor is not None:
            sums["actor", count.actor] += count.events
    return sums


def _differences(old: Counter[tuple[str, str]], new: Counter[tuple[str, str]]) -> Iterable[Difference]:
    return (Difference(*key, old[key], new[key]) for key in old.keys() | new.keys() if old[key] != new[key])


def _largest_first(difference: Difference) -> tuple[int, int, str]:
    place = ("type", "sector", "actor").index(difference.by)
    return place, -abs(difference.new - difference.old), difference.name
