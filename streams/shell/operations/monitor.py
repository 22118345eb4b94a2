"""The monitor: looks at the stream from outside, and tells Prometheus what a worker cannot say of itself.

It measures the lag, publishes heartbeats, and has the oracle verify the counts when nothing waits. One of it is enough,
whatever the number of workers; it holds no state and writes nothing but heartbeats. Where readers are switched to
another version of the state it watches that from its next turn on, unless it was told which one to watch.
"""

import logging
import time
from collections.abc import Callable, Sequence
from threading import Event

from schemas.access import AclOperation
from streams.settings import Settings
from streams.shell.broker import clients
from streams.shell.errors import BrokerError, CommuniqueError
from streams.shell.history import current
from streams.shell.history.verify import Verification, verify
from streams.shell.monitoring import stage_lag
from streams.shell.monitoring.metrics import MonitorMetrics
from streams.shell.monitoring.stage_lag import Lag
from streams.shell.stream import heartbeat

_log = logging.getLogger("communique")

_CONFIRM_SECONDS = 15.0
_TRY_AGAIN = 0.1
"""Part of the time between verifications after which one is tried again that records came into."""
_FETCH_BYTES = 64 * 1024
"""Of each partition that lags one record is wanted; a larger one comes all the same."""

Look = Callable[[Settings], list[Lag]]
"""Measures the lag of the version that the settings name."""


class Monitor:
    """Looks, beats and verifies, each when its time has come."""

    def __init__(self, settings: Settings, metrics: MonitorMetrics, look: Look | None = None) -> None:
        self._told = settings
        self._settings = settings
        self._metrics = metrics
        self._look = look or look_at_broker
        self._next_beat = 0.0
        self._next_verification = 0.0
        self._beats = 0
        self._turned_at = time.monotonic()
        self._saw = False
        for outcome in ("ok", "failed"):
            metrics.looks.labels(outcome)

    def run(self, stop: Event) -> None:
        """Go on until `stop` is set; trouble with the broker is told and tried again."""
        while not stop.is_set():
            self.turn()
            stop.wait(self._settings.monitor_interval)

    def turn(self) -> None:
        """Do what is due. A verification comes first, for a heartbeat would be under way meanwhile."""
        now = self._turned_at = time.monotonic()
        try:
            self.follow()
            lags = self.look()
            if self._settings.monitor_verify and now >= self._next_verification and not _waiting(lags):
                self.verify(lags)
            if self._settings.monitor_heartbeat and now >= self._next_beat:
                self._next_beat = now + self._settings.monitor_heartbeat
                self.beat()
        except CommuniqueError as error:
            self._failed(error)

    def follow(self) -> None:
        """Watch the version that readers follow now, and forget what was found of another one.

        Raises BrokerError if the broker does not say which one that is.
        """
        followed = current.followed(self._told)
        if followed.version != self._settings.version:
            _log.info("Version %d of the state is watched from now on", followed.version)
            self._clear_lag()
            self._metrics.verify_mismatches.set(0)
            self._metrics.verified.set(0)
            self._next_verification = 0.0
        self._settings = followed
        self._metrics.version.set(followed.version)

    def look(self) -> list[Lag]:
        """Measure the lag. Raises BrokerError if the broker cannot tell."""
        lags = self._look(self._settings)
        for each in lags:
            place = each.stage, str(each.partition)
            self._metrics.lag_records.labels(*place).set(each.records)
            self._metrics.lag_seconds.labels(*place).set(each.seconds)
            self._metrics.committed_offset.labels(*place).set(each.committed)
        self._saw = True
        self._metrics.looks.labels("ok").inc()
        self._metrics.looked.set(time.time())
        return lags

    def beat(self) -> None:
        """Publish a heartbeat, to each partition in its turn. Raises BrokerError if the broker does not confirm it."""
        now, number = time.time(), self._beats % self._settings.partitions
        self._beats += 1
        beat = heartbeat.published(self._settings.app_topics.article_heartbeats, number)
        clients.require_topic(self._settings, beat.topic, AclOperation.WRITE)
        with clients.producer(self._settings) as producer:
            sent = producer.send(beat.topic, key=beat.key, headers=list(beat.headers), partition=beat.partition)
            producer.flush(timeout=_CONFIRM_SECONDS)
        if sent.failed():
            raise BrokerError(f"the broker did not confirm a heartbeat: {sent.exception}")
        self._metrics.heartbeat_sent.set(now)

    def verify(self, before: Sequence[Lag]) -> Verification | None:
        """Verify the counts; None if records came meanwhile, for then what was under way would show as mismatches."""
        # Reading all topics is dear: what comes to nothing is not tried again at once.
        self._next_verification = time.monotonic() + self._settings.monitor_verify * _TRY_AGAIN
        found = verify(self._settings)
        after = self.look()
        if [lag.end for lag in before] != [lag.end for lag in after] or _waiting(after):
            return None
        self._next_verification = time.monotonic() + self._settings.monitor_verify
        self._metrics.verify_mismatches.set(len(found.mismatches))
        self._metrics.verified.set(time.time())
        for mismatch in found.mismatches[:10]:
            _log.error("mismatch: %s", mismatch)
        return found

    def alive(self) -> dict[str, bool]:
        """Return the check of /healthz: turns follow one another; a verification may take its time."""
        limit = 10 * self._settings.monitor_interval + 600
        return {"turning": time.monotonic() - self._turned_at < limit}

    def ready(self) -> dict[str, bool]:
        """Return the checks of /readyz."""
        return self.alive() | {"broker": self._saw}

    def _failed(self, error: CommuniqueError) -> None:
        """Say it, and say nothing of the lag: an old figure would look like a new one."""
        _log.warning("The broker could not be looked at: %s", error)
        self._saw = False
        self._metrics.looks.labels("failed").inc()
        self._clear_lag()

    def _clear_lag(self) -> None:
        for gauge in (self._metrics.lag_records, self._metrics.lag_seconds, self._metrics.committed_offset):
            gauge.clear()


def look_at_broker(settings: Settings) -> list[Lag]:
    """Measure the lag with clients of their own, so that nothing of an earlier trouble is left."""
    with clients.admin(settings) as admin, clients.consumer(settings, _FETCH_BYTES) as consumer:
        return stage_lag.measure(admin, consumer, settings.app_topics, time.time())


def _waiting(lags: Sequence[Lag]) -> bool:
    return any(lag.records for lag in lags)
