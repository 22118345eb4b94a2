from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from schemas.facts import EventType, Place, Status
from schemas.sectors import Sector
from streams.core.views.selection import Selection
from tests.core.views.event_states import event, party

PLANNED = event(status=Status.PLANNED, sectors=(Sector.ENERGY, Sector.HEALTH), recipients=(party("GHA"),))


@pytest.mark.parametrize(
    ("filters", "admitted"),
    [
        pytest.param({}, True, id="nothing asked for"),
        pytest.param({"type": ["visit"]}, True, id="its type"),
        pytest.param({"type": ["meeting", "visit"]}, True, id="any of the types"),
        pytest.param({"type": ["meeting"]}, False, id="another type"),
        pytest.param({"status": ["planned"]}, True, id="its status"),
        pytest.param({"status": ["happened"]}, False, id="another status"),
        pytest.param({"sector": ["energy", "health"]}, True, id="all of the sectors"),
        pytest.param({"sector": ["energy", "trade"]}, False, id="one sector that it has not"),
        pytest.param({"actor": ["NOR"]}, True, id="who acts"),
        pytest.param({"actor": ["NOR", "GHA"]}, True, id="who acts and who receives"),
        pytest.param({"actor": ["NOR", "USA"]}, False, id="one who has no part"),
        pytest.param({"since": "2026-03-03", "until": "2026-03-03"}, True, id="its day"),
        pytest.param({"since": "2026-03-04"}, False, id="later days"),
        pytest.param({"until": "2026-03-02"}, False, id="earlier days"),
        pytest.param({"undated": True}, False, id="events without a day"),
        pytest.param({"min_confidence": 0.9}, True, id="just sure enough"),
        pytest.param({"min_confidence": 0.91}, False, id="not sure enough"),
        pytest.param({"visitor": ["NOR"], "visited": "GHA"}, True, id="its route"),
        pytest.param({"visitor": ["GHA"]}, False, id="the host is no visitor"),
        pytest.param({"visited": "NOR"}, False, id="another destination"),
    ],
)
def test_what_is_asked_for_is_admitted(filters: dict[str, Any], admitted: bool) -> None:
    assert Selection(**filters).admits(PLANNED) is admitted


def test_an_event_without_a_day_is_found_only_where_no_day_is_asked_for() -> None:
    undated = event(date=None)
    assert Selection().admits(undated)
    assert Selection(undated=True).admits(undated)
    assert not Selection(since=date(2000, 1, 1)).admits(undated)


def test_only_visits_have_routes() -> None:
    assert not Selection(visited="GHA").admits(event(type=EventType.MEETING, place=Place(country="GHA")))


@pytest.mark.parametrize(
    "filters",
    [
        {"type": ["war"]},
        {"actor": ["<script>"]},
        {"actor": ["X" * 31]},
        {"since": "2026-02-30"},
        {"since": "2026-02-02", "until": "2026-02-01"},
        {"min_confidence": 2},
        {"min_confidence": "nan"},
        {"sector": ["energy"] * 26},
        {"colour": "red"},
    ],
    ids=str,
)
def test_what_makes_no_sense_is_refused(filters: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Selection(**filters)


def test_its_pairs_say_it_all() -> None:
    selection = Selection(
        type=(EventType.VISIT,), actor=("NOR", "GHA"), since=date(2026, 1, 1), undated=True, min_confidence=0.75
    )
    assert selection.pairs() == [
        ("type", "visit"),
        ("actor", "NOR"),
        ("actor", "GHA"),
        ("since", "2026-01-01"),
        ("undated", "true"),
        ("min_confidence", "0.75"),
    ]


def test_narrowing_asks_for_more_and_never_for_less() -> None:
    wide = Selection(actor=("NOR",), since=date(2026, 1, 10), until=date(2026, 1, 20))
    narrow = wide.narrowed(actor=("GHA", "NOR"), since=date(2026, 1, 1), until=date(2026, 1, 15))
    assert (narrow.actor, narrow.since, narrow.until) == (("NOR", "GHA"), date(2026, 1, 10), date(2026, 1, 15))


def test_a_filter_and_a_value_can_be_taken_away() -> None:
    selection = Selection(actor=("NOR", "GHA"), visited="GHA")
    assert selection.without("actor", "NOR").actor == ("GHA",)
    assert selection.without("visited", "GHA").visited is None
