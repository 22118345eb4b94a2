"""Which sentences assert an event, and which only name one."""

from collections.abc import Callable

import pytest

from schemas.article import Article
from streams.core.explanation.explain import explain
from streams.core.explanation.values import Verdict
from streams.core.extraction.extractor import Extractor
from streams.core.extraction.sentences.assertion import unasserted
from streams.core.extraction.syntax.parse import Parse
from streams.core.extraction.triggers.catalogue import RULES
from streams.core.extraction.triggers.rules import RuleBook
from tests.core.events.assertion_frames import ALONE, INSIDE, frames, given_events

BOOK = RuleBook(RULES)
FRAMES = frames()

NOT_ASSERTED = [
    ("The king may visit Oslo.", "visit", "possible"),
    ("The king may agree to visit Oslo.", "visit", "possible"),
    ("The king may travel to Bergen and visit Oslo.", "visit", "possible"),
    ("Talks between Peru and Chile could take place in Lima.", "Talks", "possible"),
    ("A meeting of the two presidents is unlikely.", "meeting", "possible"),
    ("It is unlikely that the king visited Oslo.", "visited", "possible"),
    ("They spoke of a possible visit to Oslo.", "visit", "possible"),
    ("They spoke of the possibility of a series of talks.", "talks", "possible"),
    ("The king hopes to visit Oslo.", "visit", "wished"),
    ("The king wants talks with Chile.", "talks", "wished"),
    ("The king urged Peru to visit Oslo.", "visit", "requested"),
    ("The king urged Peru to sign.", "urged", "requested"),
    ("The king asked for talks with Chile.", "talks", "requested"),
    ("The request for a meeting came from Chile.", "meeting", "requested"),
    ("The king offered to visit Oslo.", "visit", "offered"),
    ("The king is ready to visit Oslo.", "visit", "offered"),
    ("The king invited Chile's president to talks.", "talks", "offered"),
    ("The king invited Chile's president for dinner.", "invited", "offered"),
    ("Peru rejected an offer of talks.", "talks", "offered"),
    ("The king refused to visit Oslo.", "visit", "denied"),
    ("The king denied that he had visited Oslo.", "visited", "denied"),
    ("Talks with Chile were rejected by the king.", "Talks", "denied"),
    ("The king walked out of talks with Chile.", "talks", "denied"),
    ("The king did not visit Oslo.", "visit", "negated"),
    ("The king has yet to visit Oslo.", "visit", "negated"),
    ("The king has no plans to visit Oslo.", "visit", "negated"),
    ("No talks were held.", "talks", "negated"),
    ("Norway made no pledge of aid to Chile.", "aid", "negated"),
    ("The king announced that Norway will not lift the tariffs.", "announced", "negated"),
    ("If the king visits Oslo, crowds will come.", "visits", "conditional"),
    ("The king would visit Oslo if the war ended.", "visit", "conditional"),
    ("It is not clear whether the king will visit Oslo.", "visit", "conditional"),
    ("The king reportedly visited Oslo.", "visited", "hearsay"),
    ("There is speculation that the king will visit Oslo.", "visit", "hearsay"),
    ("Peru accused Chile of violating the agreement signed in May.", "signed", "hearsay"),
    ("Peru summoned the ambassador of Chile.", "summoned", "summons"),
]

ASSERTED = [
    ("The king visited Oslo.", "visited"),
    ("The king will visit Oslo.", "visit"),
    ("The king plans to visit Oslo.", "visit"),
    ("The king agreed to visit Oslo.", "visit"),
    ("The king said that he would visit Oslo.", "visit"),
    ("The king accepted an invitation to visit Oslo.", "visit"),
    ("The king did not fail to visit Oslo.", "visit"),
    ("The king not only visited Oslo but stayed.", "visited"),
    ("The king denied it after he visited Oslo.", "visited"),
    ("The king may be tired, but he visited Oslo.", "visited"),
    ("The king hopes for peace after talks with Chile.", "talks"),
    ("The king, who wants peace, visited Oslo.", "visited"),
    ("Talks between Peru and Chile could lead to a deal.", "Talks"),
    ("Peru rejected the agreement signed in May.", "signed"),
    ("The king visited Oslo and may return.", "visited"),
    ("The king held talks with Chile.", "talks"),
    ("The king hoped that the visit would be a success.", "visit"),
    ("The king, who requested the meeting with Chile, smiled.", "meeting"),
    ("Asked what she discussed with the king, the minister smiled.", "discussed"),
    ("Norway will offer farmers subsidies of 4 million kroner.", "subsidies"),
    ("Norway promised all possible assistance to Chile.", "assistance"),
    ("The leaders reaffirmed their desire to continue their work.", "continue"),
    ("The king was glad to be able to visit Oslo.", "visit"),
]


def reason(parse: Parse, word: str) -> str | None:
    (told,) = {unasserted(each) for each in BOOK.candidates(parse) if parse.tokens[each.trigger].text == word}
    return told


@pytest.mark.parametrize(("text", "word", "expected"), NOT_ASSERTED)
def test_what_keeps_a_sentence_from_asserting(
    text: str, word: str, expected: str, parse: Callable[[str], Parse]
) -> None:
    assert reason(parse(text), word) == expected


@pytest.mark.parametrize(("text", "word"), ASSERTED)
def test_an_asserted_event_stays(text: str, word: str, parse: Callable[[str], Parse]) -> None:
    assert reason(parse(text), word) is None


def test_what_is_not_asserted_gives_no_event_in_any_article(extractor: Extractor) -> None:
    counts = given_events(extractor, [frame for frame in FRAMES if frame.type is None])
    assert len(counts) > 2 * 40
    assert {(frame.sentence, where): n for (frame, where), n in counts.items() if n > 1} == {}


@pytest.mark.parametrize("where", [ALONE, INSIDE])
def test_what_is_asserted_gives_its_event(where: str, extractor: Extractor) -> None:
    counts = given_events(extractor, [frame for frame in FRAMES if frame.type])
    present = [n for (_, place), n in counts.items() if place == where]
    assert sum(present) >= 0.9 * 10 * len(present)


def test_a_later_sentence_asserts_the_event(extractor: Extractor) -> None:
    text = "Kenyan President Peter Wafula said he may visit Peru. On Monday he arrived in Lima on a two-day visit."
    article = Article.model_validate({"text": text, "published_at": "2026-03-12T12:00:00Z"})
    (found,) = extractor.extract([article])[0].findings
    assert [evidence.text[:9] for evidence in found.evidence] == ["On Monday"]


def test_an_explanation_says_what_is_not_asserted(extractor: Extractor) -> None:
    text = "Kenyan President Peter Wafula reportedly met Peruvian President Rodrigo Salcedo in Lima on Monday."
    (trace,) = extractor.trace([Article(text=text)])
    (sentence,) = explain(trace, extractor.book, extractor.models).sentences
    (met,) = (each for each in sentence.candidates if each.word == "met")
    assert (met.verdict, met.unasserted) == (Verdict.UNASSERTED, "hearsay")
