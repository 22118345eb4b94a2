from collections.abc import Callable

import pytest

from streams.core.extraction import clauses
from streams.core.extraction.modality import assertions
from streams.core.extraction.model import Parse


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
