"""Destinations: a visit for each country that its clause names."""

import re
from collections.abc import Iterator
from dataclasses import replace

from schemas.facts import Place
from streams.core.extraction.sentences.analysed_sentence import AnalysedSentence
from streams.core.extraction.syntax import clauses
from streams.core.extraction.syntax.parse import Parse
from streams.core.extraction.triggers.rules import Candidate, words
from streams.core.values.mentions import PlaceMention

_TOWARDS = words("to in at into through across via towards toward")
_MODIFIERS = frozenset({"nmod", "compound"})
_DATE = re.compile(r"\d|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?$")
_OF_A_DAY = frozenset({"pobj", "prep", "npadvmod", "nummod"})
_DOWN = frozenset({"prep", "pobj", "dobj", "conj", "appos", "nmod", "compound"})


def by_destination(candidate: Candidate, sent: AnalysedSentence) -> list[Candidate]:
    """Return a visit once for each country that its clause names as a destination; once, if it names none."""
    return [replace(candidate, destination=stop.place) for stop in stops(candidate, sent)] or [candidate]


def stops(candidate: Candidate, sent: AnalysedSentence) -> list[PlaceMention]:
    """Return the destinations that the clause of a visit names, one for each country, a city before the country."""
    found: dict[str, PlaceMention] = {}
    for mention in _destinations(candidate, sent):
        country = mention.place.country or ""
        if country and (country not in found or (found[country].place.city is None and mention.place.city)):
            found[country] = mention
    return list(found.values())


def _destinations(c: Candidate, sent: AnalysedSentence) -> Iterator[PlaceMention]:
    for mention in sent.places:
        head = sent.token_at(max(mention.start, mention.end - 1))
        for root in {c.trigger, c.predicate} - {-1}:
            up, down = clauses.path(c.parse, root, head)
            dated = _dated_before(c.parse, head)
            leads = bool(down) and _leads_to(down) and not _names_another(down, mention.place, c.parse, head)
            if not up and (leads or (dated >= 0 and _leads_to(clauses.path(c.parse, root, dated)[1]))):
                yield mention
                break


def _dated_before(parse: Parse, head: int) -> int:
    """Return what the day is of that a place is joined to, -1 for none.

    In "to Oslo on 2 May and Riga on 4 May" the parser joins Riga to the 2nd of May.
    """
    first = head
    while parse.tokens[first].dep in ("conj", "appos") and parse.tokens[first].head < first:
        first = parse.tokens[first].head
    if first == head or not _DATE.match(parse.tokens[first].text):
        return -1
    while parse.tokens[first].dep in _OF_A_DAY and parse.tokens[first].head != first:
        first = parse.tokens[first].head
    return first


def _names_another(down: list[str], place: Place, parse: Parse, head: int) -> bool:
    """Whether a country only says whose a thing is that the way down leads to: "visiting Canada officials".

    Beside a date ("to Kenya May 9-12") the parser takes the country for a part of the date.
    """
    beside = parse.tokens[parse.tokens[head].head].text
    return place.city is None and len(down) > 1 and down[-1] in _MODIFIERS and not _DATE.match(beside)


def _leads_to(down: list[str]) -> bool:
    """Whether a way down the tree goes to a destination: through objects and prepositions of direction only."""
    labels = [label.split(":") for label in down]
    return all(parts[0] in _DOWN and (parts[0] != "prep" or parts[1] in _TOWARDS) for parts in labels)
