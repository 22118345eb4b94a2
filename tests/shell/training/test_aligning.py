from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from schemas.article import Article
from streams.core.extraction.extractor import Extractor
from streams.core.extraction.finding import FLOOR
from streams.core.extraction.linear import LinearModel
from streams.core.text.document import make_document
from streams.shell.training import stages
from streams.shell.training.aligning import in_doubt, pairs_of, settle
from streams.shell.training.corpus import Labelled
from streams.shell.training.examples import UNSURE, Example, make_example

TEXT = """Norwegian Foreign Minister Espen Lund met Turkish Foreign Minister Kemal Aydin in Oslo on March 2.

Espen Lund will meet Kemal Aydin again in Ankara on April 5.

The meeting between Espen Lund and Kemal Aydin in Ankara will be held on April 5, officials said."""
FIRST, SECOND, LATER = 0, 1, 2
"""The sentences, by their position."""


def meeting(cue: str) -> dict[str, Any]:
    people = [{"name": "Espen Lund", "country": "NOR"}, {"name": "Kemal Aydin", "country": "TUR"}]
    return {"type": "meeting", "actors": people, "counterparts": [], "cue": cue, "status": "happened"}


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor.load()


@pytest.fixture
def example(extractor: Extractor) -> Example:
    """Two meetings of the same parties, and a sentence that tells of one of them once more."""
    labelled = Labelled(
        Article(text=TEXT), "", (meeting("Norwegian Foreign Minister Espen"), meeting("Espen Lund will meet")), ()
    )
    story = extractor.stories_of([(make_document(labelled.article), (FIRST, SECOND, LATER))])[0]
    return make_example(labelled, story, extractor.book)


def labels(example: Example, sentence: int) -> set[int]:
    return {
        p.label for p in example.proposals if p.passage.parse.index == sentence and p.candidate.type.value == "meeting"
    }


def label(example: Example, sentence: int, event: int) -> None:
    for p in example.proposals:
        if p.passage.parse.index == sentence and p.candidate.type.value == "meeting":
            p.label = event


def same_in_one_city() -> Mapping[str, LinearModel]:
    """A judge by place alone."""
    return {"same.meeting": LinearModel(-2.0, {"places=equal": 4.0})}


def test_a_sentence_that_may_tell_either_of_two_like_events_goes_to_the_one_that_it_fits(
    example: Example, extractor: Extractor
) -> None:
    label(example, LATER, 0)  # the first of equals, as parties alone would have it
    reports = stages.reports_in(example, extractor.models, FLOOR)
    assert {tuple(events) for events in in_doubt(example).values()} == {(0, 1)}
    settle(example, reports, same_in_one_city())
    assert (labels(example, FIRST), labels(example, SECOND), labels(example, LATER)) == ({0}, {1}, {1})


def test_pairs_leave_out_what_is_in_doubt(example: Example, extractor: Extractor) -> None:
    label(example, LATER, 1)
    reports = stages.reports_in(example, extractor.models, FLOOR)
    plain, everything = pairs_of(example, reports, plain=True), pairs_of(example, reports)
    assert [same for _, _, same in plain] == [0]
    assert sorted(same for _, _, same in everything) == [0, 0, 1]


def test_made_up_articles_give_no_pairs(example: Example, extractor: Extractor) -> None:
    reports = stages.reports_in(example, extractor.models, FLOOR)
    assert pairs_of(example, reports)
    example.labelled = replace(example.labelled, invented=True)
    assert pairs_of(example, reports) == []


def test_triage_learns_from_every_sentence_that_tells_and_from_none_that_may(example: Example) -> None:
    label(example, LATER, UNSURE)
    _, telling, doubtful = stages.told(example)
    assert (telling, doubtful) == ({FIRST, SECOND}, {LATER})
    label(example, LATER, 1)
    _, telling, doubtful = stages.told(example)
    assert (telling, doubtful) == ({FIRST, SECOND, LATER}, frozenset())


def test_who_takes_part_is_not_learned_where_participants_are_not_annotated(example: Example) -> None:
    complete = stages.fit_parts([example])["part.meeting"]
    bare = Example(
        Labelled(example.labelled.article, "", example.labelled.events, (), participants=False),
        example.story,
        example.proposals,
    )
    assert complete.bias > stages.fit_parts([bare])["part.meeting"].bias
