"""Venues: buildings, and gatherings of states, at which a text says that something is; they tell the place.

Names are found by one automaton; what stands beside a name decides whether something is there: "at the White House" and
"the G20 summit", not "the White House said" or "the G20 countries". Where the text itself says where a gathering is
("the G20 meeting in Lyon"), the gathering tells nothing more.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

import ahocorasick

from schemas.facts import Place
from streams.core.lexicon.gatherings import HELD, place_of
from streams.core.lexicon.tables import rows, split


class Venue(NamedTuple):
    """A building or a gathering in a text."""

    start: int
    place: Place
    lead: str
    """The word that leads to it ("at", "attended"), a hyphen for none."""
    named: bool
    """Whether a summit, a meeting or the like is called after it."""
    yearly: bool
    """Whether it is a gathering."""


_SITES = {
    name.replace("'", apostrophe): Place(country=country, city=city or None)
    for country, names, city in rows("sites", 3)
    for name in split(names)
    for apostrophe in "'’"
}
_LEADS_TO_SITE = re.compile(
    r"\b(at|in|inside|outside|to|of|visit(?:s|ed|ing)?|leaving|left)\s+(?:the\s+)?$", re.IGNORECASE
)
_AFTER_SITE = re.compile(r"\s+(?:visit|meeting|talks|summit|ceremony|lunch|dinner|event|conference|session)s?\b")
_LEADS_TO_GATHERING = re.compile(
    r"\b(at|attend\w*|during|(?:sidelines|margins)\sof|for|to|from|join\w*|host\w*|before|after)\s+"
    r"(?:(?:the|an?|this\syear['’]s)\s+)?(?:(?:annual|upcoming|recent|latest|ongoing|\w+-day|\d\w+|[A-Z]\w+)\s+){0,2}$"
)
_AFTER_GATHERING = re.compile(
    r"(?P<word>(?:\s+(?:(?:\w+\s)?[mM]inisters['’]?|[lL]eaders['’]?|climate|[mM]inisterial))?"
    r"\s+(?:[sS]ummits?|[mM]eetings?|[cC]onference|talks|gathering|session|[fF]orum|[lL]eaders|dinner))?"
    r"(?P<past>\s+last\s+year)?(?P<placed>,?\s+(?:(?:being\s)?held\s+)?(?:in|on)\s+(?:the\s+)?[A-Z])?"
)
_REACH = 60
"""Characters before a name in which the words stand that lead to it."""


@cache
def _automaton() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for name in (*_SITES, *HELD):
        automaton.add_word(name, name)
    automaton.make_automaton()
    return automaton


def find_venues(text: str, published: date | None) -> Iterator[Venue]:
    """Yield the venues of `text` in order; an undated text tells no gathering."""
    end = -1
    for last, name in _automaton().iter_long(text):
        start = last + 1 - len(name)
        if start < end or _is_part_of_word(text, start, last + 1):
            continue
        end = last + 1
        before = text[max(0, start - _REACH) : start]
        found = _site(text, name, start, before) if name in _SITES else _gathering(text, name, start, before, published)
        if found:
            yield found


def _is_part_of_word(text: str, start: int, end: int) -> bool:
    beside = (text[start - 1 : start], text[end : end + 1])
    return any(char.isalnum() or char == "-" for char in beside)


def _site(text: str, name: str, start: int, before: str) -> Venue | None:
    lead, named = _LEADS_TO_SITE.search(before), bool(_AFTER_SITE.match(text, start + len(name)))
    return Venue(start, _SITES[name], lead[1].lower() if lead else "-", named, False) if lead or named else None


def _gathering(text: str, name: str, start: int, before: str, published: date | None) -> Venue | None:
    if published is None:
        return None
    lead, after = _LEADS_TO_GATHERING.search(before), _AFTER_GATHERING.match(text, start + len(name))
    if after is None or after["placed"] or not (lead or after["word"]):
        return None
    place = place_of(name, published.year - bool(after["past"]))
    word = lead[1].split()[0].lower() if lead else "-"
    return Venue(start, place, word, bool(after["word"]), True) if place else None
