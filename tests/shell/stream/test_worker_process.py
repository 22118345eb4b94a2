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


def test_a_worker_that_ended_is_told_with_the_end_of_its_log(tmp_path: Path) -> None:
    lines = "print('\\n'.join(f'line {n}' for n in range(40)), '\\x1b[2J'); raise SystemExit(3)"
    worker = started(tmp_path / "worker.log", lines)
    worker.process.wait(30)
    with pytest.raises(CommuniqueError) as told:
        worker.check()
    assert "exit code 3" in str(told.value)
    assert "line 38 / line 39 \\x1b[2J" in str(told.value)
    assert "line 5" not in str(told.value)


def test_a_worker_that_runs_is_no_trouble(tmp_path: Path) -> None:
    worker = started(tmp_path / "worker.log", "import sys; sys.stdin.read()")
    try:
        worker.check()
    finally:
        worker.process.kill()
        worker.process.wait(10)
