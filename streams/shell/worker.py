"""One worker of the stream: checked, started, stopped by a signal, and stopped by trouble with one clear sentence."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

import mode
from aiokafka.errors import KafkaError

from schemas.topics import topics_for
from streams.settings import Settings
from streams.shell import clients, topics
from streams.shell.engine.application import Application
from streams.shell.errors import BrokerError, CommuniqueError
from streams.shell.logs import configure

_log = logging.getLogger("communique")

APPLY_TOPICS = "run: communique topics apply"


class WorkerFailedError(CommuniqueError):
    """The stream stopped because it could not go on."""


def run(make_app: Callable[[Settings], Application], settings: Settings) -> int:
    """Run a worker until SIGTERM or SIGINT; returns 0 when it was stopped cleanly.

    Raises BrokerError if Kafka cannot be reached or its topics are not as they must be, and WorkerFailedError if the
    stream stopped by itself: nothing was acknowledged that was not done, so it can be started again.
    """
    configure(settings)
    check_topics(settings)
    app = make_app(settings)
    _serve_metrics(app, settings)
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    worker = mode.Worker(app, loop=loop, override_logging=False, redirect_stdouts=False, quiet=True)
    try:
        worker.execute_from_commandline()
    except SystemExit as ending:
        if ending.code:
            raise _failure(worker) from worker.crash_reason
    finally:
        app.pool.stop()
    return 0


def check_topics(settings: Settings) -> None:
    """Raise BrokerError unless the broker can be reached and has every topic as the list says."""
    with clients.admin(settings) as admin:
        report = topics.check(admin, topics_for(settings.application_id, settings.partitions))
    for note in report.notes:
        _log.warning("%s", note)
    if not report.ok:
        raise BrokerError(f"the topics are not ready: {'; '.join(report.differences)}", APPLY_TOPICS)


def _serve_metrics(app: Application, settings: Settings) -> None:
    if not settings.metrics_port:
        return
    try:
        app.metrics.serve(settings.metrics_host, settings.metrics_port)
    except OSError as error:
        where = f"{settings.metrics_host}:{settings.metrics_port}"
        hint = "set COMMUNIQUE_METRICS_PORT to a free port, or to 0 for none"
        raise CommuniqueError(f"cannot serve metrics on {where}: {error}", hint) from error


def _failure(worker: Any) -> CommuniqueError:  # noqa: ANN401 - mode ships no types
    reason = worker.crash_reason
    if isinstance(reason, CommuniqueError):
        return reason
    if isinstance(reason, KafkaError):
        return WorkerFailedError(
            f"Kafka failed the worker: {type(reason).__name__}: {reason}", "run: communique doctor"
        )
    return WorkerFailedError(f"the worker stopped: {type(reason).__name__}: {reason}", "its log says where")
