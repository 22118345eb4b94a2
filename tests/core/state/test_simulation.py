"""Crashes, late writes of paused workers, rebalances, duplicates, corrections and re-reading end in exact counts.

And each law is shown to be needed: with it switched off the same runs go wrong.
"""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.article import Article
from streams.core.extraction.model import Extraction, ExtractorVersion
from tests.core.state.building import EXTRACTOR, NEWER, article, extraction, facts
from tests.core.state.simulation import Laws, World

SAID = [
    facts(kind, actors, recipients, place, day, sectors=sectors)
    for kind, actors, recipients, place in (
        ("meeting", "person Ahsan Iqbal/PAK, person Wang Yi/CHN", "", "CHN/Beijing"),
        ("meeting", "Pakistan/PAK, China/CHN", "", ""),
        ("visit", "person Ahsan Iqbal/PAK", "", "CHN/Beijing"),
        ("commitment", "China/CHN", "Pakistan/PAK", ""),
        ("meeting", "person Ahsan Iqbal/PAK, Iran/IRN", "", ""),
        ("meeting", "person Ahsan Iqbal/PAK, Nepal/NPL", "", "PAK/Lahore"),
        ("visit", "person Ahsan Iqbal/PAK", "", "IRN"),
    )
    for day, sectors in (("2024-05-08", ("energy",)), ("2024-05-09", ("energy", "trade")), ("", ()))
]


def extract(told: Article, by: ExtractorVersion) -> Extraction:
    """What an article says is written in it: numbers of `SAID`; another extractor reads the last one otherwise."""
    numbers = [int(word) for word in told.text.split()]
    if numbers and by.ordinal > 1:
        numbers[-1] = (numbers[-1] + 4) % len(SAID)
    return extraction(*(SAID[n] for n in dict.fromkeys(numbers)))


def revision(name: int, number: int, says: list[int], withdrawn: bool, day: str) -> Article:
    status = "withdrawn" if withdrawn else "published"
    return article(f"a{name}", number, day=day, text=" ".join(map(str, says)), status=status)


def stories(chance: Random, first: int = 0) -> list[Article]:
    """Five articles in three revisions each; one revision says one thing, however often it is published."""
    return [
        revision(
            name,
            number,
            [chance.randrange(len(SAID)) for _ in range(chance.randint(1, 3))],
            withdrawn=chance.random() < 0.1,
            day=chance.choice(["2024-05-09", "2024-05-10", "2024-06-20"]),
        )
        for name in range(first, first + 5)
        for number in range(1, 4)
    ]


def run(seed: int, laws: Laws, upgrade: bool = True, troubles: int = 8) -> tuple[str, ...]:
    """Publish revisions in any order, some twice; then deploy another extractor, and publish everything once more."""
    chance = Random(seed)  # noqa: S311 - a game, not a secret
    world = World(chance, extract, EXTRACTOR, laws)
    world.publish(chance.choices(stories(chance), k=30))
    world.run(troubles)
    if upgrade:
        world.publish(chance.choices(stories(chance, 5), k=15))
        world.work(troubles)
        world.upgrade(NEWER)
        world.publish(world.broker.all("accepted"))
        world.run(troubles)
    return world.mismatches()


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32))
def test_counts_are_exact_whatever_happens(seed: int) -> None:
    assert run(seed, Laws()) == ()


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**32))
def test_the_order_of_state_and_records_is_nothing_to_the_counts(seed: int) -> None:
    assert run(seed, Laws(state_first=False), upgrade=False, troubles=14) == ()


def test_without_trouble_nothing_is_sent_twice() -> None:
    """One record of each event and cell for each batch that changed it, and none where nothing changed."""
    world = World(Random(1), extract, EXTRACTOR)  # noqa: S311
    world.publish([revision(1, 1, [0], withdrawn=False, day="2024-05-09")] * 5)
    world.run(0)
    assert len(world.broker.all("mentions")) == 5
    assert len(world.broker.all("events")) == 1
    assert len(world.broker.all("tallies")) == 6


@pytest.mark.parametrize(
    "law",
    [
        "join_on_recovery",
        "settle_before_acknowledging",
        "repeat_what_was_folded",
        "send_what_was_undone",
        "absolute_totals",
    ],
)
def test_each_law_is_needed(law: str) -> None:
    broken = replace(Laws(), **{law: False})
    assert any(run(seed, broken, upgrade=False, troubles=20) for seed in range(60)), f"nothing goes wrong without {law}"


def test_records_before_state_do_not_survive_a_new_extractor() -> None:
    """Asserts whose reading was lost are nobody's to take back once another extractor reads the article otherwise."""
    broken = Laws(state_first=False)
    assert any(run(seed, broken) for seed in range(60))
