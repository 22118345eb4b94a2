"""Holders of offices and boards that act for an organisation."""

from collections.abc import Callable

import pytest

from tests.core.actors.conftest import Found, actors_of

Find = Callable[..., Found]

# Text, then the name and country of actors that must be among those found.
CASES = [
    (
        "The executive board of the International Monetary Fund thanked the World Bank's Board of Governors.",
        [("executive board of the International Monetary Fund", "IMF"), ("World Bank's Board of Governors", "WB")],
    ),
    ("The UN's executive committee met Kenyan envoys.", [("UN's executive committee", "UN")]),
    # Months and words that are names too.
    (
        "Polish President Jan Bauer met Minister June Akinyi of Kenya in June and a senator on May 3.",
        [("Jan Bauer", "POL"), ("June Akinyi", "KEN")],
    ),
    # Who meets the counterpart of a country is not of that country.
    (
        "Foreign Minister Park Ji-soo met his Vietnamese counterpart, Nguyen Van Dao. Labour Minister Vo Duc spoke.",
        [("Park Ji-soo", None), ("Nguyen Van Dao", "VNM"), ("Vo Duc", "VNM")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:40] for text, _ in CASES])
def test_for_whom_they_act(text: str, expected: list[tuple[str, str | None]], find: Find) -> None:
    found = actors_of(find(text))
    assert {name: found[name].country for name, _ in expected if name in found} == dict(expected)
