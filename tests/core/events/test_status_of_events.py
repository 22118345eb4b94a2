"""The status of an event: what two models say, and what calls it off whatever they say."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import cast

import pytest

from schemas.article import Article
from schemas.facts import Status
from streams.core.extraction.arguments.reports import Report
from streams.core.extraction.attributes.status import status_features, status_of
from streams.core.extraction.events import propose
from streams.core.extraction.extractor import Extractor
from streams.core.extraction.learned.linear import Features
from streams.core.extraction.learned.models import Scorers
from tests.core.events.reading import read_whole

SUNDAY = date(2026, 3, 8)
Tell = Callable[..., list[Report]]


@pytest.fixture(scope="module")
def tell(extractor: Extractor) -> Tell:
    """Return a report for each word that is named, `sentence word`, of an article."""

    def of_text(text: str, *told: str, features: Features | None = None) -> list[Report]:
        analysed = read_whole(Article.model_validate({"text": text, "published_at": str(SUNDAY)}), extractor)
        found = []
        for number, word in (each.split() for each in told):
            sent = analysed.sents[int(number)]
            candidate = next(c for c in propose(sent, extractor.book) if c.parse.tokens[c.trigger].text == word)
            found.append(Report(candidate, sent, features or {}, 0.9, ()))
        return found

    return of_text


class Says:
    """A model that says one probability."""

    def __init__(self, probability: float) -> None:
        self.said = probability

    def probability(self, _features: Features) -> float:
        return self.said


def scorers(planned: float = 0.9, ongoing: float = 0.0) -> Scorers:
    return cast("Scorers", SimpleNamespace(planned=Says(planned), ongoing=Says(ongoing)))


@pytest.mark.parametrize(
    ("planned", "ongoing", "status"),
    [
        (0.4, 0.1, Status.PLANNED),
        (0.39, 0.1, Status.HAPPENED),
        (0.1, 0.4, Status.ONGOING),
        (0.39, 0.38, Status.HAPPENED),
        (0.6, 0.5, Status.PLANNED),
        (0.5, 0.6, Status.ONGOING),
        (0.5, 0.5, Status.PLANNED),
    ],
)
def test_an_event_happened_unless_something_else_is_likely(
    planned: float, ongoing: float, status: Status, tell: Tell
) -> None:
    reports = tell("The king met the envoy in Oslo.", "0 met")
    assert status_of(reports, SUNDAY, scorers(planned, ongoing)) is status


PLAN = "The Turkish and Greek ministers were due to hold talks in Athens on Friday. "
CALLED_OFF = [
    pytest.param(PLAN + "The meeting was postponed.", "1 meeting", True, id="in the next sentence"),
    pytest.param(PLAN + "Their talks were called off.", "1 talks", True, id="their talks"),
    pytest.param(PLAN + "The weather was bad. The meeting was postponed.", "2 meeting", False, id="a sentence later"),
    pytest.param(PLAN + "A meeting was postponed.", "1 meeting", False, id="a meeting, of which nothing is known"),
    pytest.param(PLAN + "The later meeting was postponed.", "1 meeting", False, id="a later one"),
    pytest.param(PLAN + "The meeting was short.", "1 meeting", False, id="what is only said to be short"),
    pytest.param(PLAN + "The meeting was not postponed.", "1 meeting", False, id="what was not called off"),
]


@pytest.mark.parametrize(("text", "again", "is_cancelled"), CALLED_OFF)
def test_a_report_calls_off_what_the_sentence_before_it_plans(
    text: str, again: str, is_cancelled: bool, tell: Tell
) -> None:
    plan, other = tell(text, "0 talks", again)
    expected = Status.CANCELLED if is_cancelled else Status.PLANNED
    assert status_of([plan, other], SUNDAY, scorers()) is expected
    assert status_of([plan, plan, other], SUNDAY, scorers()) is expected, "if any report does"
    assert status_of([plan], SUNDAY, scorers()) is Status.PLANNED


def test_what_was_held_is_not_called_off_by_a_later_sentence(tell: Tell) -> None:
    text = "The Turkish and Greek ministers held talks in Athens on Friday. The meeting was postponed."
    reports = tell(text, "0 talks", "1 meeting")
    assert status_of(reports, SUNDAY, scorers()) is Status.PLANNED


LATER = [
    pytest.param("The king was to visit Oslo, but the trip was called off.", "0 visit", True, id="the trip"),
    pytest.param("The king was to visit Oslo, but it was called off.", "0 visit", True, id="it"),
    pytest.param("The king was to visit Oslo, but he called off the trip.", "0 visit", True, id="the king does"),
    pytest.param("The king visited Oslo, but the trip was called off.", "0 visited", False, id="it was paid"),
    pytest.param("The trip was called off which the king was to make: to visit Oslo.", "0 visit", False, id="before"),
    pytest.param("The king was to visit Oslo, but a trip was called off.", "0 visit", False, id="a trip"),
    pytest.param("The king was to visit Oslo, but the long trip was called off.", "0 visit", False, id="the long trip"),
    pytest.param("The king was to visit Oslo, but the deal was called off.", "0 visit", False, id="something else"),
    pytest.param("The king was to visit Oslo after the trip was called off.", "0 visit", False, id="on the side"),
    pytest.param("The king was to visit Oslo, but the trip was put on.", "0 visit", False, id="on, not off"),
    pytest.param("The king was to visit Oslo, and they called the trip a success.", "0 visit", False, id="not off"),
    pytest.param("The king was to visit Oslo, but the trip may be called off.", "0 visit", False, id="it may be"),
    pytest.param("The king was to visit Oslo, but the trip was not called off.", "0 visit", False, id="it was not"),
    pytest.param("The king was to visit Oslo; if the trip is called off, he stays.", "0 visit", False, id="if it is"),
    pytest.param("A visit to Oslo was planned, but it was called off.", "0 visit", True, id="a visit was planned"),
    pytest.param("A visit to Oslo was praised, but it was called off.", "0 visit", False, id="a visit was praised"),
]


@pytest.mark.parametrize(("text", "word", "is_cancelled"), LATER)
def test_a_later_clause_calls_off_what_is_planned(text: str, word: str, is_cancelled: bool, tell: Tell) -> None:
    expected = Status.CANCELLED if is_cancelled else Status.PLANNED
    assert status_of(tell(text, word), SUNDAY, scorers()) is expected


CANCELS = [
    pytest.param("The king cancelled a visit to Oslo.", "0 visit", True, id="somebody cancels"),
    pytest.param("The cancelled visit to Oslo was praised.", "0 visit", True, id="a cancelled one"),
    pytest.param("The Cancelled visit to Oslo was praised.", "0 visit", True, id="with a capital"),
    pytest.param("The cancellation of the visit was praised.", "0 visit", True, id="its cancellation"),
    pytest.param("The Cancellation of the visit was praised.", "0 visit", True, id="its cancellation, with a capital"),
    pytest.param("The success of the visit was praised.", "0 visit", False, id="its success"),
    pytest.param("The cancellation after the visit was praised.", "0 visit", False, id="a cancellation after it"),
    pytest.param("The visit to Oslo was cancelled.", "0 visit", True, id="it was cancelled"),
    pytest.param("The visit to Oslo has been put off.", "0 visit", True, id="it was put off"),
    pytest.param("The king was forced to cancel a visit to Oslo.", "0 visit", True, id="forced to"),
    pytest.param("The king was asked to cancel a visit to Oslo.", "0 visit", False, id="asked to"),
    pytest.param("The king spoke of cancelling a visit to Oslo.", "0 visit", False, id="speaks of it"),
    pytest.param("The king decided on cancelling a visit to Oslo.", "0 visit", False, id="decides on it"),
    pytest.param("The king must go or cancel a visit to Oslo.", "0 visit", False, id="must go or cancel"),
    pytest.param("The king goes to sea and cancelled a visit to Oslo.", "0 visit", True, id="goes and cancelled"),
    pytest.param("The king cancelled a parade during a visit to Oslo.", "0 visit", False, id="a parade during it"),
    pytest.param("The king never cancelled a visit to Oslo.", "0 visit", False, id="never"),
    pytest.param("Unless the king cancels a visit to Oslo, they meet.", "0 visit", False, id="unless"),
]


@pytest.mark.parametrize(("text", "word", "is_cancelled"), CANCELS)
def test_what_somebody_cancels(text: str, word: str, is_cancelled: bool, tell: Tell) -> None:
    expected = Status.CANCELLED if is_cancelled else Status.PLANNED
    assert status_of(tell(text, word), SUNDAY, scorers()) is expected


def test_the_models_are_told_of_the_surest_report_and_of_what_the_others_add(tell: Tell) -> None:
    features = {"tense=VBD": 1.0, "lemma=meet": 0.5, "future": 1.0, "has=road": 1.0}
    surest, again = tell("They met today in Oslo. They meet tomorrow.", "0 met", "1 meet", features=features)
    alone, both = status_features([surest], SUNDAY), status_features([surest, again], SUNDAY)
    assert set(both.keys() - alone.keys()) == {
        "again tense=VBD", "again future", "again stated ahead", "again stated away=1", "again says tomorrow",
    }  # fmt: skip
    assert alone.keys() - features.keys() == {
        "type=meeting", "meeting tense=VBD", "meeting lemma=meet", "stated now", "meeting stated now", "stated away=0",
        "meeting stated away=0", "says today", "meeting says today",
    }  # fmt: skip
    assert (alone["lemma=meet"], alone["says today"]) == (0.5, 1.0)


def test_of_one_sentence_days_are_told_once(tell: Tell) -> None:
    surest, again = tell("They met today in Oslo and held talks.", "0 met", "0 talks")
    assert not [name for name in status_features([surest, again], SUNDAY) if name.startswith("again stated")]
    assert "again says today" in status_features([surest, again], SUNDAY)
