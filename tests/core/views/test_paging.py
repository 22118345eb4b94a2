from datetime import date, timedelta

import pytest

from schemas.event import Event
from streams.core.views.paging import newest_first, page
from tests.core.views.event_states import event

DAY = date(2026, 1, 1)
EVENTS = [event(f"e{n}", date=DAY + timedelta(days=n // 3) if n % 7 else None) for n in range(40)]


def test_pages_join_to_everything_newest_first() -> None:
    cursor: str | None = None
    seen: list[Event] = []
    while True:
        found = page(EVENTS, 7, cursor)
        assert found.total == len(EVENTS)
        seen += found.events
        cursor = found.next
        if cursor is None:
            break
    assert seen == newest_first(EVENTS)
    days = [each.date for each in seen if each.date is not None]
    assert [each.date for each in seen] == [*days, *[None] * 6]
    assert days == sorted(days, reverse=True)


def test_what_arrives_meanwhile_shifts_nothing() -> None:
    first = page(EVENTS, 10, None)
    later = [event("new", date=date(2027, 1, 1)), *EVENTS]
    second = page(later, 10, first.next)
    assert second.events == page(EVENTS, 10, first.next).events


@pytest.mark.parametrize("cursor", ["x", "1", "1.", "-1.e", "9" * 9 + ".e", "1.é", "1." + "e" * 200])
def test_a_cursor_of_others_is_refused(cursor: str) -> None:
    with pytest.raises(ValueError, match="cursor"):
        page(EVENTS, 10, cursor)


def test_a_whole_page_at_the_end_has_no_next() -> None:
    assert page(EVENTS, len(EVENTS), None).next is None
