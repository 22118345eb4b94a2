"""Charts as numbers for SVG. Nothing has a style of its own: the page's security policy allows none."""

from dataclasses import dataclass

from schemas.facts import EventType
from streams.core.views.selection import Selection
from streams.core.views.timeline import Period, Timeline, Unit

HEIGHT = 100
"""Height of the plot, in units of its own; it is stretched to the page's width and height."""
STEP = 10
WIDTH = 8
"""Width of a bar and the distance between two, in the same units."""
TICKS = 5


@dataclass(frozen=True, slots=True)
class BarSegment:
    """One type's part of a bar."""

    type: EventType
    number: int
    x: int
    y: float
    height: float
    selection: Selection
    """The events that it counts."""


@dataclass(frozen=True, slots=True)
class Bars:
    """Stacked bars."""

    width: int
    top: int
    """The number that the top of the plot stands for."""
    segments: tuple[BarSegment, ...]
    ticks: tuple[str, ...]
    """Labels under the plot, evenly spaced from the first period to the last."""


def bars(timeline: Timeline, selection: Selection) -> Bars:
    """Lay out a timeline of the events of `selection`."""
    top = _round_up(max((period.events.total() for period in timeline.periods), default=0))
    segments = tuple(
        segment for n, period in enumerate(timeline.periods) for segment in _stack(n, period, top, selection)
    )
    return Bars(max(1, len(timeline.periods)) * STEP, top, segments, _ticks(timeline))


def in_period(selection: Selection, period: Period, kind: EventType | None = None) -> Selection:
    """Return the part of a selection that a period, and a type, counts."""
    narrowed = selection.narrowed(since=period.first, until=period.last)
    return narrowed.narrowed(type=(kind,)) if kind else narrowed


def label(period: Period, unit: Unit) -> str:
    """Name a period."""
    match unit:
        case Unit.DAY:
            return f"{period.first.day} {period.first:%b %Y}"
        case Unit.WEEK:
            return f"{period.first.day} {period.first:%b %Y}"
        case Unit.MONTH:
            return f"{period.first:%b %Y}"
        case Unit.YEAR:
            return f"{period.first.year}"


def _stack(number: int, period: Period, top: int, selection: Selection) -> list[BarSegment]:
    below, segments = float(HEIGHT), []
    for kind in EventType:
        if events := period.events[kind]:
            height = round(events * HEIGHT / top, 2)
            below = round(below - height, 2)
            x = number * STEP + (STEP - WIDTH) // 2
            segments.append(BarSegment(kind, events, x, below, height, in_period(selection, period, kind)))
    return segments


def _ticks(timeline: Timeline) -> tuple[str, ...]:
    periods = timeline.periods
    if len(periods) <= TICKS:
        return tuple(label(period, timeline.unit) for period in periods)
    places = (round(n * (len(periods) - 1) / (TICKS - 1)) for n in range(TICKS))
    return tuple(label(periods[place], timeline.unit) for place in places)


def _round_up(number: int) -> int:
    """Return the top of an axis: a small number itself, else the next of 1, 2, 5 and their tens."""
    if number <= TICKS * 2:
        return max(number, 1)
    scale = int("1".ljust(len(str(number)), "0"))
    return next(each * scale for each in (1, 2, 5, 10) if each * scale >= number)
