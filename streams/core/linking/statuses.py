"""How an event's status changes, given what reports say: kept up as reports come and go.

A status follows another only where `FOLLOWS` allows it, so a late "will meet" does not undo a meeting, and an event
first planned and later held is one event with two changes. What was called off is planned anew only where a later day
says so in words of its own: an old announcement goes on being copied.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator

from schemas.event import StatusChange
from schemas.facts import Status
from streams.core.linking.occurrences import Occurrences
from streams.core.linking.reports import MentionReport, Order

FOLLOWS: dict[Status | None, frozenset[Status]] = {
    None: frozenset(Status),
    Status.PLANNED: frozenset({Status.ONGOING, Status.CANCELLED, Status.HAPPENED}),
    Status.ONGOING: frozenset({Status.CANCELLED, Status.HAPPENED}),
    Status.CANCELLED: frozenset({Status.ONGOING, Status.HAPPENED}),
    Status.HAPPENED: frozenset(),
}
"""Which status can follow which, but for a plan anew (`Statuses._plan_anew`)."""

_PROGRESS = (Status.PLANNED, Status.ONGOING, Status.CANCELLED, Status.HAPPENED)
"""The order of reports of one day."""

Turn = tuple[bool, int, int, Order]
"""Sorts reports as their statuses follow one another: by day, then progress, then publication."""


def status_history(reports: Iterable[MentionReport]) -> tuple[StatusChange, ...]:
    """Return each change of status with the first report that gives it."""
    statuses = Statuses()
    for report in reports:
        statuses.add(report)
    return statuses.history()


class Statuses:
    """What the reports of an event say of its status."""

    def __init__(self) -> None:
        """Start with no report."""
        self._by_status: dict[Status, list[tuple[Turn, MentionReport]]] = {status: [] for status in Status}
        self._sentences: Occurrences[str, Turn] = Occurrences()

    def add(self, report: MentionReport) -> None:
        """Take a report in."""
        insort(self._by_status[report.content.status], (_turn(report), report), key=_by_turn)
        self._sentences.add(report.content.profile.quote, _turn(report))

    def remove(self, report: MentionReport) -> None:
        """Let a report go that was taken in."""
        said = self._by_status[report.content.status]
        del said[bisect_left(said, _turn(report), key=_by_turn)]
        self._sentences.remove(report.content.profile.quote, _turn(report))

    def history(self) -> tuple[StatusChange, ...]:
        """Return each change of status with the first report that gives it, from the first report on."""
        return tuple(_change(report) for report in self._changes())

    def _changes(self) -> Iterator[MentionReport]:
        last: tuple[Turn, MentionReport] | None = None
        while True:
            status = last[1].content.status if last else None
            following = [self._next(each, last) for each in FOLLOWS[status]]
            if last and status is Status.CANCELLED:
                following.append(self._plan_anew(last))
            last = min((each for each in following if each), key=_by_turn, default=None)
            if last is None:
                return
            yield last[1]

    def _next(self, status: Status, last: tuple[Turn, MentionReport] | None) -> tuple[Turn, MentionReport] | None:
        said = self._by_status[status]
        place = bisect_right(said, last[0], key=_by_turn) if last else 0
        return said[place] if place < len(said) else None

    def _plan_anew(self, last: tuple[Turn, MentionReport]) -> tuple[Turn, MentionReport] | None:
        """Return the first report that plans on a later day what was called off, in a sentence not said before."""
        said, called_off = self._by_status[Status.PLANNED], last[1].published
        for turn, report in said[bisect_right(said, last[0], key=_by_turn) :]:
            is_later = called_off is not None and report.published is not None and called_off < report.published
            sentence = report.content.profile.quote
            if is_later and sentence and self._sentences.first(sentence) == turn:
                return turn, report
        return None


def _change(report: MentionReport) -> StatusChange:
    return StatusChange.model_construct(
        status=report.content.status, reported_on=report.published, mention_id=report.mention_id
    )


def _turn(report: MentionReport) -> Turn:
    day = report.published
    return day is None, day.toordinal() if day else 0, _PROGRESS.index(report.content.status), report.order


def _by_turn(said: tuple[Turn, MentionReport]) -> Turn:
    return said[0]
