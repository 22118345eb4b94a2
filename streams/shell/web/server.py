"""Runs the web application and the thread that follows the topics until a signal, or until the broker refuses."""

import logging
import signal
import socket
from collections.abc import Callable
from importlib.metadata import version
from types import FrameType

import uvicorn

from streams.settings import Settings
from streams.shell.errors import CommuniqueError, UsageError
from streams.shell.monitoring import probes
from streams.shell.monitoring.metrics import WebMetrics
from streams.shell.web.application import build
from streams.shell.web.connections import bounded
from streams.shell.web.follower import Follower
from streams.shell.web.live_state import LiveState

MAX_CONNECTIONS = 512
GRACE_SECONDS = 3


class Server(uvicorn.Server):
    """A server that sends the readers of its feed home when it ends, and ends when the follower has."""

    def __init__(self, config: uvicorn.Config, state: LiveState, follower: Follower) -> None:
        super().__init__(config)
        self._state = state
        self._follower = follower

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """End on a signal."""
        self._state.change_signal.close()
        super().handle_exit(sig, frame)

    async def on_tick(self, counter: int) -> bool:
        """Tell, ten times a second, whether to end."""
        if self._follower.ended:
            self._state.change_signal.close()
            return True
        return await super().on_tick(counter)


def run(settings: Settings, announce: Callable[[str], None]) -> None:
    """Serve until SIGTERM or SIGINT; `announce` is told the address.

    Raises UsageError if the address cannot be used, CommuniqueError if that of the metrics cannot, and what ended the
    follower, a BrokerError most often.
    """
    listener = _listen(settings.web_host, settings.web_port)
    state = LiveState(settings.web_events, settings.version if settings.version_is_explicit else 0)
    metrics = WebMetrics()
    metrics.build(version("communique"))
    follower = Follower(settings, state, metrics)
    server = Server(_config(settings, state, metrics), state, follower)
    # Uvicorn sends itself the signal again when it has ended; SIGTERM is then no reason to die of.
    signal.signal(signal.SIGTERM, lambda _number, _frame: None)
    told = probes.serve(settings.metrics_host, settings.web_metrics_port, metrics.registry, _checks(state))
    follower.start()
    announce(f"http://{_named(settings.web_host)}:{listener.getsockname()[1]}")
    try:
        server.run(sockets=[listener])
    finally:
        follower.stop()
        listener.close()
        if told is not None:
            told.close()
    if follower.failure is not None:
        raise follower.failure
    if not server.started:
        raise CommuniqueError("the server did not start")


def _config(settings: Settings, state: LiveState, metrics: WebMetrics) -> uvicorn.Config:
    return uvicorn.Config(
        build(state, settings.web_hosts, metrics),
        http=bounded(settings.web_connections_per_address, lambda why: metrics.refused.labels(why).inc()),
        ws="none",
        loop="asyncio",
        lifespan="on",
        log_config=None,
        log_level=logging.WARNING,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=MAX_CONNECTIONS,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )


def _checks(state: LiveState) -> dict[str, probes.Checks]:
    """Return what /healthz and /readyz tell beside the metrics, whatever readers do to the page's own port."""
    return {"/healthz": dict, "/readyz": lambda: {"caught_up": state.snapshot().caught_up}}


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=128)
    except OSError as error:
        raise UsageError(
            f"cannot listen at {host}:{port}: {error.strerror}", "give another --port or --host"
        ) from error


def _named(host: str) -> str:
    return f"[{host}]" if ":" in host else host
