"""The thread that follows the topics: assigned partitions, no consumer group, from the oldest record on.

Where readers are switched to another version of the state it goes on showing the old one until it has read all of the
new one, and then shows that: nobody sees it half read, nor a mixture. Unless it was told which version to follow.
"""

import logging
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import Any

from kafka import KafkaConsumer, TopicPartition
from kafka.errors import KafkaError

from schemas.topics import topic
from streams.settings import Settings
from streams.shell.broker import clients
from streams.shell.broker.reading_topics import POLL_MS, Consumer, ends
from streams.shell.history import current
from streams.shell.history.current import PLACE, Pointer
from streams.shell.monitoring.metrics import WebMetrics
from streams.shell.records.record import ConsumerRecord
from streams.shell.web.live_state import TOPICS, LiveState

_log = logging.getLogger("communique")

MAX_RECORDS = 500
"""Records of one poll: the lock is held while they are folded in."""
ASK_EVERY = 40
"""Quiet polls, ten seconds of them, between two questions whether the broker is still there."""
ANSWER_MS = 3_000
LOOK_SECONDS = 10.0
"""Time between two looks for the topic that says which version is current, while there is none."""


@dataclass(slots=True, eq=False)
class Followed:
    """A version of the state that is being read."""

    version: int
    state: LiveState
    public: dict[str, str]
    """The public name of each of its topics. What follows knows those alone, whichever version is followed."""
    targets: dict[TopicPartition, int]
    """The end of each partition when it was begun."""
    positions: dict[TopicPartition, int] = field(default_factory=dict)
    """The next record of each partition."""
    behind: int = 1

    def take(self, consumer: Consumer, polled: Iterable[Any], there: bool) -> list[ConsumerRecord]:
        """Fold in what is its own of what was polled, and return it under public names."""
        records = [
            _renamed(record, self.public[record.topic])
            for batch in polled
            for record in batch
            if record.topic in self.public
        ]
        self.positions = {each: consumer.position(each) for each in self.targets}
        self.behind = _behind(consumer, self.positions, self.targets)
        known = {(self.public[each.topic], each.partition): at for each, at in self.positions.items()}
        self.state.apply(records, known, there and self.behind == 0)
        return records


class Follower:
    """Keeps a `LiveState` up to date until it is stopped or the broker refuses; `failure` says why it ended."""

    def __init__(self, settings: Settings, state: LiveState, metrics: WebMetrics) -> None:
        self.failure: Exception | None = None
        self._settings = settings
        self._state = state
        self._metrics = metrics
        self._stop = Event()
        self._thread = Thread(target=self._run, name="follower", daemon=True)
        self._pointer: Pointer | None = None
        self._looked = 0.0

    def start(self) -> None:
        """Begin to read."""
        self._thread.start()

    def stop(self) -> None:
        """End, and wait until the connection is closed."""
        self._stop.set()
        self._thread.join(timeout=10)

    @property
    def ended(self) -> bool:
        """Whether it reads no more."""
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            with clients.consumer(self._settings) as consumer:
                self._follow(consumer)
        except Exception as error:  # noqa: BLE001 - whoever waits for the thread raises it
            self.failure = error
            self._state.change_signal.notify()

    def _follow(self, consumer: KafkaConsumer) -> None:
        self._look(consumer)
        self._state.begin(self._wanted)
        shown, coming = self._open(consumer, self._state), None
        self._assign(consumer, shown)
        quiet, there = 0, True
        while not self._stop.is_set():
            polled = consumer.poll(timeout_ms=POLL_MS, max_records=MAX_RECORDS)
            quiet = 0 if polled or (there and quiet >= ASK_EVERY) else quiet + 1
            there = quiet < ASK_EVERY or _answers(consumer, list(shown.targets))
            followed = [shown] if coming is None else [shown, coming]
            records = [record for each in followed for record in each.take(consumer, polled.values(), there)]
            self._measure(records, followed, there)
            shown, coming = self._turn(consumer, polled.get(PLACE, ()), shown, coming)

    def _turn(
        self, consumer: KafkaConsumer, said: Iterable[ConsumerRecord], shown: Followed, coming: Followed | None
    ) -> tuple[Followed, Followed | None]:
        """Begin to read another version if readers were switched to it, and show it once it is read."""
        for record in said:
            if self._pointer is not None:
                self._pointer.take(record)
        found = self._pointer is None and self._follows and self._look_again(consumer)
        before = shown, coming
        if coming is not None and coming.version != self._wanted:
            coming = None
        if coming is None and shown.version != self._wanted:
            _log.info("Readers were switched to version %d of the state; it is read first, then shown", self._wanted)
            coming = self._open(consumer, self._state.another(self._wanted))
        elif coming is not None and coming.behind == 0:
            self._state.become(coming.state)
            coming.state = self._state
            shown, coming = coming, None
            _log.info("Version %d of the state is shown from now on", shown.version)
        if found or before != (shown, coming):
            self._assign(consumer, *([shown] if coming is None else [shown, coming]))
        return shown, coming

    @property
    def _follows(self) -> bool:
        return not self._settings.version_is_explicit

    @property
    def _wanted(self) -> int:
        """The version that readers are to see."""
        if self._follows:
            return self._pointer.version if self._pointer is not None else current.FIRST
        return self._settings.version

    def _look(self, consumer: KafkaConsumer) -> bool:
        """Read which version is current; tells whether there is a topic that says it."""
        if self._follows:
            self._looked = time.monotonic()
            self._pointer = current.read(consumer, self._settings.app_id)
        return self._pointer is not None

    def _look_again(self, consumer: KafkaConsumer) -> bool:
        return time.monotonic() - self._looked > LOOK_SECONDS and self._look(consumer)

    def _open(self, consumer: KafkaConsumer, state: LiveState) -> Followed:
        """Begin with a version; the consumer is left with its partitions alone."""
        settings = self._settings.of_version(self._wanted)
        public = {settings.name_of(topic(name)): name for name in TOPICS}
        return Followed(settings.version, state, public, ends(consumer, list(public)))

    def _assign(self, consumer: KafkaConsumer, *followed: Followed) -> None:
        """Let the consumer go on with these versions, each where it was, and with what says which one is current."""
        pointers = [] if self._pointer is None else [PLACE]
        consumer.assign([*pointers, *(place for each in followed for place in each.targets)])
        if self._pointer is not None:
            consumer.seek(PLACE, self._pointer.next_offset)
        for each in followed:
            for place in each.targets:
                if place in each.positions:
                    consumer.seek(place, each.positions[place])
                else:
                    consumer.seek_to_beginning(place)

    def _measure(self, records: list[ConsumerRecord], followed: list[Followed], there: bool) -> None:
        for record in records:
            self._metrics.records.labels(record.topic).inc()
        self._metrics.lag.set(sum(each.behind for each in followed))
        self._metrics.caught_up.set(there and followed[0].behind == 0)
        self._metrics.unreadable.set(self._state.unreadable)
        self._metrics.version.set(followed[0].version)
        self._metrics.followed.set(time.time())


def _renamed(record: Any, topic: str) -> Any:  # noqa: ANN401 - a named tuple of kafka-python, which ships no types
    return record if record.topic == topic else record._replace(topic=topic)


def _behind(consumer: Consumer, positions: dict[TopicPartition, int], targets: dict[TopicPartition, int]) -> int:
    """Return how much was not read of what was there at the start and of what the newest fetches told."""
    return sum(max(0, targets[each] - at, (consumer.highwater(each) or 0) - at) for each, at in positions.items())


def _answers(consumer: KafkaConsumer, partitions: list[TopicPartition]) -> bool:
    """Ask the broker something small; silence means that what we show may be old."""
    try:
        consumer.end_offsets(partitions[:1], timeout_ms=ANSWER_MS)
    except KafkaError:
        return False
    return True
