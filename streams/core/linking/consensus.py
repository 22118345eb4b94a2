"""What an event is, given the reports of it: each fact by majority, the same whatever their order.

- Participants: the list that most reports give, actors and recipients together; of equally common ones that which names
  most persons, then the longest, then the one reported first. (A union would collect every reader's mistakes.)
- Mode, instrument, place (country, then a city in it), sum (amount with currency): the most common stated one, then the
  one reported first.
- Date: the most common day; where no report gives a day the most common month, else year.
- Sectors and CRS codes: those that at least half of the reports which give any give.
- Status: the last of the history. A status follows another only where `FOLLOWS` allows it, so a late "will meet" does
  not undo a meeting, and an event first planned and later held is one event with two changes. What was called off is
  planned anew only where a later day says so in words of its own: an old announcement goes on being copied.
- Confidence: the highest. Reports copy one another, so they do not add up.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import TypeVar

from schemas.event import StatusChange
from schemas.facts import Actor, ActorKind, DatePrecision, Facts, Place, Status
from streams.core.linking.reports import Content, MentionReport

T = TypeVar("T")

FOLLOWS: dict[Status | None, frozenset[Status]] = {
    None: frozenset(Status),
    Status.PLANNED: frozenset({Status.ONGOING, Status.CANCELLED, Status.HAPPENED}),
    Status.ONGOING: frozenset({Status.CANCELLED, Status.HAPPENED}),
    Status.CANCELLED: frozenset({Status.ONGOING, Status.HAPPENED}),
    Status.HAPPENED: frozenset(),
}
"""Which status can follow which, but for a plan anew (`_plans_anew`)."""

_PROGRESS = (Status.PLANNED, Status.ONGOING, Status.CANCELLED, Status.HAPPENED)
"""The order of reports of one day."""

_PRECISIONS = (DatePrecision.DAY, DatePrecision.MONTH, DatePrecision.YEAR)

Participants = tuple[tuple[Actor, ...], tuple[Actor, ...]]


def consensus(reports: Sequence[MentionReport]) -> Facts:
    """Return the facts of the event that these reports, in order of publication and at least one, tell of."""
    contents = [report.content for report in reports]
    actors, recipients = _participants(contents)
    country = _common(c.place.country for c in contents)
    city = _common(c.place.city for c in contents if c.place.country == country)
    day, precision = _date(contents)
    amount, currency = _common((c.amount, c.currency) for c in contents if c.amount is not None) or (None, None)
    history = status_history(reports)
    return Facts.model_construct(
        type=contents[0].type,
        mode=_common(c.mode for c in contents),
        actors=actors,
        recipients=recipients,
        place=Place.model_construct(country=country, city=city),
        date=day,
        date_precision=precision,
        status=history[-1].status,
        sectors=_half([c.sectors for c in contents]),
        crs_codes=_half([c.crs_codes for c in contents]),
        amount=amount,
        currency=currency,
        instrument=_common(c.instrument for c in contents),
        confidence=max(c.confidence for c in contents),
    )


def status_history(reports: Iterable[MentionReport]) -> tuple[StatusChange, ...]:
    """Return each change of status with the first report that gives it."""
    changes: list[StatusChange] = []
    said: set[str] = set()
    for report in sorted(reports, key=_by_day):
        follows = FOLLOWS[changes[-1].status if changes else None]
        if report.content.status in follows or _plans_anew(changes, report, said):
            changes.append(_change(report))
        said.add(report.content.profile.quote)
    return tuple(changes)


def _plans_anew(changes: Sequence[StatusChange], report: MentionReport, said: Collection[str]) -> bool:
    """Whether a report plans what was called off before its day, in a sentence that none had `said` by then."""
    if not changes or changes[-1].status is not Status.CANCELLED or report.content.status is not Status.PLANNED:
        return False
    called_off, sentence = changes[-1].reported_on, report.content.profile.quote
    is_later = called_off is not None and report.published is not None and called_off < report.published
    return is_later and bool(sentence) and sentence not in said


def _change(report: MentionReport) -> StatusChange:
    return StatusChange.model_construct(
        status=report.content.status, reported_on=report.published, mention_id=report.mention_id
    )


def _by_day(report: MentionReport) -> tuple[object, ...]:
    day = report.published
    return day is None, day.toordinal() if day else 0, _PROGRESS.index(report.content.status), report.order


def _participants(contents: Sequence[Content]) -> Participants:
    lists = [(content.actors, content.recipients) for content in contents]
    times = Counter(lists)
    return max(lists, key=lambda each: (times[each], *_specificity(each)))


def _specificity(participants: Participants) -> tuple[int, int]:
    everyone = (*participants[0], *participants[1])
    return sum(actor.kind is ActorKind.PERSON for actor in everyone), len(everyone)


def _date(contents: Sequence[Content]) -> tuple[date | None, DatePrecision | None]:
    for precision in _PRECISIONS:
        days = [c.date for c in contents if c.date is not None and (c.date_precision or DatePrecision.DAY) is precision]
        if days:
            return _common(days), precision
    return None, None


def _common(values: Iterable[T | None]) -> T | None:
    """Return the most common value, the first of them on a tie, or None where there is none."""
    stated = [value for value in values if value is not None]
    times = Counter(stated)
    return max(stated, key=times.__getitem__, default=None)


def _half(lists: Sequence[tuple[T, ...]]) -> tuple[T, ...]:
    """Return what at least half of the lists that are not empty hold, in order of value."""
    stated = [values for values in lists if values]
    times = Counter(value for values in stated for value in set(values))
    return tuple(sorted((value for value, n in times.items() if 2 * n >= len(stated)), key=str))
