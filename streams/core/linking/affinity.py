"""How much speaks for a report to be of an event, given what those that are in it say and on which days.

A report can join where its participants, place, sums and fields contradict none of those in (`likeness`), and where its
days are near: within `tolerance_days` of all the stated days, in a range of days that a report states, or unstated and
such as its publication and status allow (`reports`). On another day than theirs, or where one country alone is named,
something particular must speak for it: a shared name, sum or sentence. Two rounds of talks between the same two
countries on two days stay two. Texts have no rounds: where one is planned for no certain day, the same parties and the
same field are enough.
"""

from collections.abc import Iterable
from functools import lru_cache

from schemas.facts import EventType, Status
from streams.core.event_traits import TRAITS
from streams.core.linking.likeness import STRONG, contradict, evidence, lone, one_name_only
from streams.core.linking.reports import Content, Span

NEAR_DAYS = 1
"""Reports without a stated day that stand no further apart are of the same day for all that we know."""

_SAME_CONTENT = 1_000
_NOTHING, _SOMETHING = 0, 1
_TERMS = 3
"""The evidence of the same two countries and the same field."""


def affinity(content: Content, span: Span, others: Iterable[Content], days: Span) -> int | None:
    """Return how much speaks for a report to be of an event of these contents and days; None if it cannot be."""
    if not near(days, span, content.type):
        return None
    most = _NOTHING
    others = tuple(others)
    if content.quote and content in others:
        return _SAME_CONTENT
    for other in others:
        alike = likeness(content, other)
        if alike is None:
            return None
        most = max(most, alike)
    same_day = _same_day(days, span)
    enough = _SOMETHING if same_day else _TERMS if _is_text_to_come(content, span) else STRONG
    return most + 2 * same_day if most >= enough else None


def likeness(a: Content, b: Content) -> int | None:
    """Return how much speaks for two reports to be of one event, None if they contradict one another."""
    return _ordered_likeness(a, b) if a.key < b.key else _ordered_likeness(b, a)


def near(a: Span, b: Span, kind: EventType) -> bool:
    """Whether the days of both can be of one event: all stated ones within the tolerance, or overlapping.

    Stated days may also lie within the range that the other states. To overlap is not enough: from one event to the
    next such a chain would have no end.
    """
    if a.stated and b.stated:
        days = a.reaching(b)
        is_within = (days.first, days.last) in ((a.first, a.last), (b.first, b.last))
        return is_within or (days.last - days.first).days <= TRAITS[kind].tolerance_days
    return a.first <= b.last and b.first <= a.last


def stretched(days: Span, span: Span, kind: EventType) -> Span:
    """Let an event's days reach to those of a report, unless it is a copy in which they were misread."""
    if not span.stated or not near(days, span, kind):
        return days
    return days.reaching(span)


@lru_cache(maxsize=32_768)
def _ordered_likeness(a: Content, b: Content) -> int | None:
    if contradict(a.profile, b.profile):
        return None
    found = evidence(a.profile, b.profile)
    if not lone(a.profile, b.profile):
        return found
    if found < STRONG:
        return _NOTHING
    return min(found, STRONG - 1) if one_name_only(a.profile, b.profile) else found


def _is_text_to_come(content: Content, span: Span) -> bool:
    """Whether a report plans an agreement or a commitment between two countries and does not say for which day."""
    is_plan = content.status is Status.PLANNED and not span.stated
    return is_plan and TRAITS[content.type].has_terms and len(content.profile.countries) > 1


def _same_day(a: Span, b: Span) -> bool:
    if a.stated and b.stated:
        return a.first <= b.last and b.first <= a.last
    return abs((a.day - b.day).days) <= NEAR_DAYS
