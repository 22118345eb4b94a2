"""`communique demo`, as `make demo` runs it: it ends by itself, all is accounted for, and nothing is left running."""

import json
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from streams.shell.cli.exit_codes import ExitCode
from streams.shell.demo.samples import samples
from tests.broker.command_line import HEED_INTERRUPTS
from tests.broker.harness import wait_until

pytestmark = pytest.mark.broker

MINE = {"id": "mine-1", "text": "Ministers of Fiji and Tonga met in Suva on Monday."}


def environment(marker: Path) -> dict[str, str]:
    """A bare environment that every process of one demonstration inherits."""
    return {"PATH": "/usr/bin:/bin", "HOME": str(marker.parent), "DEMO_MARKER": str(marker)}


def processes_of(marker: Path) -> list[str]:
    """Return the commands of the processes that run in that environment."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it ended meanwhile
            if f"DEMO_MARKER={marker}".encode() in (process / "environ").read_bytes().split(b"\0"):
                found.append((process / "cmdline").read_bytes().replace(b"\0", b" ").decode())
    return found


def test_it_ends_by_itself_and_leaves_nothing_running(tmp_path: Path) -> None:
    articles, marker = tmp_path / "mine.jsonl", tmp_path / "marker"
    articles.write_text(json.dumps(MINE) + "\n{not json\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "streams", "demo", str(articles)],
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
        env=environment(marker),
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"records sent           {len(samples()) + 1}" in done.stdout
    assert "verify: 0 mismatches" in done.stdout
    assert "refused when the files were read" in done.stdout
    assert processes_of(marker) == []


@pytest.mark.parametrize("signal_number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
def test_interrupted_it_leaves_nothing_running(tmp_path: Path, signal_number: signal.Signals) -> None:
    marker = tmp_path / "marker"
    running = subprocess.Popen(
        [sys.executable, "-m", "streams", "demo"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment(marker),
        preexec_fn=HEED_INTERRUPTS,  # noqa: PLW1509 - it only sets a handler
    )
    try:
        wait_until(lambda: any("worker" in each for each in processes_of(marker)), 60, "the worker was started")
        running.send_signal(signal_number)
        assert running.wait(60) == ExitCode.INTERRUPTED
        assert processes_of(marker) == []
    finally:
        running.kill()
        running.wait()
