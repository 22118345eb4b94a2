from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.event import Event, EventOperation
from streams.core.views.events import EventView, RecordOrigin
from tests.core.views.event_states import event

ORIGIN = RecordOrigin("visits", 0, 0, 0)
DAY = date(2026, 1, 1)


def reported(n: int, version: int = 1) -> Event:
    """Event number n, first reported on the n-th day."""
    day = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=n)
    return event(f"e{n:03}", version, date=day.date(), first_reported_at=day)


@pytest.mark.parametrize("order", list(permutations((1, 2, 3))), ids=str)
def test_the_highest_version_stays_whatever_the_order(order: tuple[int, ...]) -> None:
    view = EventView(limit=10)
    for version in (*order, *order):
        view.apply(event(version=version), ORIGIN)
    (kept,) = view
    assert kept.event.version == 3


def test_a_repeat_changes_nothing() -> None:
    view = EventView(limit=10)
    assert view.apply(event(), ORIGIN) is not None
    assert view.apply(event(), ORIGIN) is None
    assert view.arrivals == 1


def test_a_late_record_does_not_bring_back_what_is_gone() -> None:
    view = EventView(limit=10)
    view.apply(event(version=5, op=EventOperation.GONE, mentions=()), ORIGIN)
    assert view.apply(event(version=4), ORIGIN) is None
    (kept,) = view
    assert not kept.stands


def test_the_newest_are_kept_and_memory_is_bounded() -> None:
    view = EventView(limit=100)
    for n in range(1_000):
        view.apply(reported(n), ORIGIN)
        assert len(view) <= 110
    kept = {shown.event.event_id for shown in view}
    assert {f"e{n:03}" for n in range(900, 1_000)} <= kept
    assert view.horizon is not None


def test_what_is_beyond_the_horizon_stays_out() -> None:
    view = EventView(limit=100)
    for n in range(200):
        view.apply(reported(n), ORIGIN)
    assert view.apply(reported(3, version=9), ORIGIN) is None
    assert view.apply(reported(500), ORIGIN) is not None


def test_an_event_without_a_day_is_as_old_as_its_first_report() -> None:
    view = EventView(limit=10)
    shown = view.apply(event(date=None, first_reported_at=datetime(2026, 3, 4, tzinfo=UTC)), ORIGIN)
    assert shown is not None
    assert shown.age[0] == date(2026, 3, 4)


@given(st.permutations([(n, version) for n in range(40) for version in (1, 2)]))
def test_every_order_ends_with_the_same_newest_events(records: list[tuple[int, int]]) -> None:
    view = EventView(limit=20)
    for n, version in records:
        view.apply(reported(n, version), ORIGIN)
    newest = {shown.event.event_id: shown.event.version for shown in view}
    assert {f"e{n:03}": 2 for n in range(20, 40)}.items() <= newest.items()
