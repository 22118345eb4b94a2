"""Where the gatherings of states are held: summits, assemblies, yearly conferences."""

from collections.abc import Mapping
from types import MappingProxyType

from schemas.facts import Place
from streams.core.lexicon.tables import rows, split


def _read() -> dict[str, dict[int | None, Place]]:
    held: dict[str, dict[int | None, Place]] = {}
    for names, year, country, city in rows("gatherings", 4):
        for name in split(names):
            place = Place(country=country, city=city or None)
            held.setdefault(name, {})[int(year) if year else None] = place
    return held


HELD: Mapping[str, Mapping[int | None, Place]] = MappingProxyType(_read())
"""Name -> year -> where it was held; None for one that is held there every year."""


def place_of(name: str, year: int) -> Place | None:
    """Return where a gathering was held in a year; None where it was not or that is not known."""
    held = HELD[name]
    return held.get(year) or held.get(None)
