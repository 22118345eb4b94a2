"""What must hold of the tables of words, whoever edits them."""

import re

from schemas.sectors import CRS_CODES, Sector
from streams.core.lexicon import cities, outlets
from streams.core.lexicon.countries import is_country
from streams.core.lexicon.currencies import CURRENCIES
from streams.core.lexicon.tables import rows, split

DISPUTED = {"ESH", ""}
"""Western Sahara's and Kosovo's cities: the country's code is in dispute or there is none."""
OTHER_PREFIXES = {
    Sector.SECURITY: ("1513",),
    Sector.FINANCE: ("600", "1511"),
    Sector.HUMANITARIAN: ("72", "73", "74"),
    Sector.ENERGY: ("23",),
    Sector.EDUCATION: ("11",),
    Sector.SOCIAL: ("16",),
    Sector.HEALTH: ("12", "13"),
}
"""Purposes of a sector that do not begin with its own code in the classification."""


def test_every_city_and_region_lies_in_a_country() -> None:
    found = {city.country for named in cities.CITIES.values() for city in named} | set(cities.REGIONS.values())
    assert {code for code in found - DISPUTED if not is_country(code)} == set()


def test_the_largest_city_of_a_name_comes_first() -> None:
    for named in cities.CITIES.values():
        assert list(named) == sorted(named, key=lambda city: -city.thousands)


def test_every_outlet_has_a_country_or_none() -> None:
    homes = {*outlets.NAMES.values(), *outlets.HOSTS.values()} - {None}
    assert {code for code in homes if not is_country(code)} == set()


def test_every_currency_has_the_form_of_iso_4217() -> None:
    codes = {code for money in CURRENCIES.values() for code in (money.code, *money.by_country.values()) if code}
    assert {code for code in codes if not re.fullmatch(r"[A-Z]{3}", code)} == set()
    assert {
        country for money in CURRENCIES.values() for country in money.by_country if not is_country(country)
    } == set()


def test_every_purpose_belongs_to_its_sector() -> None:
    for slug, _, purpose, terms in rows("sectors", 4):
        prefixes = (*CRS_CODES[Sector(slug)], *OTHER_PREFIXES.get(Sector(slug), ()))
        assert not purpose or (len(purpose) == 5 and purpose.startswith(prefixes)), (slug, purpose)
        assert split(terms), slug


def test_terms_of_sectors_can_be_found() -> None:
    for _, _, _, terms in rows("sectors", 4):
        for term in split(terms):
            assert term == term.lower(), term
            assert "*" not in term[:-1], term
