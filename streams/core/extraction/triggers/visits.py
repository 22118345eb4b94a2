"""Visits: an official, leader or delegation travels to do official business (GUIDE: travel must be stated)."""

from schemas.facts import EventType
from streams.core.extraction.triggers.rules import Rule, words

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
