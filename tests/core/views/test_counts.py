from datetime import date, timedelta
from itertools import permutations

import pytest

from schemas.count import Count
from schemas.facts import EventType
from streams.core.views.counts import CountView

DAY = date(2026, 1, 1)


def count(version: int = 1, events: int = 1, day: date | None = DAY, actor: str | None = None) -> Count:
    return Count(type=EventType.VISIT, actor=actor, day=day, events=events, mentions=events, version=version)


@pytest.mark.parametrize("order", list(permutations((1, 2, 3))), ids=str)
def test_the_highest_version_stays_whatever_the_order(order: tuple[int, ...]) -> None:
    view = CountView(limit=10)
    for version in (*order, *order):
        view.apply(count(version, events=version * 10))
    assert [each.events for each in view] == [30]


def test_cells_do_not_mix() -> None:
    view = CountView(limit=10)
    assert view.apply(count(actor="NOR"))
    assert view.apply(count(actor="GHA"))
    assert view.apply(count(day=None))
    assert not view.apply(count(day=None))
    assert len(view) == 3


def test_the_oldest_days_go_first_and_it_says_since_when_it_is_complete() -> None:
    view = CountView(limit=20)
    for n in range(100):
        view.apply(count(day=DAY + timedelta(days=n)))
        assert len(view) <= 22
    assert view.complete_since is not None
    days = {each.day for each in view}
    assert days == {DAY + timedelta(days=n) for n in range(100) if DAY + timedelta(days=n) >= view.complete_since}
    assert not view.apply(count(version=9))


def test_counts_without_a_day_are_never_dropped() -> None:
    view = CountView(limit=2)
    for n in range(9):
        view.apply(count(day=None, actor=f"A{n}"))
    assert len(view) == 9
    assert view.complete_since is None
