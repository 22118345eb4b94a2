"""A number's proof lists exactly what the number counts, with the sentence that each report quotes."""

from datetime import date
from typing import Any

import pytest

from schemas.facts import EventType
from schemas.sectors import Sector
from streams.core.proof import oracle, proving
from streams.core.proof.oracle import Placed
from streams.core.proof.proving import CellSelection
from streams.core.state.entry import CellTotal
from tests.core.state.building import MEETING, facts, mention

VISIT = facts("visit", "person Ishaq Dar/PAK", place="CHN", day="2024-05-10", sectors=(Sector.ENERGY,))
UNDATED = facts("visit", "person Ishaq Dar/PAK", place="KEN")
LOG = (
    Placed(mention(MEETING, "a", quote="They met."), 0, 0, "articles/3/1"),
    Placed(mention(MEETING, "b", "2024-05-10", quote="The two met."), 0, 1),
    Placed(mention(VISIT, "c", quote="He came."), 1, 0),
    Placed(mention(UNDATED, "d", quote="He was there."), 1, 1),
)


def selected(**choice: Any) -> list[tuple[str, int]]:  # noqa: ANN401
    return [(each.event.type.value, len(each.mentions)) for each in proving.prove(LOG, CellSelection(**choice))]


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        pytest.param({}, [("visit", 1), ("meeting", 2), ("visit", 1)], id="everything, undated first"),
        pytest.param({"actor": "CHN"}, [("meeting", 2)], id="an actor"),
        pytest.param({"sector": Sector.ENERGY}, [("meeting", 2), ("visit", 1)], id="a sector"),
        pytest.param({"types": frozenset({EventType.VISIT})}, [("visit", 1), ("visit", 1)], id="a type"),
        pytest.param({"since": date(2024, 5, 9)}, [("visit", 1)], id="from a day on, which undated ones have not"),
        pytest.param({"until": date(2024, 5, 8)}, [("meeting", 2)], id="until a day"),
        pytest.param({"actor": "FRA"}, [], id="an actor of nothing"),
    ],
)
def test_what_a_number_counts(choice: dict[str, Any], expected: list[tuple[str, int]]) -> None:
    assert selected(**choice) == expected


def test_every_cell_that_is_counted_is_proved() -> None:
    for cell, total in oracle.fold(LOG).counts.items():
        day = cell.day
        selection = CellSelection(frozenset({cell.type}), cell.sector, cell.actor, day, day)
        found = [each for each in proving.prove(LOG, selection) if each.event.date == day]
        assert proving.total(found) == total, cell


def test_a_report_comes_with_its_article_its_sentence_and_its_place_in_the_log() -> None:
    first, second = proving.prove(LOG, CellSelection(actor="CHN"))[0].mentions
    assert (first.mention.article.id, first.mention.evidence[0].text, first.cause) == ("a", "They met.", "articles/3/1")
    assert (second.partition, second.offset) == (0, 1)


def test_a_corrected_report_is_proved_by_its_newest_words_and_a_retracted_one_by_nothing() -> None:
    corrected = Placed(mention(MEETING, "a", version=(2, 1), quote="They met again."), 0, 2)
    gone = Placed(mention(MEETING, "b", "2024-05-10", version=(2, 1), op="retract"), 0, 3)
    (meeting,) = proving.prove((*LOG, corrected, gone), CellSelection(actor="CHN"))
    assert [each.mention.evidence[0].text for each in meeting.mentions] == ["They met again."]
    assert proving.total([meeting]) == CellTotal(events=1, mentions=1)


def test_a_late_older_revision_proves_nothing() -> None:
    late = Placed(mention(MEETING, "a", version=(0, 1), quote="They may meet."), 0, 2)
    (meeting,) = proving.prove((*LOG, late), CellSelection(actor="CHN"))
    assert meeting.mentions[0].mention.evidence[0].text == "They met."
