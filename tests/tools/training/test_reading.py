"""Articles are read twice: widely for what is learned of words, and as at run time for what judges that judgement."""

import pytest

from schemas.article import Article
from streams.core.extraction.learned import thresholds
from streams.core.extraction.triggers.catalogue import RULES
from streams.core.extraction.triggers.rules import RuleBook
from tools.training.corpus import Labelled
from tools.training.reading import FOLDS, WIDE, Readings, read

PEOPLE = (
    ("Norwegian", "Espen Lund"),
    ("Turkish", "Kemal Aydin"),
    ("Kenyan", "Joan Otieno"),
    ("Peruvian", "Luis Rojas"),
)
CITIES = ("Oslo", "Ankara", "Nairobi", "Lima", "Accra", "Riga")
TOLD = "{} Foreign Minister {} met ministers in {} on Monday."
UNTOLD = "The club met none of its targets in the league."
LONG = "It rained.\n\n" * 4
"""A short document would be read nearly whole."""


def labelled(number: int) -> Labelled:
    people, city = PEOPLE[number % len(PEOPLE)], CITIES[number % len(CITIES)]
    text = f"{TOLD.format(*people, city)}\n\n{UNTOLD}\n\n{LONG}"
    return Labelled(
        Article(id=f"a{number}", text=text),
        f"Paper {number}",
        ({"type": "meeting", "actors": [], "counterparts": [], "status": "happened"},),
        (),
        triggers={text.index("met"): (0,)},
    )


@pytest.fixture(scope="module")
def readings() -> Readings:
    return read([labelled(number) for number in range(3 * FOLDS)], RuleBook(RULES))


def test_words_are_learned_from_more_sentences_than_are_picked(readings: Readings) -> None:
    for wide, picked in zip(readings.wide, readings.picked, strict=True):
        assert wide.labelled is picked.labelled
        assert [p.parse.index for p in wide.analysed.sents] == [0, 1]
        assert [p.parse.index for p in picked.analysed.sents] == [0]
        assert all(p.chance >= WIDE for p in wide.analysed.sents)
        assert all(p.chance >= thresholds.SENTENCE for p in picked.analysed.sents)


def test_both_are_labelled_by_the_words_that_tell(readings: Readings) -> None:
    for example in (*readings.wide, *readings.picked):
        triggers = [p.candidate.parse.index for p in example.proposals if p.label == 0]
        assert triggers == [0]


def test_the_triage_that_ships_has_seen_all(readings: Readings) -> None:
    triage = readings.triage["triage"]
    assert triage.probability({"minister": 1.0, "met": 1.0}) > triage.probability({"club": 1.0, "met": 1.0})
