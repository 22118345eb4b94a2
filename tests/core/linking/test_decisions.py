"""Each decision of the linking, by the two reports between which it turns: one word less, another sum."""

from typing import Any

import pytest

from schemas.facts import Facts
from streams.core.linking.grouping import link
from tests.core.linking.told import (
    CITY,
    COUNTRIES,
    EIGHT,
    HAPPENED,
    LATER,
    PLANNED,
    RUTO,
    TRADE,
    are_one,
    dollars,
    events,
    met,
    pact,
    pledge,
    trip,
)
from tests.core.state.building import mention

SUMS = [
    pytest.param(dollars(5), dollars(5, "2024-05-10"), True, id="the same sum two days apart"),
    pytest.param(dollars(5), pledge(day="2024-05-10"), False, id="no sum two days apart"),
    pytest.param(dollars(5), dollars(5, "2024-05-10", "EUR"), False, id="as much of another currency, two days apart"),
    pytest.param(dollars(100), dollars(95), True, id="a twentieth less"),
    pytest.param(dollars(100), dollars(94.9), False, id="more than a twentieth less"),
]


@pytest.mark.parametrize(("one", "other", "same"), SUMS)
def test_a_sum_speaks_for_one_event(one: Facts, other: Facts, same: bool) -> None:
    assert are_one(one, other) is same
    assert are_one(other, one) is same


WHO = [
    pytest.param(
        trip("person Jonas Store/", "NOR/Oslo"),
        trip("person Jonas Store/", "LVA/Riga"),
        False,
        id="to Oslo and to Riga",
    ),
    pytest.param(
        met(f"{COUNTRIES}, Iran/IRN"), met(f"{COUNTRIES}, Turkey/TUR"), True, id="two of three countries are the same"
    ),
    pytest.param(pledge(), pledge("Nepal/NPL", "Japan/JPN"), False, id="who gives and who receives changed over"),
    pytest.param(
        met("person Ahsan Iqbal/PAK, person Ishaq Dar/PAK, China/CHN"),
        met("person Ahsan Iqbal/PAK, person Shehbaz Sharif/PAK, China/CHN"),
        True,
        id="one minister the same, the other not",
    ),
    pytest.param(
        met("person Ahsan Iqbal/PAK, person Ishaq Dar/PAK"),
        met("person Ahsan Iqbal/PAK, person Shehbaz Sharif/PAK, China/CHN"),
        True,
        id="one minister the same, and a country that the other report leaves out",
    ),
    pytest.param(
        met(f"{RUTO}, person Raila Odinga/KEN, person Kalonzo Musyoka/KEN"),
        met(f"{RUTO}, person Raila Odinga/KEN, person Martha Karua/KEN"),
        True,
        id="two of three at home are the same",
    ),
    pytest.param(
        met(f"{COUNTRIES}, person Wang Yi/"),
        met(f"{COUNTRIES}, person Li Hui/"),
        True,
        id="two people of whom no report says the country",
    ),
    pytest.param(
        met("person Wang Yi/"), met("person Wang Yi/CHN, Pakistan/PAK"), True, id="a person with and without a country"
    ),
    pytest.param(
        met("person Wang Yi/CHN, Pakistan/PAK"), met("person Wang Yi/SGP, Pakistan/PAK"), False, id="a namesake abroad"
    ),
    pytest.param(met("person Wang Yi/"), met("person Wang Yi/"), True, id="one name and no country"),
    pytest.param(
        met("person Wang Yi/", "CHE/Geneva", sectors=("trade",)),
        met(COUNTRIES, "CHE/Geneva", sectors=("trade",)),
        False,
        id="nobody in common but the city and the field",
    ),
    pytest.param(
        met("person Ahsan Iqbal/PAK, China/CHN", "CHN/Beijing"),
        met("person Ahsan Iqbal/PAK, China/CHN", "PAK/Islamabad"),
        False,
        id="two cities of one day, one person in common",
    ),
    pytest.param(
        met("person Wang Yi/", "CHE"), met("person Wang Yi/", "CHE", LATER), True, id="one name abroad, a day later"
    ),
    pytest.param(trip(day=""), trip(day=""), True, id="one visitor and one country, no day"),
]


@pytest.mark.parametrize(("one", "other", "same"), WHO)
def test_who_and_where(one: Facts, other: Facts, same: bool) -> None:
    assert are_one(one, other) is same
    assert are_one(other, one) is same


@pytest.mark.parametrize(
    ("said", "same"),
    [
        pytest.param(pact("2024-05", **TRADE, **PLANNED), True, id="planned for the month"),
        pytest.param(pact("2024-05", **TRADE, **HAPPENED), False, id="signed in the month"),
        pytest.param(pact("2024-05-21", **TRADE, **PLANNED), False, id="planned for the day before"),
    ],
)
def test_the_field_of_two_countries_is_enough_for_a_text_that_is_planned_for_no_day(said: Facts, same: bool) -> None:
    assert are_one(pact("2024-05-22", **TRADE), said, one_on="2024-05-28", other_on="2024-05-12") is same
    assert are_one(pact("2024-05-22", **TRADE), said, one_on="2024-05-28", other_on="2024-05-28") is False


SEVEN = "Ministers of both countries met about water."
TO_TWO = "Japan promised 5 million dollars to Nepal and 9 million dollars to Bhutan for the roads of the mountains."


@pytest.mark.parametrize(
    ("one", "other", "quote", "same"),
    [
        pytest.param(met(COUNTRIES, "CHN"), met(COUNTRIES, "PAK"), EIGHT, True, id="eight different words"),
        pytest.param(met(COUNTRIES, "CHN"), met(COUNTRIES, "PAK"), SEVEN, False, id="seven are anybody's"),
        pytest.param(pledge(), pledge("Norway/NOR", "Bhutan/BTN"), TO_TWO, False, id="no participant in common"),
        pytest.param(
            dollars(5),
            pledge(to="Bhutan/BTN", amount=9e6, currency="USD"),
            TO_TWO,
            False,
            id="each reader found another of its two pledges",
        ),
        pytest.param(met(RUTO), met(RUTO, day=LATER), "Ruto opened it.", True, id="one name, in the same short words"),
    ],
)
def test_one_sentence_in_two_articles(one: Facts, other: Facts, quote: str, same: bool) -> None:
    assert are_one(one, other, quote) is same
    assert are_one(other, one, quote) is same


OF_THE_DAY = [
    pytest.param(
        met(),
        met(day=LATER, place=CITY),
        met("person Ahsan Iqbal/PAK, China/CHN", CITY),
        "the day",
        id="the same day outweighs the city",
    ),
    pytest.param(
        met("person Ahsan Iqbal/PAK, person Xu Wei/, person Hu Bo/"),
        met(day=LATER, place=CITY, **TRADE),
        met("person Ahsan Iqbal/PAK, China/CHN", CITY, **TRADE),
        "the rest",
        id="the city, the field and the second country outweigh the same day",
    ),
    pytest.param(
        met(f"{RUTO}, person Musalia Mudavadi/KEN", "KEN/Nairobi"),
        met("Kenya/KEN, person Yoweri Museveni/UGA", "KEN/Nairobi", **TRADE),
        met(RUTO, "KEN/Nairobi", **TRADE),
        "the day",
        id="one name at home weighs as much as country, city and field",
    ),
]


@pytest.mark.parametrize(("of_the_day", "of_another", "said", "joins"), OF_THE_DAY)
def test_a_report_that_two_events_could_be_joins_the_likelier(
    of_the_day: Facts, of_another: Facts, said: Facts, joins: str
) -> None:
    """One article tells the two apart; another tells of one of them."""
    linked = link([mention(of_the_day, "both"), mention(of_another, "both"), mention(said, "other")])
    (group,) = (each for each in linked if "other" in {m.article.id for m in each})
    expected = of_the_day if joins == "the day" else of_another
    assert [(m.actors, m.date) for m in group if m.article.id == "both"] == [(expected.actors, expected.date)]


def test_a_copy_joins_the_strand_that_says_the_same_where_its_sentence_was_read_as_two_events() -> None:
    here, there = met(COUNTRIES, "CHN"), met(COUNTRIES, "PAK")
    both = [mention(here, "a", quote=EIGHT), mention(there, "a", quote=EIGHT)]
    for copy in (here, there):
        linked = link([*both, mention(copy, "b", quote=EIGHT)])
        assert [[m.place.country for m in group] for group in linked if len(group) == 2] == [[copy.place.country] * 2]


def test_one_country_and_no_more_does_not_speak_against_a_report_that_a_sum_speaks_for() -> None:
    trees = "Kenya will plant trees."
    amount: dict[str, Any] = {"amount": 5e6, "currency": "USD"}
    bare, with_sum = pledge("Kenya/KEN", ""), pledge("Kenya/KEN", "", **amount)
    assert events(("a", bare, trees), ("b", with_sum, trees), ("c", with_sum, "Money for trees.")) == ["abc"]
    assert events(("a", bare, trees), ("c", with_sum, "Money for trees.")) == ["a", "c"]


def test_an_event_is_compared_by_its_five_most_detailed_contents() -> None:
    """A bound on the work: what speaks against the sixth alone keeps nobody out, what speaks against the fifth does."""
    sectors = ("health", "energy", "trade", "water", "transport", "agriculture")
    told = [met(sectors=(each,)) for each in sectors]
    call, in_person = met(mode="call", **TRADE), met(mode="in-person", **TRADE)
    assert len(events(*_day_by_day([*told[:3], call, in_person]))) == 2
    assert len(events(*_day_by_day([*told[:4], call, in_person]))) == 2
    assert len(events(*_day_by_day([*told[:5], call, in_person]))) == 1


def _day_by_day(told: list[Facts]) -> list[tuple[str, Facts, str, str]]:
    return [(f"a{n}", said, "", f"2024-05-{n:02}") for n, said in enumerate(told, start=9)]
