"""The newest state of each event, whatever order the records come in; memory is bounded."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from schemas.event import Event, EventOperation

RECENT = 1_000
"""Newest changes that are kept in the order of their arrival."""

SLACK = 10
"""One event in so many is dropped at a time: sorting for each would be slow."""


@dataclass(frozen=True, slots=True)
class RecordOrigin:
    """The record that said something."""

    topic: str
    partition: int
    offset: int
    timestamp: int
    """When the broker took it, in milliseconds since 1970."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The newest state of an event."""

    event: Event
    origin: RecordOrigin
    arrival: int
    """The number of this change among those that this copy of the model saw; the first is 1."""

    @property
    def stands(self) -> bool:
        """Whether any article reports the event still."""
        return self.event.op is EventOperation.UPSERT

    @property
    def age(self) -> tuple[date, str]:
        """What events are kept by: the later of the event's day and the day of its first report."""
        reported = self.event.first_reported_at
        days = [day for day in (self.event.date, reported.date() if reported else None) if day]
        return max(days, default=date.min), self.event.event_id


@dataclass(slots=True)
class EventView:
    """The newest `limit` events. Those that are gone count too: a late record must not bring them back."""

    limit: int
    arrivals: int = 0
    horizon: tuple[date, str] | None = None
    """The newest event that was dropped for want of room; None while every event is kept."""
    recent: deque[Shown] = field(default_factory=lambda: deque(maxlen=RECENT))
    _kept: dict[str, Shown] = field(default_factory=dict)

    def apply(self, event: Event, origin: RecordOrigin) -> Shown | None:
        """Fold one record in; returns the change, or None for a repeat, an older state, or one beyond the horizon."""
        kept = self._kept.get(event.event_id)
        if kept is not None and event.version <= kept.event.version:
            return None
        shown = Shown(event, origin, self.arrivals + 1)
        if kept is None and self.horizon is not None and shown.age <= self.horizon:
            return None
        self.arrivals += 1
        self._kept[event.event_id] = shown
        self.recent.append(shown)
        if len(self._kept) > self.limit + self.limit // SLACK:
            self._drop_oldest()
        return shown

    def __len__(self) -> int:
        """Return how many events are kept, those that are gone included."""
        return len(self._kept)

    def __iter__(self) -> Iterator[Shown]:
        """Yield what is kept of each event."""
        return iter(self._kept.values())

    def _drop_oldest(self) -> None:
        oldest = sorted(self._kept.values(), key=lambda shown: shown.age)[: len(self._kept) - self.limit]
        for shown in oldest:
            del self._kept[shown.event.event_id]
        self.horizon = max(filter(None, (self.horizon, oldest[-1].age)))
