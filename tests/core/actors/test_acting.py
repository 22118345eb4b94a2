"""Where a capital stands as its government, and where it is only a place."""

from collections.abc import Callable

import pytest

from tests.core.actors.conftest import Found, countries_of

Find = Callable[..., Found]

ACTS = [
    ("Beijing on Wednesday promised Hanoi a loan of 400 million dollars.", {"CHN", "VNM"}),
    ("Tokyo pledged $300 million in aid to Manila on Tuesday.", {"JPN", "PHL"}),
    ("Ankara will give Tirana 200,000 doses of vaccine.", {"TUR", "ALB"}),
    ("Moscow agreed on Monday to lend Minsk $1.5 billion.", {"RUS", "BLR"}),
    ("Sweden pledged Kyiv 30 million euros on Tuesday.", {"SWE", "UKR"}),
    ("Norway urged Tehran to free the sailors.", {"NOR", "IRN"}),
    ("A grant to Kathmandu was approved by the World Bank.", {"NPL", "WB"}),
    ("Canada held talks with Bogota.", {"CAN", "COL"}),
]
IS_A_PLACE = [
    ("Norway sent an envoy to Kabul.", {"NOR"}),
    ("Norway opened an embassy in Hanoi.", {"NOR"}),
    ("The minister of Norway flew to Beijing.", {"NOR"}),
    ("Sweden left Paris early.", {"SWE"}),
    ("Norway moved its embassy to Manila.", {"NOR"}),
]


@pytest.mark.parametrize(("text", "countries"), ACTS + IS_A_PLACE, ids=[text for text, _ in ACTS + IS_A_PLACE])
def test_which_capitals_act(text: str, countries: set[str], find: Find) -> None:
    assert countries_of(find(text)) == countries
