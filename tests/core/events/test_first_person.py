"""What a speaker pledges in the first person is the speaker's."""

from collections.abc import Callable

import pytest

from streams.core.extraction.model import Finding

Find = Callable[..., tuple[Finding, ...]]

PLEDGES = [
    (
        "“We will invest 3 billion dollars in your railways,” Japanese Prime Minister Haruto Nishi said in Manila.",
        "JPN",
    ),
    ("“We will invest 2 billion euros in the port of Dakar,” Dutch Trade Minister Pieter Hoek said on Tuesday.", "NLD"),
    ('"We will provide $40 million for the clinics in Malawi," Norwegian Minister Kari Dahl said on Monday.', "NOR"),
    ('"We will give Ukraine 200 million euros this year," Finnish President Aino Laine said.', "FIN"),
    ("“We will double our support for Nepal to 50 million francs,” Swiss Minister Reto Zumt told parliament.", "CHE"),
]
NONE = [
    '"We would invest 2 billion euros if the law were changed," Dutch Trade Minister Pieter Hoek said.',
    '"We will win the cup," captain Rashford Mensah said.',
    "“We spent 2 billion euros too much,” Dutch Trade Minister Pieter Hoek said on Tuesday.",
    "“They should invest 2 billion euros in the port,” Dutch Trade Minister Pieter Hoek said on Tuesday.",
]


@pytest.mark.parametrize(("text", "country"), PLEDGES, ids=[text for text, _ in PLEDGES])
def test_we_will_is_a_pledge_of_who_says_it(text: str, country: str, find: Find) -> None:
    assert [(f.type.value, [a.country for a in f.actors]) for f in find(text)] == [("commitment", [country])]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_pledge_stays_none(text: str, find: Find) -> None:
    assert find(text) == ()
