"""The days of an event: the day that `event_date` chooses, and the last one where the event goes on for several.

The last day is that of a range ("from 3 to 8 March"), or follows from how long the event lasts ("arrived on Monday for
a three-day visit"). The stops of a tour share one range: the first has its first day, the last its last, and those
between have none, unless the text gives a day for each.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from sys import maxsize

from schemas.facts import DatePrecision, Status
from streams.core.event_traits import TRAITS
from streams.core.extraction.arguments.reports import Report
from streams.core.extraction.attributes.choosing import Option, choose
from streams.core.extraction.attributes.event_date import EventDate, date_options, is_stated, lies_behind
from streams.core.extraction.learned.linear import LinearModel
from streams.core.extraction.sentences.analysed_article import AnalysedArticle
from streams.core.extraction.sentences.destinations import stops
from streams.core.extraction.syntax import clauses
from streams.core.values.durations import Told, find_durations
from streams.core.values.mentions import DateMention, PlaceMention

LONGEST = timedelta(days=31)
"""A longer range is of something else: a season, a campaign, a term of office."""
_ZONES = timedelta(days=1)
"""How much later than at the place of publication it may be elsewhere."""
_CLOCK = re.compile(r"\b\d{1,2}(?:[:.]\d\d)? ?[ap]\.?m\b", re.IGNORECASE)
"""A time of day without a day is today's: the lines of a schedule."""
_UNTIL = re.compile(r"\b(?:until|till|through)(?: the)? $", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class EventDays:
    """When an event is: its day, or the first of its period; and the last of several days, if it is known."""

    first: date
    precision: DatePrecision
    last: date | None = None
    is_over: bool = False
    """Whether the text says that the last day has come."""


@dataclass(frozen=True, slots=True)
class _Stop:
    """What is known of the days of a tour's stop, which may be nothing."""

    days: EventDays | None


def days_of(
    cluster: Sequence[Report], status: Status, analysed: AnalysedArticle, model: LinearModel
) -> EventDays | None:
    """Return the days of an event of this status, None where the text does not tell."""
    chosen = choose(dates_of_status(cluster, status, analysed), cluster[0], model)
    if chosen is None:
        return None
    days = EventDays(chosen.day, chosen.precision)
    if not TRAITS[cluster[0].type].lasts or chosen.precision is not DatePrecision.DAY:
        return days
    if (stop := _of_stop(cluster, chosen.day)) is not None:
        return stop.days
    return _with_last(days, cluster)


def dates_of_status(cluster: Sequence[Report], status: Status, analysed: AnalysedArticle) -> list[Option[EventDate]]:
    """Return the days that an event could be on, and whether one of this status can.

    What is planned is not planned for the day of publication because no other is told, nor for last Friday where the
    next may be meant. What has begun has not begun after the publication.
    """
    published = analysed.document.published
    today = any(_CLOCK.search(report.sent.sentence.text) for report in cluster)

    def can_be(option: Option[EventDate]) -> bool:
        if status is Status.PLANNED:
            return (today or is_stated(option)) and not lies_behind(option)
        has_begun = status in (Status.ONGOING, Status.HAPPENED)
        return not (has_begun and published and option.value.day > published + _ZONES)

    return [replace(option, possible=can_be(option)) for option in date_options(cluster, analysed)]


def status_on(status: Status, days: EventDays | None, published: date | None) -> Status:
    """Return what the status of an event that takes these days is on the day of publication."""
    if days is None or days.last is None or published is None or status is Status.CANCELLED:
        return status
    if days.is_over or days.last < published - _ZONES:
        return Status.HAPPENED
    begun = days.first < published or (days.first == published and status is Status.HAPPENED)
    return Status.ONGOING if begun and published < days.last else status


def _of_stop(cluster: Sequence[Report], chosen: date) -> _Stop | None:
    """Return what the text says of the days of a stop, where a report tells of several at once."""
    shared = None
    for report in cluster:
        tour, ranges = _tour(report, cluster), _days_in(report)
        country = report.candidate.destination.country if report.candidate.destination else None
        if own := _of_each(tour, ranges).get(country):
            return _Stop(EventDays(own.day, own.precision, own.last_day))
        whole = next((mention for mention in ranges if mention.day == chosen), None)
        if whole is not None and (len(tour) < 2 or whole.last_day is None):
            return None
        if whole is not None and shared is None:
            shared = _Stop(_within(whole, cluster) or _part_of(whole, country, tour))
    return shared


def _within(whole: DateMention, cluster: Sequence[Report]) -> EventDays | None:
    """Return the day of a tour that a report of one stop alone gives it: "will then travel to Riga on 7 March"."""
    alone = (report for report in cluster if report.candidate.destination and len(_tour(report, cluster)) < 2)
    days = (mention for report in alone for mention in _days_in(report))
    own = next((m for m in days if whole.last_day and whole.day < m.day <= whole.last_day), None)
    return EventDays(own.day, own.precision, own.last_day) if own else None


def _tour(report: Report, cluster: Sequence[Report]) -> list[PlaceMention]:
    """Return the destinations that reports of a visit name together in the sentence of one, as they stand there."""
    candidates = [each.candidate for each in cluster if each.sent is report.sent and each.candidate.destination]
    found: list[PlaceMention] = []
    for candidate in candidates:
        found = max(found, stops(replace(candidate, destination=None), report.sent), key=len)
    return sorted(found, key=lambda stop: stop.start)


def _of_each(tour: Sequence[PlaceMention], ranges: Sequence[DateMention]) -> dict[str | None, DateMention]:
    """Return the days of each country, where each stop of a tour has days behind it, or each has days before it."""
    starts = [stop.start for stop in tour]
    behind = [[m for m in ranges if a < m.start < b] for a, b in pairwise([*starts, maxsize])]
    before = [[m for m in reversed(ranges) if a < m.start < b] for a, b in pairwise([-1, *starts])]
    for found in (behind, before):
        if len(tour) > 1 and all(found):
            return {stop.place.country: mentions[0] for stop, mentions in zip(tour, found, strict=True)}
    return {}


def _part_of(whole: DateMention, country: str | None, tour: Sequence[PlaceMention]) -> EventDays | None:
    """Return what the range of a tour says of a stop: of the first its first day, of the last its last one."""
    if country == tour[0].place.country:
        return EventDays(whole.day, whole.precision)
    is_last = country == tour[-1].place.country and whole.last_day is not None
    return EventDays(whole.last_day or whole.day, whole.precision) if is_last else None


def _with_last(days: EventDays, cluster: Sequence[Report]) -> EventDays:
    """Add the last day, by a range that begins on the first or by how long the event lasts."""
    for report in cluster:
        for mention in _days_in(report):
            if mention.day == days.first and mention.last_day and _tells_days_of(report, mention, cluster):
                return _bounded(replace(days, last=mention.last_day))
    return next((_bounded(known) for report in cluster for known in _lasting(days, report)), days)


def _tells_days_of(report: Report, mention: DateMention, cluster: Sequence[Report]) -> bool:
    """Whether a range is the event's own: of a visit in its sentence, else where it hangs from the event's words."""
    if TRAITS[report.type].has_destination:
        return len(_tour(report, cluster)) < 2
    candidate = report.candidate
    above = clauses.ancestors(candidate.parse, report.sent.token_at(mention.start))[1:]
    words = (i for i in above if candidate.parse.tokens[i].tag[:2] in ("VB", "NN"))
    return next((i in (candidate.trigger, candidate.predicate) for i in words), False)


def _lasting(days: EventDays, report: Report) -> Iterator[EventDays]:
    """Yield the days by what the sentence of a report says of its end, or of how long the event lasts."""
    text = report.sent.sentence.text
    stated = _days_in(report)
    if not any(mention.day == days.first for mention in stated):
        return
    yield from (replace(days, last=m.day) for m in stated if m.day > days.first and _UNTIL.search(text[: m.start]))
    for duration in find_durations(text):
        if not _is_of(report, text[duration.start : duration.end].lower(), duration.start):
            continue
        length = timedelta(days=duration.days - 1)
        if duration.told is Told.BEGINS:
            yield replace(days, last=days.first + length)
        if duration.told is Told.ENDED:
            yield replace(days, first=days.first - length, last=days.first, is_over=True)


def _is_of(report: Report, noun: str, start: int) -> bool:
    """Whether a noun stands for the event that a report tells: it is its word, or what its verb leads to."""
    if start == report.trigger_offset:
        return True
    traits, word = TRAITS[report.type], report.candidate.parse.tokens[report.candidate.trigger]
    return traits.has_destination and noun in traits.nouns and word.tag.startswith("VB")


def _days_in(report: Report) -> list[DateMention]:
    """Return the days that the sentence of a report states, in order; two of a weekday that may lie either way."""
    return [mention for ways in report.sent.dates for mention in ways if mention.precision is DatePrecision.DAY]


def _bounded(days: EventDays) -> EventDays:
    return days if days.last and days.first < days.last <= days.first + LONGEST else replace(days, last=None)
