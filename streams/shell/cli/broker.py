"""communique broker: the embedded broker, for a first look."""

import socket
import time
from collections.abc import Callable
from typing import Annotated, NoReturn

import typer

from streams.shell.cli.interruption import interruptible
from streams.shell.cli.output import note, say
from streams.shell.cli.session import Session
from streams.shell.errors import BrokerError, UsageError

DEFAULT_PORT = 9092
LOOK_SECONDS = 1.0


def broker(
    context: typer.Context,
    port: Annotated[int, typer.Option(min=1, max=65_535, help="Port on 127.0.0.1.")] = DEFAULT_PORT,
) -> None:
    """Run a broker for a first look, its topics ready. It keeps everything in memory: never for real data."""
    from streams.shell.broker.embedded import NOTICE, embedded

    _refuse_if_taken(port)
    try:
        with interruptible() as check_interrupted, embedded(port) as running:
            note(f"warning: {NOTICE}")
            _apply_topics(context, running.bootstrap_servers)
            say(f"Listening at {running.bootstrap_servers}; Ctrl-C ends it and forgets everything.")
            if port != DEFAULT_PORT:
                say(f"Elsewhere: export KAFKA_BOOTSTRAP_SERVERS={running.bootstrap_servers}")
            _watch(port, check_interrupted)
    except KeyboardInterrupt:
        note("ended; everything it kept is gone")


def _refuse_if_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise UsageError(f"port {port} is taken", "give another one with --port") from error


def _apply_topics(context: typer.Context, servers: str) -> None:
    from streams.shell.broker import clients, topics

    session: Session = context.obj
    session.overrides["bootstrap_servers"] = servers
    settings = session.settings()
    with clients.admin(settings) as admin:
        topics.apply(admin, settings.topics)


def _watch(port: int, check_interrupted: Callable[[], None]) -> NoReturn:
    """Wait for Ctrl-C or SIGTERM. Raises BrokerError if the broker ends by itself."""
    while True:
        check_interrupted()
        time.sleep(LOOK_SECONDS)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                raise BrokerError("the broker ended by itself", "start it again: communique broker")
