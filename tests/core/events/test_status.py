from collections.abc import Callable
from types import SimpleNamespace
from typing import cast

import pytest

from streams.core.extraction import clauses
from streams.core.extraction.model import Parse
from streams.core.extraction.reports import Report
from streams.core.extraction.status import is_cancelled

CANCELLED = [
    ("The king cancelled his visit to Oslo on Monday.", "visit"),
    ("The king has postponed a visit to Oslo.", "visit"),
    ("The summit was called off on Monday.", "summit"),
    ("The king called off the summit on Monday.", "summit"),
    ("The king decided to cancel the summit.", "summit"),
    ("The king will postpone the summit.", "summit"),
    ("The palace announced the cancellation of the visit.", "visit"),
    ("Norway mourned the cancelled summit.", "summit"),
]
STANDING = [
    ("The king met the envoy before the summit.", "summit"),
    ("Norway urged the king to cancel the summit.", "summit"),
    ("The king may cancel the summit.", "summit"),
    ("The king did not cancel the summit.", "summit"),
    ("The king must speak or cancel the summit.", "summit"),
    ("If the king cancels the summit, Norway will protest.", "summit"),
    ("The king called the summit a success.", "summit"),
    ("The king arrived for a summit after he cancelled the parade.", "summit"),
]


def report(parsed: Parse, word: str) -> Report:
    """Return as much of a report as its status looks at."""
    trigger = next(t.i for t in parsed.tokens if t.text == word)
    predicate, route = clauses.predicate_of(parsed, trigger)
    candidate = SimpleNamespace(parse=parsed, trigger=trigger, predicate=predicate, route=route)
    return cast("Report", SimpleNamespace(candidate=candidate))


@pytest.mark.parametrize(("text", "word"), CANCELLED, ids=[text for text, _ in CANCELLED])
def test_what_somebody_called_off_is_cancelled(text: str, word: str, parse: Callable[[str], Parse]) -> None:
    assert is_cancelled(report(parse(text), word))


@pytest.mark.parametrize(("text", "word"), STANDING, ids=[text for text, _ in STANDING])
def test_what_is_only_asked_or_weighed_is_not(text: str, word: str, parse: Callable[[str], Parse]) -> None:
    assert not is_cancelled(report(parse(text), word))
