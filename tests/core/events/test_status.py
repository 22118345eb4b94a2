from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import cast

import pytest

from schemas.facts import EventType
from streams.core.extraction.arguments.reports import Report
from streams.core.extraction.attributes.status import is_cancelled, status_features
from streams.core.extraction.sentences.analysed_sentence import AnalysedSentence
from streams.core.extraction.syntax import clauses
from streams.core.extraction.syntax.parse import Parse

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
    predicate, dependency_path = clauses.predicate_of(parsed, trigger)
    candidate = SimpleNamespace(parse=parsed, trigger=trigger, predicate=predicate, dependency_path=dependency_path)
    return cast("Report", SimpleNamespace(candidate=candidate))


@pytest.mark.parametrize(("text", "word"), CANCELLED, ids=[text for text, _ in CANCELLED])
def test_what_somebody_called_off_is_cancelled(text: str, word: str, parse: Callable[[str], Parse]) -> None:
    assert is_cancelled(report(parse(text), word))


@pytest.mark.parametrize(("text", "word"), STANDING, ids=[text for text, _ in STANDING])
def test_what_is_only_asked_or_weighed_is_not(text: str, word: str, parse: Callable[[str], Parse]) -> None:
    assert not is_cancelled(report(parse(text), word))


SUNDAY = date(2026, 3, 8)
STATED = [
    ("They meet in Oslo on Monday.", "stated weekday in 1"),
    ("They meet in Oslo tomorrow.", "stated ahead"),
    ("They met in Oslo yesterday.", "stated behind"),
    ("They meet in Oslo today.", "stated now"),
    ("They met in Oslo on 2 March 2026.", "stated away=-3"),
    ("They meet in Oslo next month.", "stated month ahead"),
    ("They meet in Oslo this month.", "stated month now"),
    ("They met in Oslo in 2019.", "stated year behind"),
    ("They met in Oslo in 2025.", "stated year behind"),
    ("They meet in Oslo next year.", "stated year ahead"),
    ("They meet in Oslo on May 2.", "stated day of either year"),
    ("They meet in Oslo on 11 March 2026.", "stated away=3"),
    ("They meet in Oslo on 12 March 2026.", "stated away=3"),
    ("They met in Oslo on 5 March 2026.", "stated away=-3"),
    ("They met in Oslo on 6 March 2026.", "stated away=-2"),
    ("They are in Oslo on an ongoing visit.", "says ongoing"),
]


def told(parse: Callable[[str], Parse], text: str) -> Report:
    """Return as much of a report as the features of its status are made of."""
    sent = AnalysedSentence(0, parse(text), (), 1.0, published=SUNDAY)
    return cast("Report", SimpleNamespace(type=EventType.MEETING, features={}, frame=(), sent=sent))


@pytest.mark.parametrize(("text", "feature"), STATED, ids=[text for text, _ in STATED])
def test_a_status_is_judged_by_where_the_dates_of_every_report_lie(
    text: str, feature: str, parse: Callable[[str], Parse]
) -> None:
    one, other = told(parse, text), told(parse, "They talk.")
    assert {feature, f"meeting {feature}"} <= status_features([one, other], SUNDAY).keys()
    assert f"again {feature}" in status_features([other, one], SUNDAY)


def test_without_a_day_of_publication_no_date_says_anything(parse: Callable[[str], Parse]) -> None:
    assert not [n for n in status_features([told(parse, "They met in Oslo yesterday.")], None) if "stated" in n]
