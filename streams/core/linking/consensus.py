"""What an event is, given the reports of it: each fact by majority, the same whatever their order.

- Participants: the list that most reports give, actors and recipients together; of equally common ones that which names
  most persons, then the longest, then the one reported first. (A union would collect every reader's mistakes.)
- Mode, instrument, place (country, then a city in it), sum (amount with currency): the most common stated one, then the
  one reported first.
- Date: the most common day; where no report gives a day the most common month, else year. Its end: the most common of
  the reports which begin on that day and give one.
- Sectors and CRS codes: those that at least half of the reports which give any give.
- Status: the last of the history (`statuses`).
- Confidence: the highest. Reports copy one another, so they do not add up.
"""

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Generic, TypeVar

from schemas.event import StatusChange
from schemas.facts import Actor, ActorKind, DatePrecision, Facts, Instrument, MeetingMode, Place
from schemas.sectors import Sector
from streams.core.linking.occurrences import Majority
from streams.core.linking.reports import Content, MentionReport, Order
from streams.core.linking.statuses import Statuses

T = TypeVar("T")

Participants = tuple[tuple[Actor, ...], tuple[Actor, ...]]
Sum = tuple[float, str | None]


def consensus(reports: Iterable[MentionReport]) -> Facts:
    """Return the facts of the event that these reports, at least one, tell of."""
    return Consensus(reports).facts()


class Consensus:
    """The facts of an event, kept up as reports of one type come and go; the cost hardly grows with their number."""

    def __init__(self, reports: Iterable[MentionReport] = ()) -> None:
        """Start with these reports."""
        self._participants: Majority[Participants, Order] = Majority(_specificity)
        self._modes: Majority[MeetingMode, Order] = Majority()
        self._countries: Majority[str, Order] = Majority()
        self._cities: dict[str | None, Majority[str, Order]] = {}
        self._days: dict[DatePrecision, Majority[date, Order]] = {each: Majority() for each in DatePrecision}
        self._ends: dict[date, Majority[date, Order]] = {}
        self._sums: Majority[Sum, Order] = Majority()
        self._instruments: Majority[Instrument, Order] = Majority()
        self._sectors, self._crs_codes = _Half[Sector](), _Half[str]()
        self._confidences: list[float] = []
        self._statuses = Statuses()
        for report in reports:
            self.add(report)

    def add(self, report: MentionReport) -> None:
        """Take a report in."""
        content = self._last = report.content
        for majority, value in self._votes(content):
            majority.add(value, report.order)
        self._sectors.add(content.sectors)
        self._crs_codes.add(content.crs_codes)
        insort(self._confidences, content.confidence)
        self._statuses.add(report)

    def remove(self, report: MentionReport) -> None:
        """Let a report go that was taken in."""
        content = report.content
        for majority, value in self._votes(content):
            majority.remove(value, report.order)
        self._sectors.remove(content.sectors)
        self._crs_codes.remove(content.crs_codes)
        del self._confidences[bisect_left(self._confidences, content.confidence)]
        self._statuses.remove(report)

    def facts(self) -> Facts:
        """Return the facts of the event; there is at least one report."""
        actors, recipients = self._participants.value or ((), ())
        country = self._countries.value
        precision = next((each for each in DatePrecision if self._days[each].value), None)
        day = self._days[precision].value if precision else None
        ends = self._ends.get(day) if day else None
        amount, currency = self._sums.value or (None, None)
        return Facts.model_construct(
            type=self._last.type,
            mode=self._modes.value,
            actors=actors,
            recipients=recipients,
            place=Place.model_construct(country=country, city=self._cities[country].value),
            date=day,
            date_end=ends.value if ends else None,
            date_precision=precision,
            status=self.history()[-1].status,
            sectors=self._sectors.values(),
            crs_codes=self._crs_codes.values(),
            amount=amount,
            currency=currency,
            instrument=self._instruments.value,
            confidence=self._confidences[-1],
        )

    def history(self) -> tuple[StatusChange, ...]:
        """Return each change of status with the first report that gives it."""
        return self._statuses.history()

    def _votes(self, content: Content) -> Iterator[tuple[Majority[Any, Order], object]]:
        """Yield what a report states, with the majority that it counts in."""
        country, city = content.place.country, content.place.city
        yield self._participants, (content.actors, content.recipients)
        stated = (
            (self._modes, content.mode),
            (self._countries, country),
            (self._cities.setdefault(country, Majority()), city),
            (self._days[content.date_precision or DatePrecision.DAY], content.date),
            (self._sums, None if content.amount is None else (content.amount, content.currency)),
            (self._instruments, content.instrument),
        )
        yield from ((majority, value) for majority, value in stated if value is not None)
        if content.date is not None and content.date_end is not None:
            yield self._ends.setdefault(content.date, Majority()), content.date_end


class _Half(Generic[T]):
    """What at least half of the lists that are not empty hold."""

    def __init__(self) -> None:
        self._times: Counter[T] = Counter()
        self._lists = 0

    def add(self, values: tuple[T, ...]) -> None:
        self._lists += bool(values)
        self._times.update(set(values))

    def remove(self, values: tuple[T, ...]) -> None:
        self._lists -= bool(values)
        self._times.subtract(set(values))

    def values(self) -> tuple[T, ...]:
        """Return them in order of value."""
        return tuple(sorted((value for value, n in self._times.items() if n and 2 * n >= self._lists), key=str))


def _specificity(participants: Participants) -> tuple[int, int]:
    everyone = (*participants[0], *participants[1])
    return sum(actor.kind is ActorKind.PERSON for actor in everyone), len(everyone)
