"""The measure of hard language: what counts as right, and a floor under how much is."""

from typing import Any

import pytest

from schemas.article import Article
from schemas.facts import Actor, ActorKind, EventType, Place, Status
from streams.core.extraction.extractor import Extractor
from streams.core.extraction.model import Finding
from tests.core.events.hard_language import Case, cases, is_right

FLOOR = 48
"""Of the cases, read without any fault: a version that reads fewer has lost something."""
VISIT = {"type": "visit", "who": "NOR", "place": "GHA/Accra", "names": ["Ola Berg"]}


def case(*events: dict[str, Any]) -> Case:
    return Case("any", Article(text="any"), events)


def visit(name: str = "Ola Berg", country: str = "NOR", city: str | None = "Accra") -> Finding:
    actor = Actor(name=name, kind=ActorKind.PERSON, country=country)
    place = Place(country="GHA", city=city)
    return Finding(
        type=EventType.VISIT, actors=(actor,), place=place, status=Status.HAPPENED, confidence=0.9, evidence=()
    )


def test_right_is_all_that_is_said_and_nothing_else() -> None:
    assert is_right(case(VISIT), [visit()])
    assert is_right(case(VISIT | {"place": "GHA"}), [visit(city=None)])
    assert is_right(case({"type": "visit"}, VISIT), [visit(), visit("Kari Dahl", "SWE")])
    assert is_right(case(), [])


@pytest.mark.parametrize(
    "found", [[], [visit("Kari Dahl")], [visit(country="SWE")], [visit(city="Kumasi")], [visit(), visit()]]
)
def test_anything_else_is_wrong(found: list[Finding]) -> None:
    assert not is_right(case(VISIT), found)


def test_most_hard_language_is_read_without_fault(extractor: Extractor) -> None:
    every = cases()
    read = extractor.extract([each.article for each in every])
    right = [each.kind for each, one in zip(every, read, strict=True) if is_right(each, one.findings)]
    assert len(right) >= FLOOR, f"{len(right)} of {len(every)}"


def test_every_kind_is_told_in_words_of_our_own() -> None:
    assert len({each.article.text for each in cases()}) == len(cases())
