"""A worker that ends before its time is told with the end of its log."""

import subprocess
import sys
from pathlib import Path

import pytest

from streams.shell.errors import CommuniqueError
from streams.shell.stream.worker_process import WorkerProcess


def started(log: Path, code: str) -> WorkerProcess:
    with log.open("wb") as output:
        return WorkerProcess(subprocess.Popen([sys.executable, "-c", code], stdout=output), log)


def test_check_of_an_ended_worker_raises_with_the_end_of_its_log(tmp_path: Path) -> None:
    lines = "print('\\n'.join(f'line {n}' for n in range(40)), '\\x1b[2J'); raise SystemExit(3)"
    worker = started(tmp_path / "worker.log", lines)
    worker.process.wait(30)
    with pytest.raises(CommuniqueError) as told:
        worker.check()
    assert "exit code 3" in str(told.value)
    assert "line 38 / line 39 \\x1b[2J" in str(told.value)
    assert "line 5" not in str(told.value)


def test_check_passes_while_the_worker_runs_and_raises_once_it_was_killed(tmp_path: Path) -> None:
    worker = started(tmp_path / "worker.log", "import time; time.sleep(300)")
    try:
        worker.check()
        assert worker.process.poll() is None, "the check leaves it running"
    finally:
        worker.process.kill()
        worker.process.wait(10)
    with pytest.raises(CommuniqueError, match="exit code -9"):
        worker.check()
