"""What speaks for two reports being of one event, in points: four stand without the same day."""

from typing import Any

import pytest

from schemas.facts import Facts
from schemas.mention import Evidence
from streams.core.linking.likeness import evidence, profile_of
from streams.core.linking.reports import content_of, report_of
from tests.core.state.building import MEETING, facts, mention


def met(actors: str = "Pakistan/PAK, China/CHN", place: str = "", **more: Any) -> Facts:  # noqa: ANN401
    return facts("meeting", actors, place=place, **more)


def pledge(amount: float | None = None, currency: str | None = None) -> Facts:
    return facts("commitment", "Japan/JPN", "Nepal/NPL", amount=amount, currency=currency)


POINTS = [
    pytest.param(met("Kenya/KEN"), met("Kenya/KEN"), 1, id="a country"),
    pytest.param(met(), met(), 2, id="two countries"),
    pytest.param(met(), met("Pakistan/PAK, Iran/IRN"), 1, id="one country of two"),
    pytest.param(met("A/PAK, B/CHN, C/IRN"), met("A/PAK, B/CHN, C/IRN"), 2, id="a third country adds nothing"),
    pytest.param(met("person A Khan/"), met("person A Khan/"), 4, id="a name"),
    pytest.param(met("person A Khan/, person Wu/"), met("person A Khan/, person Wu/"), 8, id="two names"),
    pytest.param(
        met("person A Khan/, person Wu/, person Li/"),
        met("person A Khan/, person Wu/, person Li/"),
        8,
        id="a third name adds nothing",
    ),
    pytest.param(pledge(5e6, "USD"), pledge(5e6, "USD"), 6, id="two countries and a sum"),
    pytest.param(pledge(5e6, "USD"), pledge(5e6, "EUR"), 2, id="a sum in another currency"),
    pytest.param(pledge(5e6, "USD"), pledge(), 2, id="a sum in one report"),
    pytest.param(met(place="CHN/Beijing"), met(place="CHN/Beijing"), 3, id="two countries and a city"),
    pytest.param(met(place="CHN/Beijing"), met(place="CHN/Shanghai"), 2, id="two cities"),
    pytest.param(met(place="CHN/Beijing"), met(place="CHN"), 2, id="a city in one report"),
    pytest.param(met(sectors=("trade",)), met(sectors=("energy", "trade")), 3, id="two countries and a field"),
    pytest.param(met(sectors=("trade",)), met(sectors=("energy",)), 2, id="two fields"),
]


@pytest.mark.parametrize(("one", "other", "points"), POINTS)
def test_points(one: Facts, other: Facts, points: int) -> None:
    assert evidence(profile_of(one), profile_of(other)) == points


@pytest.mark.parametrize(
    ("one", "other", "points"),
    [("They met.", "they  met", 10), ("They met.", "They spoke.", 2), ("", "", 2), ("They met.", "", 2)],
    ids=["the same sentence", "two sentences", "no sentence", "a sentence in one report"],
)
def test_a_sentence_is_worth_eight_points(one: str, other: str, points: int) -> None:
    assert evidence(profile_of(met(), one), profile_of(met(), other)) == points


@pytest.mark.parametrize(
    ("said", "detail"),
    [
        pytest.param(met("person A Khan/"), 2, id="a name: two"),
        pytest.param(met("A/PAK"), 1, id="a country: one"),
        pytest.param(met(place="CHN"), 2, id="the country of the place: none"),
        pytest.param(met(place="CHN/Beijing"), 3, id="two countries and a city"),
        pytest.param(pledge(), 2, id="who gives and who receives"),
        pytest.param(pledge(5e6, "USD"), 3, id="and a sum"),
    ],
)
def test_how_much_a_report_says(said: Facts, detail: int) -> None:
    assert profile_of(said).detail == detail


def test_contents_are_equal_where_they_say_the_same_in_whatever_article() -> None:
    here, there = (content_of(mention(MEETING, name)) for name in ("a", "b"))
    other = content_of(mention(met(), "a"))
    assert here == there
    assert here != other
    assert here != here.key
    assert {here, there, other} == {here, other}


def test_a_content_is_named_by_64_bits_of_what_it_says() -> None:
    assert len(bytes.fromhex(content_of(mention(MEETING)).key)) == 8


def test_a_report_carries_the_first_of_its_sentences_up_to_400_characters() -> None:
    said = [Evidence(text=text, start=0, end=len(text), rule="test") for text in ("x" * 500, "They met.")]
    quoted = mention(MEETING).model_copy(update={"evidence": tuple(said)})
    assert report_of(quoted).content.quote == "x" * 400
