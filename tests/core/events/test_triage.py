"""Which sentences are parsed: those that a trigger and the model of bare words let through; where the bounds are."""

from dataclasses import replace
from typing import cast

import pytest

from schemas.article import Article
from streams.core.extraction.learned.linear import Features, LinearModel
from streams.core.extraction.triggers.triage import chance, select, sentence_features
from streams.core.text.document import make_document
from streams.core.text.model import Document, Sentence


class ByWord:
    """A model that knows how likely a sentence is by one of its words."""

    def __init__(self, **chances: float) -> None:
        self.chances = chances

    def probability(self, features: Features) -> float:
        return next(p for word, p in self.chances.items() if word in features)


def scorer(**chances: float) -> LinearModel:
    return cast("LinearModel", ByWord(**chances))


def is_trigger(word: str) -> bool:
    return word in ("met", "called", "call")


def document(*sentences: str) -> Document:
    return make_document(Article(text="\n\n".join(sentences)))


FOUR = ("Alpha met them.", "Bravo met them.", "Charlie saw them.", "Delta met them.")
LONG = document(*FOUR, "It rained.", "It snowed.")


@pytest.mark.parametrize(
    ("alpha", "bravo", "delta", "kept"),
    [
        pytest.param(0.3, 0.13, 0.12, {0: 0.3, 1: 0.13}, id="one is likely: all that are not most unlikely"),
        pytest.param(0.29, 0.13, 0.28, {}, id="none is likely: none"),
        pytest.param(0.01, 0.02, 0.3, {3: 0.3}, id="the likely one alone"),
    ],
)
def test_sentences_that_deserve_a_parse(alpha: float, bravo: float, delta: float, kept: dict[int, float]) -> None:
    found = select(LONG, is_trigger, scorer(alpha=alpha, bravo=bravo, charlie=0.99, delta=delta))
    assert found == kept


@pytest.mark.parametrize(("sentences", "kept"), [(4, {0: 0.02, 3: 0.1}), (5, {0: 0.02, 3: 0.1}), (6, {})])
def test_a_short_document_is_read_but_for_the_least_likely_sentences(sentences: int, kept: dict[int, float]) -> None:
    model = scorer(alpha=0.02, bravo=0.019, charlie=0.99, delta=0.1)
    assert select(document(*FOUR, *["It rained."] * (sentences - 4)), is_trigger, model) == kept


def test_other_bounds_can_be_asked_for() -> None:
    model = scorer(alpha=0.3, bravo=0.13, charlie=0.99, delta=0.02)
    assert select(LONG, is_trigger, model, threshold=0.02) == {0: 0.3, 1: 0.13, 3: 0.02}
    assert select(LONG, is_trigger, model, gate=0.31) == {}
    assert select(LONG, is_trigger, model, threshold=0.0, gate=0.0)[2] == 0.0


def test_an_article_without_sentences_has_none_that_deserve_a_parse() -> None:
    assert select(replace(LONG, sentences=()), is_trigger, scorer()) == {}


def of(text: str, **chances: float) -> float:
    return chance(Sentence(text, 0, len(text), 0), 0, is_trigger, scorer(**chances))


AMBASSADOR = "The ambassador of Norway, Ola Berg, called on Trade Minister Kofi Boadu."
CHANCES = [
    pytest.param("They met in Oslo.", 0.05, 0.05, id="as the model says"),
    pytest.param("They spoke in Oslo.", 0.9, 0.0, id="no trigger, no event"),
    pytest.param(AMBASSADOR, 0.05, 0.3, id="a diplomat calls on somebody in office"),
    pytest.param("The envoy paid a courtesy call on the president.", 0.05, 0.3, id="pays a call on"),
    pytest.param(AMBASSADOR, 0.8, 0.8, id="and the model is surer"),
    pytest.param("The king called the talks a success.", 0.05, 0.05, id="calls it something"),
    pytest.param("They met the ambassador, who had written to the president.", 0.05, 0.05, id="no call"),
]


@pytest.mark.parametrize(("text", "model", "expected"), CHANCES)
def test_how_likely_a_sentence_reports_an_event(text: str, model: float, expected: float) -> None:
    assert of(text, the=model, they=model) == expected


def feature(name: str, words: list[str], position: int = 0) -> str:
    """Return the value of the one feature that begins with a name."""
    (value,) = (
        each.removeprefix(f"{name}=") for each in sentence_features(words, position) if each.startswith(f"{name}=")
    )
    return value


@pytest.mark.parametrize(
    ("capitals", "bucket"),
    [(0, "0"), (1, "0"), (2, "1"), (3, "2"), (4, "2"), (5, "3"), (7, "3"), (8, "4"), (11, "4"), (12, "5"), (40, "5")],
)
def test_how_many_words_have_a_capital(capitals: int, bucket: str) -> None:
    assert feature("capitals", ["Ola"] * capitals + ["met"]) == bucket


@pytest.mark.parametrize(
    ("position", "bucket"),
    [(0, "0"), (1, "1"), (2, "2"), (3, "2"), (4, "3"), (7, "3"), (8, "4"), (15, "4"), (16, "5"), (99, "5")],
)
def test_where_in_the_article_a_sentence_stands(position: int, bucket: str) -> None:
    assert feature("position", ["They", "met"], position) == bucket


@pytest.mark.parametrize(
    ("capitals", "words", "bucket"),
    [
        (0, 10, "0"), (1, 11, "0"), (1, 10, "1"), (2, 11, "1"), (2, 10, "2"), (3, 11, "2"), (3, 10, "3"), (5, 11, "3"),
        (5, 10, "4"), (1, 1, "4"), (0, 0, "0"),
    ],
)  # fmt: skip
def test_which_share_of_the_words_has_a_capital(capitals: int, words: int, bucket: str) -> None:
    assert feature("share", ["Ola"] * capitals + ["met"] * (words - capitals)) == bucket


@pytest.mark.parametrize(
    ("words", "states"),
    [
        ("They met", "0"),
        ("Kenya met", "1"),
        ("Kenya met Kenyan people", "1"),
        ("Kenya met Uganda", "2"),
        ("Kenya Uganda Peru met", "3"),
        ("Kenya Uganda Peru Chile met", "3"),
        ("kenya met", "0"),
    ],
)
def test_how_many_states_are_named(words: str, states: str) -> None:
    assert feature("states", words.split()) == states


def test_a_sentence_is_its_words_and_pairs_of_them_whatever_the_numbers() -> None:
    found = sentence_features(["Kenya", "gave", "40", "million"], 0)
    assert {name for name in found if "=" not in name} == {
        "kenya", "gave", "0", "million", "kenya gave", "gave 0", "0 million",
    }  # fmt: skip
    assert set(found.values()) == {1.0}
