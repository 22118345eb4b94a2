"""Who stands between a verb of giving and what is given, receives it."""

from collections.abc import Callable

import pytest

from streams.core.extraction.model import Finding
from streams.core.extraction.syntax.parse import Parse

Find = Callable[..., tuple[Finding, ...]]

PLEDGES = [
    ("Finland and Denmark promised Kenya 580 million shillings (4.5 million dollars) for its water towers.", "KEN"),
    ("Norway promised Malawi 20 million dollars for its schools on Monday.", "MWI"),
    ("Beijing on Wednesday promised Hanoi a loan of 400 million dollars for the railway.", "VNM"),
    ("Sweden pledged Kyiv 30 million euros on Tuesday.", "UKR"),
    ("The World Bank will lend Sierra Leone $40 million for roads, it said on Monday.", "SLE"),
    ("Tokyo pledged $300 million in aid to Manila on Tuesday.", "PHL"),
]


@pytest.mark.parametrize(("text", "receiver"), PLEDGES, ids=[text for text, _ in PLEDGES])
def test_who_receives_what_is_promised(text: str, receiver: str, find: Find) -> None:
    (pledge,) = find(text)
    assert (pledge.type.value, [actor.country for actor in pledge.recipients]) == ("commitment", [receiver])
    assert receiver not in {actor.country for actor in pledge.actors}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Finland promised Kenya 580 million shillings for its wells.", "Kenya"),
        ("Sweden pledged Kyiv 30 million euros on Tuesday.", "Kyiv"),
        ("Peru granted Sierra Leone 3 billion soles on Tuesday.", "Leone"),
    ],
)
def test_a_name_before_a_sum_is_the_dative_of_the_verb(text: str, word: str, parse: Callable[[str], Parse]) -> None:
    parsed = parse(text)
    token = next(t for t in parsed.tokens if t.text == word)
    assert (token.dep, parsed.tokens[token.head].tag[:2]) == ("dative", "VB")
    assert token.i in parsed.children[token.head]
    assert sum(token.i in children for children in parsed.children) == 1


def test_a_name_that_belongs_to_the_thing_stays_with_it(parse: Callable[[str], Parse]) -> None:
    parsed = parse("Finland gave the Kenya 5 fund its money.")
    assert next(t for t in parsed.tokens if t.text == "Kenya").dep != "dative"
