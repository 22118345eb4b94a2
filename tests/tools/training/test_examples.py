"""Examples are labelled by the words that tell events; what is fitted to them sees no others."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from schemas.article import Article
from streams.core.extraction.extractor import Extractor
from streams.core.extraction.learned import thresholds
from streams.core.text.document import make_document
from tests.core.events.reading import read_whole
from tools.training import stages
from tools.training.corpus import Labelled
from tools.training.examples import NONE, UNSURE, Example, make_example
from tools.training.judges import pairs_of

TEXT = """Norwegian Foreign Minister Espen Lund met Turkish Foreign Minister Kemal Aydin in Oslo on March 2.

Espen Lund will meet Kemal Aydin again in Ankara on April 5.

The meeting between Espen Lund and Kemal Aydin in Ankara will be held on April 5, officials said."""
FIRST, SECOND, LATER = TEXT.index("met "), TEXT.index("meet "), TEXT.index("meeting ")
"""The words that tell the two meetings, by their offsets."""
PEOPLE = [{"name": "Espen Lund", "country": "NOR"}, {"name": "Kemal Aydin", "country": "TUR"}]
MEETING: Mapping[str, Any] = {"type": "meeting", "actors": PEOPLE, "counterparts": [], "status": "happened"}


def example(
    extractor: Extractor,
    triggers: Mapping[int, tuple[int, ...]],
    text: str = TEXT,
    events: Sequence[Mapping[str, Any]] = (MEETING, MEETING),
) -> Example:
    labelled = Labelled(Article(text=text), "", tuple(events), (), triggers=triggers)
    analysed = read_whole(labelled.article, extractor)
    return make_example(labelled, analysed, extractor.book)


def labels(example: Example, kind: str = "meeting") -> dict[int, int]:
    """Return the label of the proposals of a type, by the offset of their word."""
    proposals = (p for p in example.proposals if p.candidate.type.value == kind)
    return {p.candidate.parse.tokens[p.candidate.trigger].start: p.label for p in proposals}


def test_a_word_reports_the_event_that_it_tells(extractor: Extractor) -> None:
    found = labels(example(extractor, {FIRST: (0,), SECOND: (1,), LATER: ()}))
    assert (found[FIRST], found[SECOND], found[LATER]) == (0, 1, UNSURE)
    assert labels(example(extractor, {FIRST: (0,), SECOND: (1,)}))[LATER] == NONE


def test_a_word_reports_no_event_of_another_type(extractor: Extractor) -> None:
    visit = {**MEETING, "type": "visit"}
    assert labels(example(extractor, {FIRST: (0,)}, events=(visit,)))[FIRST] == NONE


def test_of_several_destinations_each_is_its_own_visit(extractor: Extractor) -> None:
    text = "Norwegian Foreign Minister Espen Lund will visit Ghana and Kenya next week."
    visits = [{**MEETING, "type": "visit", "place": {"country": code, "city": None}} for code in ("KEN", "GHA")]
    found = example(extractor, {text.index("visit"): (0, 1)}, text, visits)
    by_place = {p.candidate.destination.country: p.label for p in found.proposals if p.candidate.destination}
    assert by_place == {"KEN": 0, "GHA": 1}


def test_pairs_are_of_words_that_tell_one_event_each(extractor: Extractor) -> None:
    plain = example(extractor, {FIRST: (0,), SECOND: (1,), LATER: (1,)})
    reports = stages.reports_in(plain, extractor.models.networks, thresholds.REPORT)
    pairs = list(pairs_of(plain, reports))
    assert sorted(same for _, _, same, _ in pairs) == [0, 0, 1]
    assert sum(weight for *_, weight in pairs) == pytest.approx(1.0)  # three reports, each in two pairs of a third
    both = example(extractor, {FIRST: (0,), SECOND: (1,), LATER: (0, 1)})
    assert [
        same for _, _, same, _ in pairs_of(both, stages.reports_in(both, extractor.models.networks, thresholds.REPORT))
    ] == [0]


def test_triage_learns_from_every_sentence_that_tells_and_from_none_that_may(extractor: Extractor) -> None:
    item = example(extractor, {FIRST: (0,), SECOND: (1,), LATER: ()}).labelled
    triage_labels = stages.triage_labels(item, make_document(item.article))
    assert (triage_labels.sure, triage_labels.doubtful) == (frozenset({0, 1}), frozenset({2}))


def test_who_takes_part_is_not_learned_where_participants_are_not_annotated(extractor: Extractor) -> None:
    whole = example(extractor, {FIRST: (0,), SECOND: (1,), LATER: (1,)})
    bare = Example(replace(whole.labelled, participants=False), whole.analysed, whole.proposals)
    assert "meeting" in stages.fit_parts([whole]).heads
    assert not stages.fit_parts([bare]).heads
