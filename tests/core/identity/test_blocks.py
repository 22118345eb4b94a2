"""Reports of one event meet in one block although they tell it differently; small blocks keep entries small."""

from datetime import date
from itertools import pairwise

import pytest

from schemas.facts import Facts
from streams.core.identity.blocks import MONTH, QUARTER, block, day_of, period_days
from tests.core.state.building import facts

PUBLISHED = date(2024, 5, 9)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            facts("meeting", "person Ahsan Iqbal/PAK, person Wang Yi/CHN", day="2024-05-08"),
            facts("meeting", "China/CHN, Pakistan/PAK", day="2024-05-08"),
            id="persons-or-countries-in-any-order",
        ),
        pytest.param(
            facts("meeting", "person Ahsan Iqbal/PAK, person Wang Yi/CHN, person Li Ming/CHN", place="CHN/Beijing"),
            facts("meeting", "person Ahsan Iqbal/PAK, person Wang Yi/CHN"),
            id="more-people-and-a-place",
        ),
        pytest.param(
            facts("meeting", "Pakistan/PAK, China/CHN", day="2024-05-09"),
            facts("meeting", "Pakistan/PAK, China/CHN"),
            id="unstated-day-is-that-of-publication",
        ),
        pytest.param(
            facts("meeting", "Mongolia/MNG, Nepal/NPL", day="2024-05-09"),
            facts("meeting", "Mongolia/MNG, Nepal/NPL", day="2024-05"),
            id="month-is-the-publication-in-it",
        ),
        pytest.param(
            facts("visit", "person Ahsan Iqbal/PAK", place="CHN/Beijing"),
            facts("visit", "Pakistan/PAK, person X/PAK", "China/CHN"),
            id="destination-or-host",
        ),
        pytest.param(
            facts("commitment", "person Joe Biden/USA", "Ukraine/UKR", amount=1e9, currency="USD"),
            facts("commitment", "United States/USA", "person Zelensky/UKR", place="UKR/Kyiv"),
            id="pledger-and-beneficiary",
        ),
        pytest.param(
            facts("meeting", "person Vladimir Putin/RUS, person Donald Trump/USA", place="FIN/Helsinki"),
            facts("meeting", "person Trump/USA, person Sauli Niinisto/FIN, person Putin/RUS, NATO/NATO"),
            id="lesser-participants",
        ),
        pytest.param(
            facts("agreement", "company Siemens/DEU, Egypt/EGY"),
            facts("agreement", "Germany/DEU, Egypt/EGY, World Bank/WB"),
            id="company-or-country-with-a-bank",
        ),
        pytest.param(
            facts("commitment", "company Acme/, company Zenith/"),
            facts("commitment", "company Zenith/, company Acme/"),
            id="companies-without-a-country",
        ),
    ],
)
def test_reports_of_one_event_meet(one: Facts, other: Facts) -> None:
    assert block(one, PUBLISHED) == block(other, PUBLISHED)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(facts("meeting", "A/PAK, B/CHN"), facts("agreement", "A/PAK, B/CHN"), id="type"),
        pytest.param(facts("meeting", "A/PAK, B/CHN"), facts("meeting", "A/PAK, B/USA"), id="partner"),
        pytest.param(
            facts("meeting", "A/PAK, B/CHN", day="2024-05-08"),
            facts("meeting", "A/PAK, B/CHN", day="2024-07-08"),
            id="month",
        ),
        pytest.param(facts("visit", "A/PAK", place="CHN"), facts("visit", "A/CHN", place="PAK"), id="direction"),
        pytest.param(
            facts("commitment", "person Joe Biden/USA"), facts("commitment", "person Mike Johnson/USA"), id="busy-alone"
        ),
    ],
)
def test_other_events_do_not(one: Facts, other: Facts) -> None:
    assert block(one, PUBLISHED) != block(other, PUBLISHED)


def test_what_the_key_costs() -> None:
    """Reports that name other principal countries, or days on two sides of a period's end, are two events for us."""
    two, three = facts("agreement", "A/DEU, B/EGY"), facts("agreement", "A/DEU, B/EGY, C/USA")
    assert block(two, PUBLISHED) != block(three, PUBLISHED)
    days = [date.fromordinal(PUBLISHED.toordinal() + n) for n in range(57)]
    for actors, period in (("A/USA, B/CHN", 3), ("A/PAK, B/CHN", 5), ("A/MNG, B/CHN", 14), ("A/DEU, B/POL", 31)):
        blocks = [block(facts("meeting", actors), day) for day in days]
        assert sum(a != b for a, b in pairwise(blocks)) in (56 // period, 56 // period + 1)


def test_an_inferred_country_is_not_what_reports_agree_on() -> None:
    said = facts("meeting", "person Wang Yi/CHN, person the minister/IND")
    copy = facts("meeting", "person Wang Yi/CHN, person the minister/PAK")
    inferred = [
        each.model_copy(update={"actors": (each.actors[0], each.actors[1].model_copy(update={"inferred": True}))})
        for each in (said, copy)
    ]
    assert block(said, PUBLISHED) != block(copy, PUBLISHED)
    assert block(inferred[0], PUBLISHED) == block(inferred[1], PUBLISHED)


@pytest.mark.parametrize(
    ("day", "published", "stands_for"),
    [
        ("2024-05-08", PUBLISHED, date(2024, 5, 8)),
        ("", PUBLISHED, PUBLISHED),
        ("2024-05", PUBLISHED, PUBLISHED),
        ("2024-06", PUBLISHED, date(2024, 6, 1)),
        ("2024-02", PUBLISHED, date(2024, 2, 29)),
        ("2024-12", PUBLISHED, date(2024, 12, 1)),
        ("2024-05", None, date(2024, 5, 1)),
        ("", None, None),
    ],
)
def test_the_day_that_stands_for_a_mention(day: str, published: date | None, stands_for: date | None) -> None:
    assert day_of(facts("visit", "A/PAK", day=day), published) == stands_for


@pytest.mark.parametrize(
    ("countries", "days"),
    [
        ("UN", 3), ("USA", 3), ("PAK", 5), ("MNG", 14), ("", 14), ("USA USA", 3), ("PAK PAK", 5),
        ("USA GBR", 3), ("USA UN", 3), ("USA PAK", 5), ("CHN PAK", 5), ("USA MNG", 14), ("IND JPN", 14),
        ("DEU POL", MONTH), ("KEN UN", MONTH), ("UKR MNG", MONTH), ("KOR ETH", QUARTER), ("MNG NPL", QUARTER),
    ],
)  # fmt: skip
def test_periods_are_longer_where_there_is_less_news(countries: str, days: int) -> None:
    assert period_days(tuple(countries.split())) == days


@pytest.mark.parametrize("actors", ["A/DEU, B/POL", "A/MNG, B/NPL"])
@pytest.mark.parametrize("published", ["2024-01-15", "2024-02-01", "2024-02-29", "2024-05-09"])
def test_a_month_meets_each_of_its_days_whenever_they_are_told(actors: str, published: str) -> None:
    """Where a block collects for a month or longer: what is announced for a month and then for a day is one event."""
    planned = block(facts("meeting", actors, day="2024-02"), date.fromisoformat(published))
    told = {block(facts("meeting", actors, day=f"2024-02-{day:02}"), PUBLISHED) for day in range(1, 30)}
    assert told == {planned}


@pytest.mark.parametrize(("actors", "months"), [("A/DEU, B/POL", 1), ("A/MNG, B/NPL", 3)])
def test_a_period_ends_with_a_calendar_month_or_quarter(actors: str, months: int) -> None:
    days = [date.fromordinal(date(2023, 12, 31).toordinal() + n) for n in range(367)]
    blocks = [block(facts("meeting", actors), day) for day in days]
    ends = [after for (before, after), (a, b) in zip(pairwise(days), pairwise(blocks), strict=True) if a != b]
    assert ends == [date(2024, month, 1) for month in range(1, 13, months)]
    assert len(set(blocks)) == 1 + 12 // months
