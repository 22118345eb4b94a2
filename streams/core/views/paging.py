"""Pages of events, newest day first, by a cursor: what arrives meanwhile moves nothing from one page to another."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import nsmallest

from schemas.event import Event

MAX_CURSOR = 120
_CURSOR = re.compile(r"(\d{1,7})\.([\x21-\x7e]{1,100})")

Order = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Page:
    """Some events and where the next page begins."""

    events: tuple[Event, ...]
    next: str | None
    """The cursor of the next page; None at the end."""
    total: int
    """Events on all pages."""


def page(events: Sequence[Event], limit: int, cursor: str | None) -> Page:
    """Return up to `limit` events after `cursor`. Raises ValueError if the cursor is none of ours."""
    after = _read(cursor) if cursor else None
    rest: Iterable[Event] = events if after is None else (event for event in events if _order(event) > after)
    found = nsmallest(limit + 1, rest, key=_order)
    shown = tuple(found[:limit])
    return Page(shown, _write(shown[-1]) if len(found) > limit else None, len(events))


def newest_first(events: Iterable[Event]) -> list[Event]:
    """Return all events in the order of the pages."""
    return sorted(events, key=_order)


def _order(event: Event) -> Order:
    """Newest day first, events without a day last, then by id."""
    return date.max.toordinal() - (event.date or date.min).toordinal(), event.event_id


def _write(event: Event) -> str:
    day, name = _order(event)
    return f"{day}.{name}"


def _read(cursor: str) -> Order:
    found = _CURSOR.fullmatch(cursor)
    if not found:
        raise ValueError("cursor: not one that this service gave")
    return int(found[1]), found[2]
