"""International organisations, seats of government and parts of countries, by every name the press gives them."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from streams.core.lexicon.cities import CITIES
from streams.core.lexicon.cities import REGIONS as LANDS
from streams.core.lexicon.tables import rows, split


@dataclass(frozen=True, slots=True)
class Organisation:
    """An international organisation: `acronym` stands as its actors' country; None where it acts for no one body."""

    name: str
    acronym: str | None


def _read_organisations() -> dict[str, Organisation]:
    found: dict[str, Organisation] = {}
    for acronym, name, others in rows("organisations", 3):
        organisation = Organisation(name, acronym or None)
        found.update(dict.fromkeys((name, *split(others)), organisation))
    return found


def _read_places(table: str) -> dict[str, str]:
    return {form: code for code, forms in rows(table, 2) for form in split(forms)}


_MIN_THOUSANDS = 200
_MIN_LENGTH = 4


def _large_cities() -> dict[str, str]:
    """Large cities whose names are not also common words; short names are more often parts of people's names."""
    return {
        form: cities[0].country
        for form, cities in CITIES.items()
        if cities[0].country
        and cities[0].thousands >= _MIN_THOUSANDS
        and not cities[0].doubtful
        and len(form) >= _MIN_LENGTH
    }


ORGANISATIONS: Mapping[str, Organisation] = MappingProxyType(_read_organisations())
"""Name or acronym -> international organisation."""
INSTITUTIONS: Mapping[str, str] = MappingProxyType(_read_places("institutions"))
"""Seat or office of one government ("Kremlin", "State Department") -> the country's alpha-3."""
REGIONS: Mapping[str, str] = MappingProxyType(_large_cities() | dict(LANDS) | _read_places("subnational"))
"""State, province, county or large city, whose officials act for its country -> the country's alpha-3."""
ACRONYMS = frozenset(entry.acronym for entry in ORGANISATIONS.values() if entry.acronym)
"""What may stand as the country of an actor besides alpha-3 codes."""
