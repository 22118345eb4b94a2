"""What the process knows: written by the thread that follows the topics, read by those that answer."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from heapq import nlargest
from threading import Lock

from pydantic import ValidationError

from schemas.count import Count
from schemas.event import Event
from schemas.topics import COUNTS, EVENTS
from streams.core.views.counts import CountView
from streams.core.views.events import EventView, RecordOrigin, Shown
from streams.core.views.position import Position, position_of, reached, text_of
from streams.core.views.selection import Selection
from streams.shell.records.record import ConsumerRecord
from streams.shell.web.change_signal import ChangeSignal

_log = logging.getLogger("communique")

EVENT_TOPICS = tuple(topic.name for topic in EVENTS.values())
TOPICS = (*EVENT_TOPICS, COUNTS.name)
CELLS_PER_EVENT = 10
"""Counts that are kept for each event that is kept: an event has about six cells, and many events share them."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything at one moment; nothing in it changes."""

    kept: tuple[Shown, ...]
    """The newest state of each event, those that are gone included."""
    recent: tuple[Shown, ...]
    """The newest changes in the order of arrival."""
    counts: tuple[Count, ...]
    counts_since: date | None
    """The first day of which every count is kept; None while that is so for all."""
    position: Position
    arrivals: int
    caught_up: bool
    dropped: bool
    """Whether older events were dropped for want of room."""
    unreadable: int
    """Records that were not as their topic says."""
    version: int = 1
    """The version of the state that is shown; 0 while it is not known."""
    succession: int = 0
    """How often the version that is shown has changed: arrivals and offsets are counted anew each time."""

    @property
    def position_text(self) -> str:
        """The position in all topics."""
        return text_of(self.position, TOPICS, self.version)

    @property
    def feed_position(self) -> str:
        """The position in the topics of events."""
        return text_of(self.position, EVENT_TOPICS, self.version)

    @property
    def events(self) -> list[Event]:
        """The events that stand."""
        return [shown.event for shown in self.kept if shown.stands]

    def find(self, event_id: str) -> Shown | None:
        """Return what is kept of an event."""
        return next((shown for shown in self.kept if shown.event.event_id == event_id), None)

    def changes_since(self, position: Position) -> list[Shown]:
        """Return what changed after `position`, in the order of arrival."""
        new = (each for each in self.kept if not _knew(position, each.origin))
        return sorted(new, key=lambda shown: shown.arrival)

    def newest(self, number: int, selection: Selection) -> list[Shown]:
        """Return the events that stand and that the broker took last, the newest first."""
        asked = (each for each in self.kept if each.stands and selection.admits(each.event))
        return nlargest(number, asked, key=lambda shown: (shown.origin.timestamp, shown.arrival))

    def changes_after(self, arrival: int) -> list[Shown]:
        """Return the changes that came after the one with this number."""
        if not self.recent or self.recent[0].arrival <= arrival + 1:
            return [shown for shown in self.recent if shown.arrival > arrival]
        return sorted((each for each in self.kept if each.arrival > arrival), key=lambda shown: shown.arrival)


def _knew(position: Position, origin: RecordOrigin) -> bool:
    return reached(position, origin.topic, origin.partition, origin.offset)


class LiveState:
    """The read model with its lock; `change_signal` notifies of each change."""

    def __init__(self, limit: int, version: int = 1) -> None:
        self.change_signal = ChangeSignal()
        self._limit = limit
        self._version = version
        self._succession = 0
        self._lock = Lock()
        self._events = EventView(limit)
        self._counts = CountView(limit * CELLS_PER_EVENT)
        self._offsets: dict[tuple[str, int], int] = {}
        self._caught_up = False
        self._unreadable = 0
        self._snapshot: Snapshot | None = None

    def apply(self, records: list[ConsumerRecord], positions: Mapping[tuple[str, int], int], caught_up: bool) -> None:
        """Fold in what was read; `positions` are the next offsets, by topic and partition."""
        decoded = [(record, _decode(record)) for record in records]  # slow, so before the lock is taken
        with self._lock:
            before = (dict(self._offsets), self._caught_up)
            for record, value in decoded:
                self._fold(record, value)
            self._offsets.update(positions)
            self._caught_up = caught_up
            if not records and before == (self._offsets, self._caught_up):
                return
            self._snapshot = None
        self.change_signal.notify()

    def begin(self, version: int) -> None:
        """Say which version is going to be read, before anything of it is."""
        with self._lock:
            self._version, self._snapshot = version, None
        self.change_signal.notify()

    def empty_for(self, version: int) -> "LiveState":
        """Return a state without anything in it, for a version that is yet to be read."""
        return LiveState(self._limit, version)

    def take_over(self, other: "LiveState") -> None:
        """Show what `other` knows, all at once; who is still reading what this one knew is told to begin anew."""
        with self._lock, other._lock:
            self._version, self._succession = other._version, self._succession + 1
            self._events, self._counts = other._events, other._counts
            self._offsets, self._caught_up = other._offsets, other._caught_up
            self._unreadable, self._snapshot = other._unreadable, None
        self.change_signal.notify()

    @property
    def version(self) -> int:
        """The version of the state that is shown."""
        return self._version

    @property
    def unreadable(self) -> int:
        """Records that were not as their topic says."""
        return self._unreadable

    def snapshot(self) -> Snapshot:
        """Return everything as it is now; the same object until something changes."""
        with self._lock:
            if self._snapshot is None:
                self._snapshot = self._take()
            return self._snapshot

    def _take(self) -> Snapshot:
        return Snapshot(
            kept=tuple(self._events),
            recent=tuple(self._events.recent),
            counts=tuple(self._counts),
            counts_since=self._counts.complete_since,
            position=position_of(self._offsets),
            arrivals=self._events.arrivals,
            caught_up=self._caught_up,
            dropped=self._events.horizon is not None,
            unreadable=self._unreadable,
            version=self._version,
            succession=self._succession,
        )

    def _fold(self, record: ConsumerRecord, value: Event | Count | None) -> None:
        match value:
            case Count():
                self._counts.apply(value)
            case Event():
                self._events.apply(value, RecordOrigin(record.topic, record.partition, record.offset, record.timestamp))
            case None:
                self._unreadable += 1


def _decode(record: ConsumerRecord) -> Event | Count | None:
    """Read a record; None, and a line in the log, for one that is not as its topic says."""
    model = Count if record.topic == COUNTS.name else Event
    try:
        return model.model_validate_json(record.value or b"")
    except ValidationError as error:
        place = f"{record.topic}/{record.partition}/{record.offset}"
        _log.warning("%s is not as its topic says: %d wrong fields; it is left out", place, error.error_count())
        return None
