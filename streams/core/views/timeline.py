"""Events by period and type."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from enum import StrEnum
from itertools import islice, takewhile

from schemas.event import Event
from schemas.facts import EventType

MAX_PERIODS = 48
"""Most periods of a timeline: what still reads on a telephone."""


class Unit(StrEnum):
    """The length of a period."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Period:
    """One period; both days are part of it."""

    first: date
    last: date
    events: Counter[EventType]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Periods without gaps, oldest first."""

    unit: Unit
    periods: tuple[Period, ...]
    undated: int
    """Events without a day."""
    earlier: int
    """Events of days before the first period, for there are more periods than fit."""


def timeline(events: Sequence[Event]) -> Timeline:
    """Count events by type in the shortest periods that all fit, in years if none do."""
    days = sorted(event.date for event in events if event.date)
    undated = len(events) - len(days)
    if not days:
        return Timeline(Unit.DAY, (), undated, 0)
    unit = next((each for each in Unit if _fits(days[0], days[-1], each)), Unit.YEAR)
    periods = list(_walk(days[0], days[-1], unit))[-MAX_PERIODS:]
    counted = _count(events, unit)
    laid = tuple(
        Period(first, _next(first, unit) - timedelta(days=1), counted.get(first, Counter())) for first in periods
    )
    earlier = sum(1 for _ in takewhile(lambda day: day < periods[0], days))
    return Timeline(unit, laid, undated, earlier)


def _count(events: Iterable[Event], unit: Unit) -> dict[date, Counter[EventType]]:
    counted: dict[date, Counter[EventType]] = {}
    for event in events:
        if event.date:
            counted.setdefault(_first(event.date, unit), Counter())[event.type] += 1
    return counted


def _fits(oldest: date, newest: date, unit: Unit) -> bool:
    return sum(1 for _ in islice(_walk(oldest, newest, unit), MAX_PERIODS + 1)) <= MAX_PERIODS


def _walk(oldest: date, newest: date, unit: Unit) -> Iterator[date]:
    first = _first(oldest, unit)
    while first <= newest:
        yield first
        if first.year == MAXYEAR:
            return
        first = _next(first, unit)


def _first(day: date, unit: Unit) -> date:
    """Return the first day of the period that a day is in; weeks begin on Monday (ISO 8601)."""
    match unit:
        case Unit.DAY:
            return day
        case Unit.WEEK:
            return day - timedelta(days=min(day.weekday(), (day - date.min).days))
        case Unit.MONTH:
            return day.replace(day=1)
        case Unit.YEAR:
            return day.replace(month=1, day=1)


def _next(first: date, unit: Unit) -> date:
    if first.year == MAXYEAR:
        return date.max
    match unit:
        case Unit.DAY:
            return first + timedelta(days=1)
        case Unit.WEEK:
            return first + timedelta(days=7)
        case Unit.MONTH:
            return (first + timedelta(days=31)).replace(day=1)
        case Unit.YEAR:
            return first.replace(year=first.year + 1)
