import pytest

from schemas.article import Article
from schemas.facts import EventType
from streams.core.extraction.arguments.reports import Report
from streams.core.extraction.attributes.event_amount import amount_of, amount_options
from streams.core.extraction.events import propose
from streams.core.extraction.extractor import Extractor
from streams.core.extraction.learned.linear import LinearModel
from streams.core.extraction.sentences.analysed_article import AnalysedArticle
from streams.core.extraction.triggers.catalogue import RULES
from streams.core.extraction.triggers.rules import RuleBook
from tests.core.events.reading import read_whole

SIGNED = "Brazil and Chile signed a loan agreement in Santiago on Wednesday."
ANY_SUM = LinearModel(1.0, {"none": -5.0})
"""Takes the first sum that is an option."""


def read(extractor: Extractor, text: str, kind: EventType, title: str = "") -> tuple[Report, AnalysedArticle]:
    """Return a text's first candidate of a type as a report, and its article."""
    analysed = read_whole(Article(title=title, text=text), extractor)
    proposed = [(c, p) for p in analysed.sents for c in propose(p, RuleBook(RULES)) if c.type is kind]
    candidate, sent = proposed[0]
    return Report(candidate, sent, {}, 1.0, ()), analysed


@pytest.mark.parametrize(
    ("text", "title", "amounts"),
    [
        pytest.param(f"{SIGNED} The deal is worth $6 million.", "", [6e6], id="the deal in the next sentence"),
        pytest.param(f"{SIGNED} Chile's exports rose to $6 million.", "", [], id="another matter"),
        pytest.param(SIGNED, "Brazil lends Chile $6 million", [6e6], id="the title"),
        pytest.param(
            "Brazil and Chile signed a $9 million loan agreement. The deal follows one of $6 million.",
            "",
            [9e6],
            id="its own sum first",
        ),
        pytest.param(SIGNED, "", [], id="no sum"),
    ],
)
def test_an_agreement_is_priced_in_its_own_sentence_or_where_it_is_taken_up(
    text: str, title: str, amounts: list[float], extractor: Extractor
) -> None:
    report, analysed = read(extractor, text, EventType.AGREEMENT, title)
    assert [option.value.amount for option in amount_options([report], analysed)] == amounts


def test_a_sum_beside_a_meeting_is_not_its_own(extractor: Extractor) -> None:
    report, analysed = read(extractor, "The king met the envoy in Oslo, who pledged $6 million.", EventType.MEETING)
    assert amount_options([report], analysed)
    assert amount_of([report], analysed, ANY_SUM) is None


def test_a_sum_is_chosen_where_that_is_likelier_than_none(extractor: Extractor) -> None:
    report, analysed = read(extractor, f"{SIGNED} The deal is worth $6 million.", EventType.AGREEMENT)
    chosen = amount_of([report], analysed, ANY_SUM)
    assert chosen is not None
    assert (chosen.amount, chosen.currency) == (6e6, "USD")
