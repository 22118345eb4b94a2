"""The days that reports give decide: how far apart, stated or not, of a copy that misread them."""

import pytest

from schemas.facts import Facts
from tests.core.linking.told import (
    COUNTRIES,
    EIGHT,
    EIGHTH,
    HAPPENED,
    LATER,
    PLANNED,
    are_one,
    dollars,
    events,
    met,
    pact,
    trip,
)

SIEMENS = "company Siemens/DEU, Egypt/EGY"
DAYS_APART = [
    pytest.param(met(), met(day=LATER), met(day="2024-05-10"), id="meeting: one day"),
    pytest.param(pact(actors=SIEMENS), pact(LATER, SIEMENS), pact("2024-05-10", SIEMENS), id="agreement: one day"),
    pytest.param(dollars(5), dollars(5, "2024-05-10"), dollars(5, "2024-05-11"), id="commitment: two days"),
    pytest.param(trip(), trip(day="2024-05-11"), trip(day="2024-05-12"), id="visit: three days"),
]


@pytest.mark.parametrize(("first", "near", "far"), DAYS_APART)
def test_how_far_apart_the_days_of_one_event_may_be(first: Facts, near: Facts, far: Facts) -> None:
    assert are_one(first, near)
    assert not are_one(first, far)


@pytest.mark.parametrize(
    ("other", "published", "same"),
    [
        pytest.param(met(COUNTRIES, day=""), LATER, True, id="published a day after the day of the event"),
        pytest.param(met(COUNTRIES, day=""), "2024-05-10", False, id="published two days after it"),
    ],
)
def test_the_same_two_countries_and_no_day_stated_is_one_event_of_a_day(
    other: Facts, published: str, same: bool
) -> None:
    assert are_one(met(COUNTRIES), other, other_on=published) is same
    assert are_one(met(COUNTRIES, day=""), other, one_on=EIGHTH, other_on=published) is same


UNSTATED = [
    pytest.param(met(day="", **PLANNED), LATER, [EIGHTH, "2024-05-22"], ["2024-05-07", "2024-05-23"], id="planned"),
    pytest.param(met(day=""), LATER, ["2024-05-02", "2024-05-10"], ["2024-05-01", "2024-05-11"], id="happened"),
    pytest.param(
        met(day="", status="cancelled"),
        LATER,
        ["2024-05-02", "2024-05-16"],
        ["2024-05-01", "2024-05-17"],
        id="cancelled",
    ),
    pytest.param(
        met(day="2024-04", **PLANNED), "2024-05-01", ["2024-04-30"], ["2024-04-29"], id="planned for a month that ends"
    ),
    pytest.param(
        met(day="2024-04", **PLANNED),
        "2024-05-02",
        ["2024-04-20"],
        ["2024-05-01"],
        id="planned for a month that is over",
    ),
    pytest.param(
        met(day="2024-05", **HAPPENED), "2024-04-30", ["2024-05-01"], ["2024-05-02"], id="held in a month that begins"
    ),
    pytest.param(
        met(day="2024-05", **HAPPENED), "2024-04-29", ["2024-05-20"], ["2024-04-30"], id="held in a month to come"
    ),
    pytest.param(met(day=""), "0001-01-03", ["0001-01-01"], ["0001-01-05"], id="at the beginning of the calendar"),
    pytest.param(met(day=""), "9999-12-31", ["9999-12-31"], ["9999-12-23"], id="at its end"),
]


@pytest.mark.parametrize(("said", "published", "within", "without"), UNSTATED)
def test_the_days_that_a_report_without_a_day_can_mean(
    said: Facts, published: str, within: list[str], without: list[str]
) -> None:
    """Ministers who are named by both, so nothing but the days can part the reports."""
    assert {day: are_one(said, met(day=day), one_on=published) for day in within} == dict.fromkeys(within, True)
    assert {day: are_one(said, met(day=day), one_on=published) for day in without} == dict.fromkeys(without, False)


RANGE = "2024-05-03/2024-05-12"
IN_A_RANGE = [
    pytest.param(trip(day=RANGE), trip(day=EIGHTH), True, id="a day of it"),
    pytest.param(trip(day=RANGE), trip(day="2024-05-12"), True, id="its last day"),
    pytest.param(trip(day=RANGE), trip(day="2024-05-13"), False, id="the day after it"),
    pytest.param(trip(day=RANGE), trip(day="2024-05-04/2024-05-11"), True, id="a range within it"),
    pytest.param(trip(day=RANGE), trip(day="2024-05-11/2024-05-15"), False, id="a range that only overlaps"),
    pytest.param(trip(day=RANGE), trip("Pakistan/PAK", day=EIGHTH), True, id="nobody named, and a day of it"),
    pytest.param(met(day="2024-05-08/2024-05-10"), met(day="2024-05-10"), True, id="a meeting of several days"),
]


@pytest.mark.parametrize(("one", "other", "same"), IN_A_RANGE)
def test_a_day_within_the_range_of_an_event_is_of_it(one: Facts, other: Facts, same: bool) -> None:
    assert are_one(one, other) is same


def test_a_misread_copy_neither_moves_nor_stretches_the_days_of_its_event() -> None:
    misread = ("b", met(COUNTRIES, day="2024-05-13"), EIGHT)
    assert events(("a", met(), EIGHT), misread, ("c", met(day=LATER), "They met.")) == ["abc"]
    assert events(("a", trip(), EIGHT), ("b", trip(day="2024-05-18"), EIGHT), ("c", trip(day=LATER))) == ["abc"]


def test_the_days_of_a_visit_reach_to_those_of_its_reports() -> None:
    """A third report, which names nobody, is of the day between: only together the two others are of that day too."""
    between = ("c", trip("Pakistan/PAK", "CHN", LATER))
    first, last = ("a", trip(day=EIGHTH)), ("b", trip(day="2024-05-10"))
    assert events(first, between) == ["a", "c"]
    assert events(last, between) == ["b", "c"]
    assert events(first, last, between) == ["abc"]


def test_a_third_visit_is_near_to_the_whole_of_the_days_or_another() -> None:
    assert events(("a", trip()), ("b", trip(day="2024-05-10")), ("c", trip(day="2024-05-11"))) == ["abc"]
    assert events(("a", trip()), ("b", trip(day="2024-05-10")), ("c", trip(day="2024-05-12"))) == ["ab", "c"]
