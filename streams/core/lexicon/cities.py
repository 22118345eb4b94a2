"""Cities and regions with the countries that they lie in. The table of cities is taken from GeoNames; see NOTICE."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from streams.core.lexicon.tables import rows, split


@dataclass(frozen=True, slots=True)
class City:
    """One city: its usual English name, its country (ISO alpha-3) and its inhabitants in thousands."""

    name: str
    country: str
    thousands: int
    doubtful: bool
    """True where the word is as often a person or a common word ("Washington", "Reading")."""


def _forms(name: str) -> tuple[str, ...]:
    return (name, name.replace("'", "’")) if "'" in name else (name,)


def _read_cities() -> dict[str, tuple[City, ...]]:
    by_form: defaultdict[str, list[City]] = defaultdict(list)
    for name, country, thousands, others, mark in rows("cities", 5):
        city = City(name, country, int(thousands), mark == "n")
        for form in (name, *split(others)):
            for variant in _forms(form):
                by_form[variant].append(city)
    return {form: tuple(sorted(found, key=lambda city: -city.thousands)) for form, found in by_form.items()}


def _read_regions(column: int) -> dict[str, frozenset[str]]:
    by_name: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows("regions", 3):
        for name in split(row[column]):
            by_name[name].add(row[0])
    return {name: frozenset(countries) for name, countries in by_name.items()}


CITIES: Mapping[str, tuple[City, ...]] = MappingProxyType(_read_cities())
"""Every form of a city's name -> the cities so named, the largest first."""
REGIONS: Mapping[str, str] = MappingProxyType({name: min(found) for name, found in _read_regions(1).items()})
"""States, provinces and lands that name their country wherever they stand -> alpha-3."""
AFTER_CITY: Mapping[str, frozenset[str]] = MappingProxyType(_read_regions(2))
"""Regions that name their country only after a city and a comma ("Atlanta, Georgia", "Newark, N.J.") -> alpha-3."""
_BY_CAPITALS = {form.upper(): form for form in (*REGIONS, *CITIES)}


def cities_named(form: str) -> tuple[City, ...]:
    """Return the cities that `form` names, the largest first; a form in capitals is understood too."""
    known = CITIES.get(form)
    if known is None and form.isupper():
        known = CITIES.get(_BY_CAPITALS.get(form, ""))
    return known or ()
