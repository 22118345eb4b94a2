import pytest

from streams.core.extraction.wheres import sites_in
from streams.core.lexicon.countries import NAMES
from streams.core.lexicon.tables import rows

SITES = [
    ("They met at the White House.", [("at", "USA")]),
    ("Talks in the Kremlin ended late.", [("in", "RUS")]),
    ("She spoke outside 10 Downing Street.", [("outside", "GBR")]),
    ("They met at Hyderabad House and visited the Great Hall of the People.", [("at", "IND"), ("visited", "CHN")]),
    ("He was received at the Quai d’Orsay.", [("at", "FRA")]),
    ("The White House said so.", []),
    ("They met at the white house by the lake.", []),
]


@pytest.mark.parametrize(("text", "expected"), SITES, ids=[text for text, _ in SITES])
def test_a_building_tells_the_country(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(preposition, country) for _, preposition, country in sites_in(text)] == expected


def test_buildings_stand_in_countries() -> None:
    assert {country for country, _ in rows("sites", 2)} <= {*NAMES.values()}
