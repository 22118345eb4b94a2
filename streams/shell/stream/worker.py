"""One worker of the stream: checked, started, stopped by a signal, and stopped by trouble with one clear sentence."""

import asyncio
import logging
import os
import signal
import threading
import time
from collections.abc import Callable
from queue import SimpleQueue
from types import FrameType
from typing import Any

import mode
from aiokafka.errors import (
    ClusterAuthorizationFailedError,
    GroupAuthorizationFailedError,
    KafkaError,
    TopicAuthorizationFailedError,
)

from schemas.access import ClientRole, rights
from schemas.topics import CURRENT
from streams.settings import Settings
from streams.shell.broker import clients, topics
from streams.shell.errors import BrokerError, CommuniqueError
from streams.shell.monitoring import probes
from streams.shell.monitoring.logs import configure
from streams.shell.stream.application import Application

_log = logging.getLogger("communique")

NOT_IN_TIME = 1
"""Exit code of a worker that did not finish in time."""
CRASHED_GRACE = 10.0
"""Seconds that a worker which cannot go on may take to end. Parts of it may wait for others that have ended already."""
_NOT_ALLOWED = {
    TopicAuthorizationFailedError: "topic",
    GroupAuthorizationFailedError: "group",
    ClusterAuthorizationFailedError: "cluster",
}
APPLY_TOPICS = "run: communique topics apply"


class WorkerFailedError(CommuniqueError):
    """The stream stopped because it could not go on."""


class _Process(mode.Worker):  # type: ignore[misc]  # mode ships no types
    """mode's worker, which ends in time once it was told to, even while its event loop is busy."""

    grace_period = 0.0

    def __init__(self, *services: Any, **options: Any) -> None:  # noqa: ANN401 - mode ships no types
        super().__init__(*services, **options)
        # A thread that waits from the beginning: a signal may come when nothing can be started any more, and
        # SimpleQueue.put is one of the few things that may be called in its handler.
        self._deadlines: SimpleQueue[float] = SimpleQueue()
        threading.Thread(target=self._give_up_in_time, daemon=True, name="grace").start()

    async def stop(self) -> None:
        """Stop as mode does, and see to it that this has an end, whether a signal asked for it or trouble."""
        self._end_within(min(self.grace_period, CRASHED_GRACE) if self.crashed else self.grace_period)
        await super().stop()

    def _install_signal_handlers_unix(self) -> None:
        """Handle signals where Python does, between two instructions: the loop's handlers wait for its next turn.

        mode's other two signals, one of which starts a debugger, are not for a service.
        """
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._on_signal)

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        self._end_within(self.grace_period)
        self.loop.call_soon_threadsafe(self._schedule_shutdown, signal.Signals(number))

    def _schedule_shutdown(self, number: signal.Signals) -> None:
        _log.info("Stopping: %s; what has begun is finished within %g seconds", number.name, self.grace_period)
        super()._schedule_shutdown(number)

    def _end_within(self, seconds: float) -> None:
        self._deadlines.put(seconds)

    def _give_up_in_time(self) -> None:
        seconds = self._deadlines.get()  # the first counts
        time.sleep(seconds)
        self._give_up(seconds)

    def _give_up(self, seconds: float) -> None:
        why = f" after this: {_failure(self)}" if self.crashed else ""
        _log.error("Not finished within %g seconds of grace%s: ended; what is left is done again", seconds, why)
        os._exit(NOT_IN_TIME)


def run(make_app: Callable[[Settings], Application], settings: Settings) -> int:
    """Run a worker until SIGTERM or SIGINT; returns 0 when it was stopped cleanly.

    Raises BrokerError if Kafka cannot be reached or its topics are not as they must be, and WorkerFailedError if the
    stream stopped by itself: nothing was acknowledged that was not done, so it can be started again.
    """
    configure(settings)
    clients.require_rights(settings, rights(ClientRole.WORKER, settings.application_id, settings.version))
    check_topics(settings)
    app = make_app(settings)
    checks = {"/healthz": app.health.alive, "/readyz": app.health.ready}
    probes.serve(settings.metrics_host, settings.metrics_port, app.metrics.registry, checks)
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    worker = _Process(app, loop=loop, override_logging=False, redirect_stdouts=False, quiet=True)
    worker.grace_period = settings.grace_period
    try:
        _execute(worker)
    finally:
        app.pool.stop()
    return 0


def _execute(worker: Any) -> None:  # noqa: ANN401 - mode ships no types
    """Run until the end; raises what the user is to be told if the worker ended by itself."""
    try:
        worker.execute_from_commandline()
    except SystemExit as ending:
        if ending.code:
            raise _failure(worker) from worker.crash_reason
    except asyncio.CancelledError:
        # At its end mode cancels what is still under way, and may meet its own cancellation. Nothing was acknowledged
        # that was not done, so the worker has ended as well as it can: by trouble, or because it was told to.
        if worker.crashed:
            raise _failure(worker) from worker.crash_reason


def check_topics(settings: Settings) -> None:
    """Raise BrokerError unless the broker can be reached and has every topic of a worker as the list says."""
    with clients.admin(settings) as admin:
        # A worker runs the version that it is told, so it does not need to know which one readers follow.
        report = topics.check(admin, [topic for topic in settings.topics if topic.name != CURRENT.name])
    for note in report.notes:
        _log.warning("%s", note)
    if not report.ok:
        raise BrokerError(f"the topics are not ready: {'; '.join(report.differences)}", APPLY_TOPICS)


def _failure(worker: Any) -> CommuniqueError:  # noqa: ANN401 - mode ships no types
    reason = worker.crash_reason
    if isinstance(reason, CommuniqueError):
        return reason
    for kind, what in _NOT_ALLOWED.items():
        if isinstance(reason, kind):
            names = ", ".join(map(str, reason.args))
            return WorkerFailedError(
                f"the broker does not allow the worker what it needs on {what} {names}", clients.ACLS
            )
    if isinstance(reason, KafkaError):
        return WorkerFailedError(
            f"Kafka failed the worker: {type(reason).__name__}: {reason}", "run: communique doctor"
        )
    return WorkerFailedError(f"the worker stopped: {type(reason).__name__}: {reason}", "its log says where")
