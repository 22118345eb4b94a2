"""Games between teams that are called by their countries are no meetings, meetings beside games are."""

from collections.abc import Callable

import pytest

from streams.core.extraction.model import Finding

Find = Callable[..., tuple[Finding, ...]]

FIXTURES = [
    "Brazil will meet Argentina in the final of the tournament on Sunday.",
    "Ghana meet Mali in the quarter-finals in Kumasi on Friday.",
    "Morocco met Senegal in a World Cup qualifier in Rabat on Tuesday and won 2-1.",
    "Nigeria's Super Eagles will meet Egypt in the final in Abuja on Sunday.",
    "Mali will meet Ghana in Group C of the World Cup on Friday.",
    "Brazil and Chile meet in the semi-final of the tournament on Sunday.",
    "The United States will meet Iran at the World Cup on Friday.",
    "Kenya visit Uganda for a friendly on Saturday.",
]
MEETINGS = [
    ("The presidents of Brazil and Argentina met in Brasilia on Sunday before the final of the tournament.", "BRA ARG"),
    ("Brazil will meet Argentina for talks on trade in Brasilia on Sunday.", "BRA ARG"),
    ("Brazilian President Joana Prado will meet Argentine President Lucia Ferre at the final on Sunday.", "BRA ARG"),
    ("Brazil and Argentina met in Brasilia on Sunday to discuss the rules of the World Cup.", "BRA ARG"),
    ("France meets Germany in Paris on Friday for the final round of talks.", "FRA DEU"),
    ("Norway and Sweden met in Oslo on Monday for the final talks on the border.", "NOR SWE"),
    ("Officials of Brazil and Argentina will meet in Brasilia on Sunday for the final of the tournament.", "BRA ARG"),
]


@pytest.mark.parametrize("text", FIXTURES)
def test_a_fixture_is_no_event(text: str, find: Find) -> None:
    assert find(text) == ()


@pytest.mark.parametrize(("text", "countries"), MEETINGS, ids=[text for text, _ in MEETINGS])
def test_a_meeting_stays_one(text: str, countries: str, find: Find) -> None:
    found = [(f.type.value, {a.country for a in f.actors}) for f in find(text)]
    assert found == [("meeting", set(countries.split()))]
