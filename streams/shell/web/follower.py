"""The thread that follows the topics: assigned partitions, no consumer group, from the oldest record on.

Where readers are switched to another version of the state it goes on showing the old one until it has read all of the
new one, and then shows that: nobody sees it half read, nor a mixture. Unless the settings name a version to follow.
"""

import logging
import time
from collections.abc import Iterable
from threading import Event, Thread

from kafka import KafkaConsumer, TopicPartition
from kafka.errors import KafkaError

from schemas.topics import topic
from streams.settings import Settings
from streams.shell.broker import clients
from streams.shell.broker.reading_topics import POLL_MS, ends
from streams.shell.history import current
from streams.shell.history.current import PLACE, Pointer
from streams.shell.monitoring.metrics import WebMetrics
from streams.shell.records.record import ConsumerRecord
from streams.shell.web.live_state import TOPICS, LiveState
from streams.shell.web.versions import Connection, Followed, SwitchStep, Versions

_log = logging.getLogger("communique")

MAX_RECORDS = 500
"""Records of one poll: the lock is held while they are folded in."""
ASK_EVERY = 40
"""Quiet polls, ten seconds of them, between two questions whether the broker is still there."""
ANSWER_MS = 3_000
LOOK_SECONDS = 10.0
"""Time between two looks for the topic that says which version is current, while there is none."""


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
        versions = Versions(self._open(consumer, self._state))
        self._assign(consumer, versions)
        connection = Connection(ASK_EVERY)
        while not self._stop.is_set():
            polled = consumer.poll(timeout_ms=POLL_MS, max_records=MAX_RECORDS)
            connection.polled(bool(polled))
            if connection.is_due:
                connection.asked(_answers(consumer, list(versions.shown.targets)))
            taken = [each.take(consumer, polled.values(), connection.is_up) for each in versions.all]
            self._measure([record for records in taken for record in records], versions, connection.is_up)
            found = self._read_pointer(consumer, polled.get(PLACE, ()))
            before, versions = versions, self._step(consumer, versions)
            if found or versions is not before:
                self._assign(consumer, versions)

    def _step(self, consumer: KafkaConsumer, versions: Versions) -> Versions:
        """Begin to read another version if readers were switched to it, and show it once it is read."""
        step = versions.next_step(self._wanted)
        if step is SwitchStep.OPEN:
            _log.info("Readers were switched to version %d of the state; it is read first, then shown", self._wanted)
            return Versions(versions.shown, self._open(consumer, self._state.empty_for(self._wanted)))
        if step is SwitchStep.DROP:
            return Versions(versions.shown)
        if step is SwitchStep.SHOW and versions.coming is not None:
            return self._show(versions.coming)
        return versions

    def _show(self, coming: Followed) -> Versions:
        self._state.take_over(coming.state)
        coming.state = self._state
        _log.info("Version %d of the state is shown from now on", coming.version)
        return Versions(coming)

    def _read_pointer(self, consumer: KafkaConsumer, records: Iterable[ConsumerRecord]) -> bool:
        """Note which version is current; tells whether the topic that says it was found only now."""
        if self._pointer is None:
            return self._follows and self._look_again(consumer)
        for record in records:
            self._pointer.take(record)
        return False

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

    def _assign(self, consumer: KafkaConsumer, versions: Versions) -> None:
        """Let the consumer go on with these versions, each where it was, and with what says which one is current."""
        pointers = [] if self._pointer is None else [PLACE]
        consumer.assign([*pointers, *(place for each in versions.all for place in each.targets)])
        if self._pointer is not None:
            consumer.seek(PLACE, self._pointer.next_offset)
        for each in versions.all:
            for place in each.targets:
                if place in each.positions:
                    consumer.seek(place, each.positions[place])
                else:
                    consumer.seek_to_beginning(place)

    def _measure(self, records: list[ConsumerRecord], versions: Versions, connected: bool) -> None:
        for record in records:
            self._metrics.records.labels(record.topic).inc()
        self._metrics.lag.set(sum(each.behind for each in versions.all))
        self._metrics.caught_up.set(connected and versions.shown.behind == 0)
        self._metrics.unreadable.set(self._state.unreadable)
        self._metrics.version.set(versions.shown.version)
        self._metrics.followed.set(time.time())


def _answers(consumer: KafkaConsumer, partitions: list[TopicPartition]) -> bool:
    """Ask the broker something small; silence means that what we show may be old."""
    try:
        consumer.end_offsets(partitions[:1], timeout_ms=ANSWER_MS)
    except KafkaError:
        return False
    return True
