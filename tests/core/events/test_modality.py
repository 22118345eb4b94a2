from collections.abc import Callable

import pytest

from streams.core.extraction.model import Finding
from streams.core.extraction.sentences.modality import assertions
from streams.core.extraction.syntax import clauses
from streams.core.extraction.syntax.parse import Parse


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The king visited Oslo.", "visited", "assertion=plain"),
        ("The king will visit Oslo.", "visit", "future"),
        ("The king did not visit Oslo.", "visit", "no"),
        ("The king may visit Oslo.", "visit", "hypothetical"),
        ("The king hopes to visit Oslo.", "visit", "wish"),
        ("The king plans to visit Oslo.", "visit", "plan"),
        ("Norway urged the king to visit Oslo.", "visit", "request"),
        ("The palace denied a visit to Oslo.", "visit", "deny"),
        ("If the king visits Oslo, crowds will come.", "visits", "condition"),
    ],
)
def test_assertions(text: str, word: str, expected: str, parse: Callable[[str], Parse]) -> None:
    parsed = parse(text)
    trigger = next(t.i for t in parsed.tokens if t.text == word)
    predicate = trigger if clauses.is_verb(parsed, trigger) else clauses.predicate_of(parsed, trigger)[0]
    assert expected in set(assertions(parsed, trigger, predicate))


NONE = [
    "No meeting between Greek Prime Minister Stavros Lambra and Turkish President Kemal Ozturk was planned, he said.",
    "There have been no talks between Chad and Niger since May.",
    "No agreement between Chad and Niger was signed in Niamey on Monday.",
    "Norway made no pledge of aid to Malawi on Monday.",
]


@pytest.mark.parametrize("text", NONE)
def test_what_there_is_none_of_is_no_event(text: str, find: Callable[..., tuple[Finding, ...]]) -> None:
    assert find(text) == ()


def test_what_else_the_sentence_tells_stays(find: Callable[..., tuple[Finding, ...]]) -> None:
    text = "No agreement was signed when Chilean President Ignacio Fuenza met Peruvian President Rosa Quispe in Lima."
    assert [f.type.value for f in find(text)] == ["meeting"]
