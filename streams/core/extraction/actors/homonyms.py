"""Disambiguation of countries from the state of the US and the towns in North America of the same name.

| text | what it is |
| --- | --- |
| Atlanta, Georgia; Georgia and Alabama; the state of Georgia; Georgia Republicans | the state of the US |
| the mayor of Jordan, Minnesota | a town: it acts for the state named after it |
"""

import re
from collections.abc import Iterator

from streams.core.extraction.actors.alphabet import COUNTRY, REGION
from streams.core.extraction.actors.tagging import Tagged
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


def resolve_homonyms(line: Tagged) -> Tagged:
    """Return a line in which the states are regions whose names are those of other places there."""
    american = _GEORGIA in line.text and any(_is_american(line, i) for i in _named(line, _GEORGIA))
    regions = dict.fromkeys(_named(line, _GEORGIA), _USA) if american else {}
    if _WITH_REGION in line.letters:
        regions |= dict(_towns(line))
    if not regions:
        return line
    tags = tuple(
        tag._replace(letter=REGION, value=regions[i]) if i in regions else tag for i, tag in enumerate(line.tags)
    )
    return Tagged(line.text, tags, "".join([tag.letter for tag in tags]))


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
