import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.core.values.places import find_places, sets_the_scene

PLACES = [
    ("The envoy landed in Beijing on Monday.", [("Beijing", "CHN")]),
    ("talks in Ulaanbaatar, Mongolia", [("Ulaanbaatar", "MNG")]),
    ("met in Niamey, Niger's capital", [("Niamey", "NER")]),
    ("at a hotel in Islamabad's centre", [("Islamabad", "PAK")]),
    ("arrived in Washington on Monday", [("Washington", "USA")]),
    ("arrived in Washington, D.C. on Monday", [("Washington", "USA")]),
    ("held in London, Ontario", [("London", "CAN")]),
    ("held in Paris, Texas", [("Paris", "USA")]),
    ("held in Hyderabad, Pakistan", [("Hyderabad", "PAK")]),
    ("trips to Riyadh, Bahrain and Kuwait", [("Riyadh", "SAU"), (None, "BHR"), (None, "KWT")]),
    ("trips to Oslo, Kenya, and Lima", [("Oslo", "NOR"), (None, "KEN"), ("Lima", "PER")]),
    ("held in Oslo, Kenya, on Monday", [("Oslo", "KEN")]),
    ("He landed in the Finnish capital on Monday.", [("Helsinki", "FIN")]),
    ("He landed in Finland's capital.", [("Helsinki", "FIN")]),
    ("He left South Korea’s capital late.", [("Seoul", "KOR")]),
    ("talks in the Finnish capital Helsinki", [("Helsinki", "FIN")]),
    ("talks in Niamey, Niger's capital, and in the Sri Lankan capital.", [("Niamey", "NER"), ("Colombo", "LKA")]),
    ("Kenyan capital markets and Finnish capital gains", []),
    ("held in Little Wexcombe, Kenya, on Monday", [("Little Wexcombe", "KEN")]),
    ("held in Wexcombe, Ohio.", [("Wexcombe", "USA")]),
    ("He wrote to Wexcombe, Kenyan farmers and others.", []),
    ("held at Wexcombe Palace, Kenya, on Monday", [(None, "KEN")]),
    ("in May, Kenya", [(None, "KEN")]),
    ("sold to Peru, Kenya and Norway", [(None, "PER"), (None, "KEN"), (None, "NOR")]),
    ("He spoke to NATO, France", [(None, "FRA")]),
    ("held in Hyderabad", [("Hyderabad", "IND")]),
    ("President of Georgia in Tbilisi, Georgia", [(None, "GEO"), ("Tbilisi", "GEO")]),
    ("voters in Georgia and a Republican", [(None, "USA")]),
    ("at Camp David and in The Hague", [("Camp David", "USA"), ("The Hague", "NLD")]),
    ("in Sharm el-Sheikh, Egypt", [("Sharm el-Sheikh", "EGY")]),
    ("the West Bank city of Ramallah", [(None, "PSE"), ("Ramallah", "PSE")]),
    ("Goma, North Kivu", [("Goma", "COD")]),
    ("the state of Texas", [(None, "USA")]),
    ("BEIJING hosts", [("Beijing", "CHN")]),
    ("in East Jerusalem", [("East Jerusalem", "PSE")]),
    ("in the Democratic Republic of the Congo", [(None, "COD")]),
    ("Equatorial Guinea", [(None, "GNQ")]),
    ("came to Beijing Wednesday", [("Beijing", "CHN")]),
    ("a good day in Nice, France", [("Nice", "FRA")]),
    ("Reading the text of the deal", []),
    ("under the Paris Agreement", []),
    ("Paris Hilton came", []),
    ("Lloyd Austin said so", []),
    ("Washington said it would wait", []),
    ("Michael Jordan flew in", []),
    ("the China-Pakistan Economic Corridor", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "places"), PLACES, ids=[text for text, _ in PLACES])
def test_places_are_known_by_what_stands_beside_them(text: str, places: list[tuple[str | None, str]]) -> None:
    assert [(found.place.city, found.place.country) for found in find_places(text)] == places


SCENES = [
    ("They met in Oslo.", True),
    ("He arrived in the port city of Mombasa.", True),
    ("She visited Kenya.", True),
    ("She flew to the Netherlands.", True),
    ("The Helsinki summit was short.", True),
    ("Kenya said so.", False),
    ("The envoy from Oslo spoke.", False),
    ("Ties with Kenya are warm.", False),
]


@pytest.mark.parametrize(("text", "expected"), SCENES, ids=[text for text, _ in SCENES])
def test_a_scene_is_a_place_where_something_is(text: str, expected: bool) -> None:
    (place,) = find_places(text)
    assert sets_the_scene(text, place) is expected


def test_a_place_says_where_it_stands() -> None:
    text = "He flew from Accra to Niamey, Niger."
    assert [text[found.start : found.end] for found in find_places(text)] == ["Accra", "Niamey, Niger"]


@given(st.text(max_size=300))
def test_any_text_is_read_without_error(text: str) -> None:
    for found in find_places(text):
        assert text[found.start : found.end].strip()
