"""Cities and countries that a text names.

Names are found by one automaton; what stands beside a name decides whether it is a place at all: "Paris Hilton", "the
Paris Agreement" and "Lloyd Austin" are none. A country or region that follows a city belongs to it and chooses between
cities of the same name.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import ahocorasick

from schemas.facts import Place
from streams.core.lexicon import cities, countries
from streams.core.lexicon.words import WORDS
from streams.core.values.mentions import PlaceMention


class _Name(NamedTuple):
    """A name as it stands in the text, with what it may be."""

    start: int
    end: int
    text: str
    country: str | None
    """Set where the name is a country's or a region's."""


_BEFORE = re.compile(r"([\w.'’&-]+)(\s+)$")
_AFTER = re.compile(r"(?:['’]s?)?(\s+)([\w'’-]+)")
_PREPOSITION = re.compile(
    r"\b(?:in|to|at|near|from|outside|around|into|via|towards?|visit(?:s|ed|ing)?|left|leaving|reach(?:ed|es)?|toured?|"
    r"through|between|across|over|downtown|central|nearby|inside|(?:city|town|port|capital|streets|people)\sof|capital,?)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_SCENE_BEFORE = re.compile(
    r"\b(?:in|at|to|into|visit(?:s|ed|ing)?|reach(?:ed|es)?)\s+(?:the\s+)?(?:[a-z-]+\s+(?:city|capital|town)\s+of\s+)?$",
    re.IGNORECASE,
)
_SCENE_AFTER = re.compile(
    r"\W{0,3}(?:summit|talks|meeting|visit|trip|conference|tour|forum|gathering|session|ceremony|negotiations|stop|stopover)s?\b",
    re.IGNORECASE,
)
_TOWN = re.compile(r"\b(?:in|at|near|outside|from|to)\s([A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+){0,2}),\s$")
"""A town that the table of cities does not have: "in Rumsiki, Cameroon"."""
_NO_TOWN = re.compile(
    r"\b(?:Palace|Castle|House|Hall|Airport|Base|Camp|University|College|School|Hospital|Park|Hotel|Stadium|Cent(?:er|re)"
    r"|Ministry|Parliament|Congress|Embassy|President|Minister|Court|Church|Summit|Conference|Forum)\b"
)
_MAX_BEFORE = 36
"""Characters before a place in which the words stand that make it a scene."""
_PART_OF_TOWN = WORDS["part-of-town"]
_SENTENCE_OPENERS = WORDS["before-a-place"]
_BESIDE_A_PLACE = WORDS["beside-a-place"]
"""Capitalised words that may stand beside a place without making it part of a longer name."""
_DOUBTFUL_COUNTRIES = frozenset({"Georgia", "Jordan", "Chad", "Guinea", "Dominica", "Mali", "Cuba", "Israel", "Kenya"})
"""Countries that are also given names or surnames: never beside another capitalised word."""
_AMERICAN_GEORGIA = re.compile(
    r"\b(?:Atlanta|Savannah|Florida|Alabama|Carolinas?|Tennessee|Republicans?|Democrats?|[Ss]enator|Sen\.|Rep\.|"
    r"[Gg]overnor|Gov\.|[Cc]ounty|Peachtree|Kemp|Warnock|Ossoff|U\.S\. state of)\b"
)
NORTH_AMERICA = ("USA", "CAN")
"""Where towns are called like states."""
NAMES_TOWN = re.compile(r"\b(?:of|in|at|to|from|near|outside|visit(?:s|ed|ing)?)\s$")
"""Words before a town that is called like a country."""
_COMMA = re.compile(r",\s+(?:in\s+|the\s+)?")
_CAPITAL = re.compile(
    r"\b(?P<country>[A-Z][\w-]+(?:\s(?:and\s)?[A-Z][\w-]+){0,3})(?:['’]s?)?\s+capital(?:\scity)?(?=[,.;:)]?$|[;:).]|,\s[a-z]|\s(?:on|in|to|for|and"
    r"|at|from|where|by|with|as|last|this|during|after|before|late|early|ahead|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b)"
)
"""A capital that is not named: "the Finnish capital on Monday" is one, "Finnish capital markets" is none."""
_AND = re.compile(r",?\s+(?:and|then)\s+(?:the\s+)?|,\s+(?:the\s+)?")
_CLOSED = re.compile(r"[,.;:)]|$|['’]|\s(?:on|in|to|for|and|at|from|where|by|with|as|last|this|during)\b")
"""What follows "Cairo, Illinois" but not "Cairo, U.S. envoy Jane Roe"."""
_LETTER = re.compile(r"[^\W_]")


def find_places(text: str) -> list[PlaceMention]:
    """Return the places of `text` in order; a city is given with its country where that is known."""
    names = [name for name in _names(text) if not _is_part_of_longer_name(text, name)]
    places: list[PlaceMention] = []
    taken = -1
    for position, name in enumerate(names):
        if name.start < taken:
            continue
        following = names[position + 1 :]
        mention = _region(text, name, following) if name.country else _city(text, name, following)
        if mention:
            places.append(mention)
            taken = mention.end
    return _with_capitals(text, places) if " capital" in text else places


def sets_the_scene(text: str, mention: PlaceMention) -> bool:
    """Whether a text says that something is at a place ("in Oslo") or names it by the place ("the Oslo talks")."""
    before = text[max(0, mention.start - _MAX_BEFORE) : mention.start]
    return bool(_SCENE_BEFORE.search(before) or _SCENE_AFTER.match(text, mention.end))


@cache
def _automaton() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    known: dict[str, str | None] = dict.fromkeys(cities.CITIES)
    known |= dict(cities.REGIONS) | dict.fromkeys(cities.AFTER_CITY, "") | _country_forms()
    for form in [form for form in known if len(form) > 3]:
        known.setdefault(form.upper(), known[form])
    for form, country in known.items():
        automaton.add_word(form, (form, country))
    automaton.make_automaton()
    return automaton


def _country_forms() -> dict[str, str | None]:
    """Return the countries' names, save those that are cities just as well: Singapore is both and found as a city."""
    return {form: code for form, code in countries.PROPER.items() if form not in cities.CITIES}


def _names(text: str) -> Iterator[_Name]:
    """Yield the longest known names that stand as whole words, left to right, without overlap."""
    held: _Name | None = None
    for last, (form, country) in _automaton().iter(text):
        start, end = last + 1 - len(form), last + 1
        if not _is_whole_word(text, start, end):
            continue
        if held and start < held.end and start >= held.start and end - start <= held.end - held.start:
            continue
        if held and start >= held.end:
            yield held
        held = _Name(start, end, form, country)
    if held:
        yield held


def _is_whole_word(text: str, start: int, end: int) -> bool:
    return not (_LETTER.match(text, start - 1) if start else None) and not _LETTER.match(text, end)


def _is_part_of_longer_name(text: str, name: _Name) -> bool:
    return _joins_left(text, name) or _joins_right(text, name)


def _joins_left(text: str, name: _Name) -> bool:
    before = text[max(0, name.start - 40) : name.start]
    if before[-1:] in ("-", "@", "#", "/") and before[-2:-1].isalpha():
        return before[-1:] != "/"
    match = _BEFORE.search(before)
    if not match or not match[1][:1].isupper():
        return False
    word = match[1].strip(".,'’-").lower()
    if word in _PART_OF_TOWN or word in _BESIDE_A_PLACE or word in _SENTENCE_OPENERS or match[1].endswith(("'s", "’s")):
        return False
    return not (name.country and name.text not in _DOUBTFUL_COUNTRIES)


def _joins_right(text: str, name: _Name) -> bool:
    if text[name.end : name.end + 1] == "-" and text[name.end + 1 : name.end + 2].isupper():
        return True
    match = _AFTER.match(text, name.end)
    if not match or text[name.end] in "'’":
        return False
    word = match[2]
    return word[:1].isupper() and word.lower() not in _BESIDE_A_PLACE and not word.isupper()


def _region(text: str, name: _Name, following: list[_Name]) -> PlaceMention | None:
    """Return a country or region, with the town before it. The American Georgia is known by its surroundings."""
    country = name.country
    if _is_namesake(text, name, following):
        return PlaceMention(name.start, following[0].end, Place(country=following[0].country, city=name.text))
    if name.text == "Georgia" and _AMERICAN_GEORGIA.search(text):
        country = "USA"
    if not country:
        return None
    town = _TOWN.search(text, max(0, name.start - _MAX_BEFORE), name.start)
    if town and _CLOSED.match(text, name.end) and _is_unknown(town[1]):
        return PlaceMention(town.start(1), name.end, Place(country=country, city=town[1]))
    return PlaceMention(name.start, name.end, Place(country=country))


def _is_namesake(text: str, name: _Name, following: list[_Name]) -> bool:
    """Whether a country's name is that of a town in North America: "in Lebanon, Tennessee", but not in a list."""
    state = following[0] if following else None
    return bool(
        state
        and cities.REGIONS.get(state.text) in NORTH_AMERICA
        and name.country not in NORTH_AMERICA
        and name.text in countries.PROPER
        and _COMMA.fullmatch(text, name.end, state.start)
        and _CLOSED.match(text, state.end)
        and not _goes_on(text, following)
        and NAMES_TOWN.search(text, max(0, name.start - _MAX_BEFORE), name.start)
    )


def _is_unknown(town: str) -> bool:
    """Whether a name before a country is none that we know to be something else: a month, a country, an office."""
    first = town.partition(" ")[0]
    return not (
        town in cities.CITIES
        or countries.code_of(town)
        or town in cities.REGIONS
        or town.isupper()
        or first.lower() in _BESIDE_A_PLACE
        or _NO_TOWN.search(town)
    )


def _city(text: str, name: _Name, following: list[_Name]) -> PlaceMention | None:
    known = cities.cities_named(name.text)
    if not known:
        return None
    end, country = name.end, None
    comma = _COMMA.match(text, name.end)
    if comma and following and following[0].start == comma.end():
        beside = _countries_of(following[0])
        country = next((city.country for city in known if city.country in beside), None)
        if country is None and _CLOSED.match(text, following[0].end) and not _goes_on(text, following):
            country = min(beside, default=None)
        end = following[0].end if country else name.end
    if country is None and known[0].doubtful and not _PREPOSITION.search(text[max(0, name.start - 24) : name.start]):
        return None
    shown = text[name.start : name.end]
    city = known[0].name if shown.isupper() else _without_district(shown)
    return PlaceMention(name.start, end, Place(country=country or known[0].country or None, city=city))


def _goes_on(text: str, following: list[_Name]) -> bool:
    """Whether the name after a city's comma is the next of a list: "to Riyadh, Bahrain and Kuwait"."""
    return len(following) > 1 and bool(_AND.fullmatch(text, following[0].end, following[1].start))


def _with_capitals(text: str, places: list[PlaceMention]) -> list[PlaceMention]:
    """Return the places with the capitals that are not named, each instead of its country's name."""
    cities_there = [found for found in places if found.place.city]
    capitals = [
        c for c in _capitals(text) if not any(c.start < found.end and found.start < c.end for found in cities_there)
    ]
    kept = [found for found in places if not any(c.start <= found.start < c.end for c in capitals)]
    return sorted([*kept, *capitals], key=lambda found: found.start)


def _capitals(text: str) -> Iterator[PlaceMention]:
    """Yield the capitals that a text does not name: "the Finnish capital", "Finland's capital"."""
    for match in _CAPITAL.finditer(text):
        country = countries.code_of(match["country"])
        if country and country in countries.SEATS:
            place = Place(country=country, city=countries.SEATS[country])
            yield PlaceMention(match.start("country"), match.end(), place)


def _countries_of(name: _Name) -> frozenset[str]:
    """Return the countries that a name after a city's comma may mean."""
    after_city = cities.AFTER_CITY.get(name.text, frozenset())
    return after_city | {name.country} if name.country else after_city


def _without_district(city: str) -> str:
    """Return "Washington" for "Washington, D.C."."""
    return city.partition(",")[0].removesuffix(" DC").removesuffix(" D.C.")
