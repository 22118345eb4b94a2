"""A worker in a process of its own, as a user would start it, and stopped with whoever started it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from streams.core.printable import printable
from streams.settings import Settings
from streams.shell.errors import CommuniqueError

_STOP_SECONDS = 20.0
_SHOWN_LINES = 3


@dataclass(frozen=True, slots=True)
class WorkerProcess:
    """A running worker and the file that it logs to."""

    process: "subprocess.Popen[bytes]"
    log: Path

    def check(self) -> None:
        """Raise CommuniqueError with the end of its log if the worker has ended."""
        if (code := self.process.poll()) is not None:
            said = " / ".join(filter(str.strip, self._lines()[-_SHOWN_LINES:]))
            raise CommuniqueError(
                f"the worker ended with exit code {code}: {printable(said)}", "run: communique doctor"
            )

    def check_ending(self) -> None:
        """Raise CommuniqueError if the worker that was stopped had to be killed.

        For some seconds the broker still counts it as a worker then, and it may have left something undone.
        """
        if code := self.process.poll():
            raise CommuniqueError(f"the worker did not end by itself: exit code {code}", "run: communique doctor")

    def _lines(self) -> list[str]:
        return self.log.read_text("utf-8", "replace").splitlines()


@contextmanager
def worker_process(settings: Settings, folder: Path) -> Iterator[WorkerProcess]:
    """Run a worker on the broker of `settings` until the block ends; it keeps its files in `folder`."""
    log = folder / "worker.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "streams", "worker"],
            env=os.environ | _variables(settings, folder),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            yield WorkerProcess(process, log)
        finally:
            _stop(process)


def _variables(settings: Settings, folder: Path) -> dict[str, str]:
    return {
        "KAFKA_BOOTSTRAP_SERVERS": settings.bootstrap_servers,
        "KAFKA_SECURITY_PROTOCOL": settings.security_protocol.value,
        "COMMUNIQUE_APP_ID": settings.app_id,
        "COMMUNIQUE_VERSION": str(settings.version),
        "COMMUNIQUE_PARTITIONS": str(settings.partitions),
        # The embedded broker lets a first member wait for half of its session timeout.
        "COMMUNIQUE_SESSION_TIMEOUT": "10",
        "COMMUNIQUE_METRICS_PORT": "0",
        "COMMUNIQUE_STATE_DIR": str(folder / "state"),
        "OMP_NUM_THREADS": "1",
    }


def _stop(process: "subprocess.Popen[bytes]") -> None:
    """Let the worker finish what it has begun; if it does not end, end it."""
    process.terminate()
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
