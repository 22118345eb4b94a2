import asyncio
import subprocess
import sys
from queue import Queue

import pytest

from streams.app import create_app
from streams.settings import Settings
from streams.shell.broker.embedded import free_port
from streams.shell.errors import BrokerError
from streams.shell.stream import worker


def test_a_worker_without_a_broker_says_so_in_one_sentence() -> None:
    settings = Settings(bootstrap_servers=f"127.0.0.1:{free_port()}", metrics_port=0)
    with pytest.raises(BrokerError, match=r"no Kafka broker answers at 127\.0\.0\.1"):
        worker.run(create_app, settings)


class Stuck(worker._Process):
    """A worker some part of which waits for ever."""

    async def on_stop(self) -> None:
        await asyncio.Event().wait()


@pytest.mark.parametrize(
    ("crashed", "said"),
    [(False, "of grace: ended"), (True, "of grace after this: the worker stopped: OSError: gone: ended")],
)
async def test_worker_that_cannot_stop_in_time_exits(
    crashed: bool, said: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    ended: Queue[int] = Queue()
    monkeypatch.setattr("os._exit", ended.put)
    monkeypatch.setattr(worker, "CRASHED_GRACE", 0.05)
    loop = asyncio.get_running_loop()
    process = Stuck(loop=loop, override_logging=False, redirect_stdouts=False, quiet=True)
    process.grace_period = 60 if crashed else 0.05
    if crashed:
        process._crash(OSError("gone"))
    stopping = asyncio.create_task(process.stop())
    assert await asyncio.to_thread(ended.get, timeout=10) == worker.NOT_IN_TIME
    assert said in caplog.text
    stopping.cancel()


BUSY = """
import asyncio, os, signal, sys, threading
from streams.shell.stream import worker

class Busy(worker._Process):
    async def on_start(self):
        os.kill(os.getpid(), signal.SIGTERM)
        while True:
            pass

loop = asyncio.new_event_loop()
process = Busy(loop=loop, override_logging=False, redirect_stdouts=False, quiet=True)
process.grace_period = 0.3
process.execute_from_commandline()
"""


def test_sigterm_ends_a_worker_within_its_grace_though_its_event_loop_never_turns() -> None:
    done = subprocess.run([sys.executable, "-c", BUSY], timeout=60, check=False, capture_output=True, text=True)
    assert done.returncode == worker.NOT_IN_TIME
    assert "Not finished within 0.3 seconds" in done.stderr


class Ending:
    """A worker of mode that ends at once, in one of its ways."""

    def __init__(self, how: BaseException, crash_reason: BaseException | None = None) -> None:
        self.ran = False
        self._how, self.crash_reason, self.crashed = how, crash_reason, crash_reason is not None

    def execute_from_commandline(self) -> None:
        self.ran = True
        raise self._how


@pytest.mark.parametrize("how", [SystemExit(0), asyncio.CancelledError()])
def test_worker_that_was_told_to_stop_ends_without_an_error(how: BaseException) -> None:
    ending = Ending(how)
    worker._execute(ending)
    assert ending.ran, "it ran, and its end raised nothing"


@pytest.mark.parametrize("how", [SystemExit(1), asyncio.CancelledError()])
def test_worker_that_crashed_raises_its_reason(how: BaseException) -> None:
    with pytest.raises(worker.WorkerFailedError, match="disk is full"):
        worker._execute(Ending(how, OSError("the disk is full")))
