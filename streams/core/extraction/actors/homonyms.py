"""Disambiguation of countries from others, states of the US and towns in North America of the same name.

| text | what it is |
| --- | --- |
| Atlanta, Georgia; Georgia and Alabama; the state of Georgia; Georgia Republicans | the state of the US |
| the mayor of Jordan, Minnesota | a town: it acts for the state named after it |
| the Congolese president said in Brazzaville | of the Republic of the Congo: its capital is named, the other's is not |
| Chile's Defense Department | Chile's, not that of the United States |
"""

import re
from collections.abc import Iterator

from streams.core.extraction.actors.alphabet import CAPITAL, COUNTRY, DEMONYM, INSTITUTION, REGION
from streams.core.extraction.actors.tagging import Tag, Tagged
from streams.core.lexicon.cities import CITIES
from streams.core.lexicon.cities import REGIONS as LANDS
from streams.core.values.places import NAMES_TOWN, NORTH_AMERICA

_GEORGIA, _USA = "Georgia", "USA"
_WITH_REGION = "C,G"
_LEFT, _RIGHT = re.compile(r"G(?:,a?|a)$"), re.compile(r"(?:,a?|a)G")
_STATE_OF = re.compile(r"(?<!head of )(?<!heads of )\bstate of $")
_PARTISANS = re.compile(r"\s(?:Republican|Democrat|Gov(?:\.|ernor)|Sen(?:\.|ator)|Rep\.)")
_TOWN = re.compile(r"C,G(?=$|[,.)](?!d?[aCG])|[xvif])")
"""A town with its state, closed by a mark or a small word: no item of a list, and no title's owner."""
_NAMESAKES = {
    **dict.fromkeys(("Congo", "Congolese"), ("COD", "COG")),
    **dict.fromkeys(("Dominican", "Dominicans"), ("DOM", "DMA")),
    **dict.fromkeys(("Korea", "Korean", "Koreans"), ("KOR", "PRK")),
}
"""Names that two countries share: that which is meant without a sign, and the other."""
_OWNED = re.compile(rf"(?:[{COUNTRY}{CAPITAL}]s|{DEMONYM}){INSTITUTION}")
_OF_MANY = re.compile(r"\b(?:Department|Party|Agency|Council|Conservatives|Democrats|Republicans)$")
"""Institutions that other countries have under the same name."""


def resolve_homonyms(line: Tagged) -> Tagged:
    """Return a line in which each name stands for what the names beside it say."""
    found = {i: line.tags[i]._replace(letter=REGION, value=code) for i, code in _regions(line).items()}
    found |= dict(_namesakes(line))
    if INSTITUTION in line.letters:
        found |= dict(_institutions(line))
    if not found:
        return line
    tags = tuple(found.get(i, tag) for i, tag in enumerate(line.tags))
    return Tagged(line.text, tags, "".join([tag.letter for tag in tags]))


def _regions(line: Tagged) -> dict[int, str]:
    """Return the tags of states and towns whose names are those of countries, with the country that they are in."""
    american = _GEORGIA in line.text and any(_is_american(line, i) for i in _named(line, _GEORGIA))
    regions = dict.fromkeys(_named(line, _GEORGIA), _USA) if american else {}
    return regions | (dict(_towns(line)) if _WITH_REGION in line.letters else {})


def _namesakes(line: Tagged) -> Iterator[tuple[int, Tag]]:
    """Yield the names that two countries share, where only the capital of the less usual one is named."""
    if CAPITAL not in line.letters:
        return
    capitals = {tag.value for tag in line.tags if tag.letter == CAPITAL}
    for i, tag in enumerate(line.tags):
        usual, other = _NAMESAKES.get(tag.text, ("", ""))
        if tag.value == usual and other in capitals and usual not in capitals:
            yield i, tag._replace(value=other)


def _institutions(line: Tagged) -> Iterator[tuple[int, Tag]]:
    """Yield the institutions that a country's name before them makes that country's."""
    for match in _OWNED.finditer(line.letters):
        i, owner = match.end() - 1, line.tags[match.start()].value
        if _OF_MANY.search(line.tags[i].text):
            yield i, line.tags[i]._replace(value=owner)


def _named(line: Tagged, name: str) -> list[int]:
    return [i for i, tag in enumerate(line.tags) if tag.letter == COUNTRY and tag.text == name]


def _towns(line: Tagged) -> Iterator[tuple[int, str]]:
    """Yield the tags of towns with the country of the state after them."""
    for town in _TOWN.finditer(line.letters):
        i = town.start()
        country = LANDS.get(line.tags[i + 2].text)
        if country in NORTH_AMERICA and NAMES_TOWN.search(line.text, 0, line.tags[i].start):
            yield i, country


def _is_american(line: Tagged, i: int) -> bool:
    """Tell the state of the US: after one of its cities, beside another, or before its parties and officers."""
    left, right = _LEFT.search(line.letters, max(0, i - 3), i), _RIGHT.match(line.letters, i + 1)
    beside = [line.tags[at.start() if at is left else at.end() - 1].text for at in (left, right) if at]
    if any(LANDS.get(name) == _USA for name in beside):
        return True
    city = line.tags[left.start()].text if left and left.group() == "G," else ""
    if any(known.country == _USA for known in CITIES.get(city, ())):
        return True
    tag = line.tags[i]
    return bool(_STATE_OF.search(line.text, 0, tag.start) or _PARTISANS.match(line.text, tag.end))
