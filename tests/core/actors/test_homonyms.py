"""Names of states that are also those of people, of towns and of a state of the US."""

from collections.abc import Callable

import pytest

from streams.core.values.places import find_places
from tests.core.actors.conftest import Found, countries_of

Find = Callable[..., Found]

# Text, then the countries of all actors that it names.
CASES = [
    ("Georgia Whit, the mayor of Jordan, Minnesota, met Chad Lind on Monday.", {"USA"}),
    ("The mayor of Lebanon, Tennessee, thanked the Japanese ambassador.", {"USA", "JPN"}),
    ("The mayor of Peru, Indiana, thanked the Chinese consul.", {"USA", "CHN"}),
    ("Korean officials arrived in Atlanta, Georgia, on Monday.", {"KOR"}),
    ("Georgia, Florida and Alabama signed a water agreement on Monday.", {"USA"}),
    ("Alabama and Georgia signed a water agreement on Monday.", {"USA"}),
    ("Georgia Republicans said that they would agree.", {"USA"}),
    ("Japan promised the state of Georgia a plant.", {"JPN"}),
    # The states themselves.
    ("Georgia and Armenia signed an agreement on gas on Monday.", {"GEO", "ARM"}),
    ("U.S. Secretary of State Ann Cole met Georgia's prime minister.", {"USA", "GEO"}),
    ("The head of state of Georgia met Chad's foreign minister.", {"GEO", "TCD"}),
    ("Chad Oka, the Nigerian trade minister, met Chadian President Idriss Maha.", {"NGA", "TCD"}),
    ("Jordan Whit, a US senator, met Jordan's king in Amman.", {"USA", "JOR"}),
    # Two countries of one name: the capital that is named decides.
    ("The Congolese president met the French envoy in Brazzaville.", {"COG", "FRA"}),
    ("The Congolese president met the French envoy in Kinshasa.", {"COD", "FRA"}),
    ("The Congolese president met the French envoy.", {"COD", "FRA"}),
    ("Congolese ministers from Kinshasa and Brazzaville met.", {"COD"}),
    ("The Dominican prime minister met the Canadian envoy in Roseau.", {"DMA", "CAN"}),
    ("The Korean leader met the Chinese envoy in Pyongyang.", {"PRK", "CHN"}),
    # Institutions that other countries have as well.
    ("Chile's Defense Department thanked the Peruvian minister.", {"CHL", "PER"}),
    ("The Defense Department thanked the Peruvian minister.", {"USA", "PER"}),
    ("The Bureau of Indian Affairs thanked the Peruvian minister.", {"USA", "PER"}),
    ("TEHRAN promised the Syrian minister more gas.", {"IRN", "SYR"}),
    ("A MALE nurse thanked the Syrian minister.", {"SYR"}),
    ("The Peoples Republic of China thanked the Syrian minister.", {"CHN", "SYR"}),
    ("Canada promised Mexico, California and Texas more water.", {"CAN", "MEX"}),
]


@pytest.mark.parametrize(("text", "countries"), CASES, ids=[text for text, _ in CASES])
def test_whom_such_a_name_stands_for(text: str, countries: set[str], find: Find) -> None:
    assert countries_of(find(text)) - {None} == countries


PLACES = [
    ("They met in Jordan, Minnesota, on Monday.", [("USA", "Jordan")]),
    ("He will visit Peru, Indiana.", [("USA", "Peru")]),
    ("They met in Jordan on Monday.", [("JOR", None)]),
    ("They sell to Mexico, California and Texas.", [("MEX", None), ("USA", None), ("USA", None)]),
    ("They travelled to Mexico, Ontario Premier Jo Brandt said.", [("MEX", None)]),
]


@pytest.mark.parametrize(("text", "places"), PLACES, ids=[text for text, _ in PLACES])
def test_where_a_town_called_like_a_state_is(text: str, places: list[tuple[str, str | None]]) -> None:
    assert [(found.place.country, found.place.city) for found in find_places(text)] == places
