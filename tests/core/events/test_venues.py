from datetime import date

import pytest

from schemas.facts import Place
from streams.core.lexicon.countries import NAMES
from streams.core.lexicon.gatherings import HELD
from streams.core.lexicon.tables import rows
from streams.core.values.venues import find_venues

SITES: list[tuple[str, list[tuple[str, str, str | None]]]] = [
    ("They met at the White House.", [("at", "USA", "Washington")]),
    ("Talks in the Kremlin ended late.", [("in", "RUS", "Moscow")]),
    ("She spoke outside 10 Downing Street.", [("outside", "GBR", "London")]),
    (
        "They met at Hyderabad House and visited the Great Hall of the People.",
        [("at", "IND", "New Delhi"), ("visited", "CHN", "Beijing")],
    ),
    ("He was received at the Quai d’Orsay.", [("at", "FRA", "Paris")]),
    ("They walked at Camp David.", [("at", "USA", None)]),
    ("She told a White House meeting so.", [("-", "USA", "Washington")]),
    ("The White House said so.", []),
    ("They met at the white house by the lake.", []),
]
GATHERINGS: list[tuple[str, int, list[tuple[str, str | None, bool]]]] = [
    ("They met on the sidelines of the UN General Assembly.", 2024, [("USA", "New York", False)]),
    ("She will attend the annual World Economic Forum next week.", 2023, [("CHE", "Davos", False)]),
    ("The two spoke at the G20 summit.", 2019, [("JPN", "Osaka", True)]),
    ("The two spoke at the G20 summit.", 2023, [("IND", "New Delhi", True)]),
    ("The two spoke at the G-20 leaders’ summit last year.", 2024, [("IND", "New Delhi", True)]),
    ("He pledged it at COP27.", 2022, [("EGY", "Sharm El-Sheikh", False)]),
    ("He pledged it at COP27.", 2025, [("EGY", "Sharm El-Sheikh", False)]),
    ("They met at a G7 meeting of ministers in Lyon.", 2019, [("FRA", "Biarritz", True)]),
    ("They met at the G7 meeting in Lyon.", 2019, []),
    ("They met at the G20 summit.", 2020, []),
    ("The G7 countries differ.", 2019, []),
]


@pytest.mark.parametrize(("text", "expected"), SITES, ids=[text for text, _ in SITES])
def test_a_building_tells_the_place(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert [(v.lead, v.place.country, v.place.city) for v in find_venues(text, None)] == expected


def test_buildings_stand_in_countries() -> None:
    assert {country for country, _, _ in rows("sites", 3)} <= {*NAMES.values()}


@pytest.mark.parametrize(
    ("text", "year", "expected"), GATHERINGS, ids=[f"{text} {year}" for text, year, _ in GATHERINGS]
)
def test_a_gathering_tells_the_place(text: str, year: int, expected: list[tuple[str, str | None, bool]]) -> None:
    found = find_venues(text, date(year, 5, 9))
    assert [(v.place.country, v.place.city, v.named) for v in found] == expected


def test_an_undated_text_tells_no_gathering() -> None:
    assert [*find_venues("They met at the G20 summit.", None)] == []


def test_a_venue_says_where_it_stands() -> None:
    text = "At the G20 summit they spoke of talks at the White House."
    assert [(text[v.start :].split(maxsplit=1)[0], v.yearly) for v in find_venues(text, date(2024, 5, 9))] == [
        ("G20", True),
        ("White", False),
    ]


def test_gatherings_are_held_in_countries() -> None:
    places = [place for held in HELD.values() for place in held.values()]
    assert {place.country for place in places} <= {*NAMES.values()}
    assert Place(country="USA", city="New York") in places
