"""Who is within reach of a word that may report an event."""

import pytest

from schemas.article import Article
from schemas.facts import EventType
from streams.core.extraction.arguments.reach import within_reach
from streams.core.extraction.events import propose
from streams.core.extraction.extractor import Extractor
from tests.core.events.reading import read_whole

BEFORE = "Peruvian President Luis Rojas spoke first."
BETWEEN = "Ghanaian President Ama Boateng listened."
AFTER = "Chilean President Ana Soto left early."
TWO = "Kenyan President Joan Otieno met Ugandan President Paul Okello in Nairobi."
ONE = "Kenyan President Joan Otieno held talks in Nairobi."
NOBODY = "The talks lasted two hours."


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param(TWO, {"KEN": 0, "UGA": 0, "GHA": -1, "CHL": 1}, id="two here: those beside it"),
        pytest.param(ONE, {"KEN": 0, "GHA": -1, "CHL": 1, "PER": -2}, id="one here: one sentence further too"),
        pytest.param(NOBODY, {"GHA": -1, "CHL": 1, "PER": -2}, id="nobody here"),
    ],
)
def test_the_fewer_a_sentence_names_the_further_they_may_stand(
    sentence: str, expected: dict[str, int], extractor: Extractor
) -> None:
    assert _steps([BEFORE, BETWEEN, sentence, AFTER], 2, extractor) == expected


def test_those_whom_the_article_names_most_are_within_reach_of_a_sentence_that_names_nobody(
    extractor: Extractor,
) -> None:
    far = [BEFORE, "The hall was full.", "It rained in the hall.", "Doors of the hall stayed shut."]
    assert _steps([*far, NOBODY], 4, extractor) == {"PER": 9}
    assert "PER" not in _steps([*far, TWO], 4, extractor)


def _steps(sentences: list[str], number: int, extractor: Extractor) -> dict[str, int]:
    """Return how far from a sentence each country's actor stands, by what is within reach of its word for a meeting."""
    analysed = read_whole(Article(text="\n\n".join(sentences)), extractor)
    sent = analysed.sents[number]
    candidate = next(c for c in propose(sent, extractor.book) if c.type is EventType.MEETING)
    return {seen.actor.country or "": seen.step for seen in within_reach(candidate, sent, analysed)}
