"""What the model of an event's confidence is told: how much its article tells, of it and of others."""

from math import log

import pytest

from schemas.article import Article
from schemas.facts import Actor, ActorKind
from streams.core.extraction.arguments.reports import Report
from streams.core.extraction.events import propose
from streams.core.extraction.extractor import Extractor
from streams.core.extraction.learned import thresholds
from streams.core.extraction.merging.assignment import Assignment, EventCandidate, assign_participants
from streams.core.extraction.merging.clustering import SameEventScorer
from streams.core.extraction.merging.confidence import (
    COUNTED,
    confidences_of,
    event_features,
    threshold_of,
)
from streams.core.text.document import make_document

TEXT = (
    "Kenyan President William Ruto met Ugandan President Yoweri Museveni in Kampala on Monday.\n\n"
    "Kenya and Uganda signed an agreement on roads in Kampala on Monday."
)


@pytest.fixture(scope="module")
def event_candidates(extractor: Extractor) -> list[EventCandidate]:
    """Return one meeting and one agreement, of probabilities 0.9 and 0.6, with nobody taking part."""
    document = make_document(Article(text=TEXT))
    analysed = extractor.analyse_picked([(document, {0: 0.8, 1: 0.2})])[0]
    wanted = [("meeting", 0.9), ("agreement", 0.6)]
    reports = [
        Report(candidate, sent, {}, probability, ())
        for sent, (kind, probability) in zip(analysed.sents, wanted, strict=True)
        for candidate in propose(sent, extractor.book)
        if candidate.type.value == kind
    ][:2]
    return assign_participants([(report,) for report in reports], analysed, extractor.models.scorers.party)


def test_counts_tell_of_the_event_and_of_the_others(
    event_candidates: list[EventCandidate], extractor: Extractor
) -> None:
    found = event_features(event_candidates[1], event_candidates, 9, SameEventScorer(extractor.models.scorers.same))
    counts = {name.removeprefix(COUNTED): value for name, value in found.items() if name.startswith(COUNTED)}
    assert counts["agreement"] == 1.0
    assert counts["reports"] == 1
    assert counts["surest report"] == counts["second event"] == counts["sum of the type"] == 0.6
    assert counts["second report"] == 0.0
    assert counts["first sentence"] == 1
    assert (counts["events"], counts["events of the type"], counts["surest event"]) == (2, 1, 0.9)
    assert counts["sum of events"] == pytest.approx(1.5)
    assert counts["mean of events"] == pytest.approx(0.75)
    assert counts["chance of the sentence"] == counts["best chance of its sentences"] == pytest.approx(log(0.25))
    assert counts["best chance of all"] == pytest.approx(log(4.0))
    assert counts["sum of chances"] == pytest.approx(1.0)


def test_confidence_is_a_probability_to_three_digits(
    event_candidates: list[EventCandidate], extractor: Extractor
) -> None:
    kenya = Actor(name="Kenya", kind=ActorKind.GOVERNMENT, country="KEN")
    acting = [(group, Assignment((kenya,), ())) for group, _ in event_candidates]
    scorers = extractor.models.scorers
    for sure in confidences_of(acting, 9, scorers.event, SameEventScorer(scorers.same)):
        assert sure is not None
        assert 0.0 < sure < 1.0
        assert sure == round(sure, 3)


def test_where_nobody_acts_nothing_is_said(event_candidates: list[EventCandidate], extractor: Extractor) -> None:
    scorers = extractor.models.scorers
    assert confidences_of(event_candidates, 9, scorers.event, SameEventScorer(scorers.same)) == [None, None]


@pytest.mark.parametrize(
    ("confidences", "threshold"),
    [
        pytest.param([0.47, None, thresholds.SUREST_EVENT], thresholds.EVENT, id="one is as likely as not"),
        pytest.param([0.47, None, 0.49], thresholds.SUREST_EVENT, id="none is"),
        pytest.param([None], thresholds.SUREST_EVENT, id="nobody acts"),
        pytest.param([], thresholds.SUREST_EVENT, id="nothing is told"),
    ],
)
def test_the_surest_event_says_from_where_on_others_are_reported(
    confidences: list[float | None], threshold: float
) -> None:
    assert threshold_of(confidences) == threshold
