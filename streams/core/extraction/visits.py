"""Visits: an official, leader or delegation travels to do official business (GUIDE: travel must be stated)."""

import re
from collections.abc import Iterator
from dataclasses import replace

from schemas.facts import EventType, Place
from streams.core.extraction import clauses
from streams.core.extraction.model import Parse
from streams.core.extraction.passages import Passage
from streams.core.extraction.rules import Candidate, Rule, words

RULES = (
    Rule(
        "visit.verb", EventType.VISIT,
        verbs=words("visit tour revisit inspect"),
        examples=("The Kenyan president visited Kigali on Monday.", "The governor inspected the broken bridge."),
        counterexamples=("He sent a letter to Kigali.",),
    ),
    Rule(
        "visit.arrive", EventType.VISIT,
        verbs=words("arrive land touch disembark"),
        examples=("The minister arrived in Tashkent late on Tuesday.",),
    ),
    Rule(
        "visit.travel", EventType.VISIT,
        verbs=words(
            """travel fly journey jet head go come depart leave embark set return proceed stop venture take wing"""
        ),
        particles=words("to for on in off from there here abroad back"),
        examples=("The premier will travel to Lima next week.", "He left for Doha on Sunday."),
        counterexamples=("The premier travelled light.",),
    ),
    Rule(
        "visit.leave", EventType.VISIT,
        verbs=words("leave"),
        examples=("The envoy left the country after three days of talks.", "She left Luanda on Friday."),
    ),
    Rule(
        "visit.send", EventType.VISIT,
        verbs=words("send dispatch despatch"),
        particles=words("to"),
        examples=("The president dispatched his envoy to Cairo.",),
    ),
    Rule(
        "visit.noun", EventType.VISIT,
        nouns=words(
            """visit trip tour journey arrival travel stopover sojourn pilgrimage swing inspection"""
        ),
        examples=("During her two-day visit to Oslo she opened an embassy.", "The trip is his first to Africa."),
    ),
    Rule(
        "visit.mission", EventType.VISIT,
        nouns=words("mission delegation"),
        particles=words("to in from"),
        examples=("A trade mission to Vietnam leaves on Friday.",),
    ),
    Rule(
        "visit.presence", EventType.VISIT,
        verbs=words("be stay"),
        particles=words("in on back"),
        examples=("The minister is in Beijing on a three-day visit.", "He is back from Doha."),
    ),
)  # fmt: skip
"""Tried in this order; the first that fits a word names it."""

_TOWARDS = words("to in at into through across via towards toward")
_MODIFIERS = frozenset({"nmod", "compound"})
_DATE = re.compile(r"\d|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?$")
_DOWN = frozenset({"prep", "pobj", "dobj", "conj", "appos", "nmod", "compound"})


def by_destination(candidate: Candidate, passage: Passage) -> list[Candidate]:
    """Return a visit once for each country that its clause names as a destination; once, if it names none."""
    found: dict[str, Place] = {}
    for place in _destinations(candidate, passage):
        known = found.get(place.country or "")
        if place.country and (known is None or (known.city is None and place.city)):
            found[place.country] = place
    return [replace(candidate, destination=place) for place in found.values()] or [candidate]


def _destinations(c: Candidate, passage: Passage) -> Iterator[Place]:
    for mention in passage.places:
        head = passage.token_at(max(mention.start, mention.end - 1))
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
