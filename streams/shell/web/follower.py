"""The thread that follows the topics: assigned partitions, no consumer group, from the oldest record on."""

import time
from threading import Event, Thread
from typing import Any

from kafka import KafkaConsumer, TopicPartition
from kafka.errors import KafkaError

from schemas.topics import topic
from streams.settings import Settings
from streams.shell.broker import clients
from streams.shell.broker.reading_topics import POLL_MS, Consumer, Record, ends
from streams.shell.monitoring.metrics import WebMetrics
from streams.shell.web.live_state import TOPICS, LiveState

MAX_RECORDS = 500
"""Records of one poll: the lock is held while they are folded in."""
ASK_EVERY = 40
"""Quiet polls, ten seconds of them, between two questions whether the broker is still there."""
ANSWER_MS = 3_000


class Follower:
    """Keeps a `LiveState` up to date until it is stopped or the broker refuses; `failure` says why it ended."""

    def __init__(self, settings: Settings, state: LiveState, metrics: WebMetrics) -> None:
        self.failure: Exception | None = None
        self._settings = settings
        self._state = state
        self._metrics = metrics
        self._stop = Event()
        self._thread = Thread(target=self._run, name="follower", daemon=True)

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
            self._state.bell.ring()

    def _follow(self, consumer: KafkaConsumer) -> None:
        # What follows knows the public names alone, whichever version of the state is followed.
        public = {self._settings.name_of(topic(name)): name for name in TOPICS}
        targets = ends(consumer, list(public))
        consumer.seek_to_beginning(*targets)
        quiet, there = 0, True
        while not self._stop.is_set():
            polled = consumer.poll(timeout_ms=POLL_MS, max_records=MAX_RECORDS)
            records = [_renamed(record, public[record.topic]) for batch in polled.values() for record in batch]
            positions = {each: consumer.position(each) for each in targets}
            quiet = 0 if records or (there and quiet >= ASK_EVERY) else quiet + 1
            there = quiet < ASK_EVERY or _answers(consumer, list(targets))
            behind = _behind(consumer, positions, targets)
            caught_up = there and behind == 0
            known = {(public[each.topic], each.partition): at for each, at in positions.items()}
            self._state.apply(records, known, caught_up)
            self._measure(records, behind, caught_up)

    def _measure(self, records: list[Record], behind: int, caught_up: bool) -> None:
        for record in records:
            self._metrics.records.labels(record.topic).inc()
        self._metrics.lag.set(behind)
        self._metrics.caught_up.set(caught_up)
        self._metrics.unreadable.set(self._state.unreadable)
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
