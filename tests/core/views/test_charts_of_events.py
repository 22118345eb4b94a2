"""Every number of a chart is the number of events that it leads to."""

from datetime import date, timedelta
from itertools import product

import pytest

from schemas.event import Event
from schemas.facts import EventType, Place
from schemas.sectors import Sector
from streams.core.views.matrix import LEVELS, matrix
from streams.core.views.routes import Route, routes
from streams.core.views.selection import Selection
from streams.core.views.timeline import MAX_PERIODS, Unit, timeline
from tests.core.views.event_states import event, party

EVENTS = [
    event("a", sectors=(Sector.ENERGY, Sector.HEALTH)),
    event("b", sectors=(Sector.ENERGY,), type=EventType.MEETING, actors=(party("NOR"), party("GHA"))),
    event("c", actors=(party("USA"), party("NOR"))),
    event("d", actors=(party("GHA"),)),
    event("e", date=None, actors=(party("UN"),)),
    event("f", date=date(2026, 3, 9), type=EventType.AGREEMENT, actors=(party("FJI"), party("TON"))),
    event("g", place=Place()),
]


def test_a_cell_of_the_matrix_counts_the_events_of_its_selection() -> None:
    made = matrix(EVENTS, actors=99)
    for sector, actor in product((None, *made.sectors), (None, *made.actors)):
        selection = Selection(sector=(sector,) if sector else (), actor=(actor,) if actor else ())
        assert made.cells[sector, actor] == len(selection.select(EVENTS)), (sector, actor)


def test_the_busiest_come_first_and_the_others_are_told() -> None:
    made = matrix(EVENTS, actors=2)
    assert made.actors == ("NOR", "GHA")
    assert made.others == 5 - 1
    assert made.sectors == (Sector.ENERGY, Sector.HEALTH)


@pytest.mark.parametrize(
    ("most", "levels"),
    [(2, {0: 0, 1: 1, 2: 2}), (10, {0: 0, 1: 1, 3: 2, 10: LEVELS}), (1_000, {1: 1, 201: 2, 1_000: LEVELS})],
)
def test_shades_grow_with_the_numbers(most: int, levels: dict[int, int]) -> None:
    made = matrix([event(f"e{n}", sectors=(Sector.ENERGY,)) for n in range(most)], actors=5)
    assert {number: made.level(number) for number in levels} == levels


def test_a_matrix_of_nothing_is_empty() -> None:
    assert matrix([], 5).actors == ()


def test_a_route_counts_the_events_of_its_selection() -> None:
    ranked = routes(EVENTS)
    assert ranked == [Route("NOR", "GHA", 2), Route("UN", "GHA", 1), Route("USA", "GHA", 1)]
    for route in ranked:
        assert len(Selection(visitor=(route.visitor,), visited=route.visited).select(EVENTS)) == route.visits


def test_a_period_counts_the_events_of_its_days() -> None:
    laid = timeline(EVENTS)
    assert (laid.unit, laid.undated, laid.earlier, len(laid.periods)) == (Unit.DAY, 1, 0, 7)
    for period in laid.periods:
        selection = Selection(since=period.first, until=period.last)
        assert period.events.total() == len(selection.select(EVENTS))


@pytest.mark.parametrize(
    ("days", "unit"),
    [
        (1, Unit.DAY),
        (MAX_PERIODS, Unit.DAY),
        (MAX_PERIODS + 1, Unit.WEEK),
        (7 * MAX_PERIODS + 8, Unit.MONTH),
        (1_600, Unit.YEAR),
        (36_500, Unit.YEAR),
    ],
)
def test_the_unit_fits_the_span(days: int, unit: Unit) -> None:
    first = date(1999, 12, 27)
    events = [event("a", date=first), event("b", date=first + timedelta(days=days - 1))]
    laid = timeline(events)
    assert laid.unit is unit
    assert len(laid.periods) <= MAX_PERIODS
    assert sum(period.events.total() for period in laid.periods) + laid.earlier == 2
    for one, two in zip(laid.periods, laid.periods[1:], strict=False):
        assert two.first == one.last + timedelta(days=1)


@pytest.mark.parametrize("day", [date.min, date.max, date(9999, 1, 1), date(1, 1, 9)], ids=str)
def test_no_day_is_too_far_away(day: date) -> None:
    laid = timeline([event("a", date=day), event("b", date=date(2026, 1, 1))])
    assert sum(period.events.total() for period in laid.periods) + laid.earlier == 2
    alone: list[Event] = [event("a", date=day)]
    assert timeline(alone).periods[0].events.total() == 1
