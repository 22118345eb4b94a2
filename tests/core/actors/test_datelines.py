"""The place of a report, of its dateline or its line, as whose officers those are whose title stands alone."""

from collections.abc import Callable

import pytest

from tests.core.actors.conftest import Found, actors_of

Find = Callable[..., Found]

# Text, the outlet, then an actor, its country, and whether that is inferred.
CASES = [
    (
        "COLOMBO, March 11 - Indian External Affairs Minister Vikram Sethu met Agriculture Minister Nimal Jaya here.",
        "",
        ("Nimal Jaya", "LKA", True),
    ),
    (
        "NAIROBI, March 11 (Xinhua) -- Ugandan President Moses Ssema met the prime minister on Wednesday.",
        "",
        ("prime minister", "KEN", True),
    ),
    (
        "LIMA, March 11 (Reuters) - Chilean President Ignacio Fuenza was received by Fisheries Minister Rosa Quispe.",
        "",
        ("Rosa Quispe", "PER", True),
    ),
    (
        "OSLO, March 11 (AP) - Danish Prime Minister Mette Holm held talks with Trade Minister Kari Dahl on Monday.",
        "The Copenhagen Post (Denmark)",
        ("Kari Dahl", "NOR", True),
    ),
    (
        "ACCRA, March 11 - President Kofi Boadu met Swedish Prime Minister Karin Holm here on Monday.",
        "",
        ("Kofi Boadu", "GHA", True),
    ),
    (
        "NAIROBI, March 11 - Ugandan envoys came. Uganda trades. Uganda is green. Uganda waits. The army was told.",
        "Daily Nation (Kenya)",
        ("army", "KEN", True),
    ),
    (
        "The Swedish ambassador, Karin Holm, called on Health Minister Akosua Darko in Accra on Monday.",
        "",
        ("Akosua Darko", "GHA", True),
    ),
    (
        "Indian External Affairs Minister Vikram Sethu met Trade Minister Kofi Boadu in Accra on Monday.",
        "",
        ("Kofi Boadu", "GHA", True),
    ),
    # His own minister is no host.
    (
        "Ukrainian President Taras Koval met his defence minister, Oleh Marchuk, in Berlin on Monday.",
        "",
        ("Oleh Marchuk", "UKR", True),
    ),
    # What the text says, goes before.
    (
        "COLOMBO, March 11 - Indian External Affairs Minister Vikram Sethu met Nepali Trade Minister Ram Thapa here.",
        "",
        ("Ram Thapa", "NPL", False),
    ),
    # Another place is named: the dateline says nothing of those who meet there.
    (
        "DOHA, March 11 - Turkish Foreign Minister Kemal Ozturk, speaking in London, said he met Minister Ela Kaya.",
        "",
        ("Ela Kaya", "TUR", True),
    ),
    # A reporter abroad tells of the officers at home.
    (
        "MUNICH, March 11 - Ukrainian President Taras Koval met Defense Secretary Ann Cole on Wednesday.",
        "The Hill",
        ("Ann Cole", "USA", True),
    ),
    # Who is at home there is no guest.
    (
        "ACCRA, March 11 - Ghanaian President Kofi Boadu met Finance Minister Akosua Darko on Monday.",
        "",
        ("Akosua Darko", "GHA", True),
    ),
]


@pytest.mark.parametrize(("text", "source", "expected"), CASES, ids=[text[:60] for text, _, _ in CASES])
def test_whose_officers_they_are(text: str, source: str, expected: tuple[str, str | None, bool], find: Find) -> None:
    actors = actors_of(find(text, source=source, published="2026-03-12T12:00:00Z"))
    name, country, inferred = expected
    assert (actors[name].country, actors[name].inferred) == (country, inferred)
