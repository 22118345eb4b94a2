"""Destinations: a visit for each country that its clause names."""

import re
from collections.abc import Iterator
from dataclasses import replace

from schemas.facts import Place
from streams.core.extraction.sentences.analysed_sentence import AnalysedSentence
from streams.core.extraction.syntax import clauses
from streams.core.extraction.syntax.parse import Parse
from streams.core.extraction.triggers.rules import Candidate, words

_TOWARDS = words("to in at into through across via towards toward")
_MODIFIERS = frozenset({"nmod", "compound"})
_DATE = re.compile(r"\d|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?$")
_DOWN = frozenset({"prep", "pobj", "dobj", "conj", "appos", "nmod", "compound"})


def by_destination(candidate: Candidate, sent: AnalysedSentence) -> list[Candidate]:
    """Return a visit once for each country that its clause names as a destination; once, if it names none."""
    found: dict[str, Place] = {}
    for place in _destinations(candidate, sent):
        known = found.get(place.country or "")
        if place.country and (known is None or (known.city is None and place.city)):
            found[place.country] = place
    return [replace(candidate, destination=place) for place in found.values()] or [candidate]


def _destinations(c: Candidate, sent: AnalysedSentence) -> Iterator[Place]:
    for mention in sent.places:
        head = sent.token_at(max(mention.start, mention.end - 1))
        for root in {c.trigger, c.predicate} - {-1}:
            up, down = clauses.path(c.parse, root, head)
            if not up and down and _leads_to(down) and not _names_another(down, mention.place, c.parse, head):
                yield mention.place
                break


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
