from collections.abc import Callable

import pytest

from tests.core.actors.conftest import Found

Find = Callable[..., Found]


def speakers(found: Found) -> list[str]:
    """The actors that the first "I", "my", "we" or "our" of each sentence stands for."""
    names = []
    for parse, mentions in found:
        words = {"i", "my", "we", "our", "me", "us"}
        first = next((m for m in mentions if parse.tokens[m.first].text.lower() in words and m.first == m.last), None)
        if first:
            names.append(first.actors[0].name)
    return names


RUTO = "Kenya's President William Ruto spoke in Kisumu. "

# Text, headline, outlet, then who says "I" or "we" in each sentence that does.
CASES = [
    ('"I will visit Uganda," President Yoweri Museveni said.', "", "", ["Yoweri Museveni"]),
    (RUTO + '"My visit went well," he told reporters.', "", "", ["William Ruto"]),
    (RUTO + '"We will send grain to Somalia."', "", "", ["William Ruto"]),
    (RUTO + "“We met. We will meet again,” he said.", "", "", ["William Ruto", "William Ruto"]),
    ("I will be meeting with leaders.", "Statement by President Joe Biden", "The White House", ["Joe Biden"]),
    ("We pledge aid to Ukraine.", "Aid for Ukraine", "US Department of State", ["United States"]),
    ("We went to the fair in Kisumu.", "", "The Star (Kenya)", []),
    (RUTO + "We saw him there.", "", "The Star (Kenya)", []),
]


@pytest.mark.parametrize(("text", "title", "source", "expected"), CASES, ids=[case[0][-40:] for case in CASES])
def test_who_says_i_and_we(find: Find, text: str, title: str, source: str, expected: list[str]) -> None:
    assert speakers(find(text, title=title, source=source)) == expected


def test_a_quotation_does_not_reach_into_the_next_paragraph(find: Find) -> None:
    text = 'President William Ruto said: "Never again.\n\nWe heard the speech in Kisumu.'
    assert speakers(find(text)) == []
