"""The program as a user runs it, on the broker and the topics of one test."""

import json
import os
import signal
import subprocess
import sys
from typing import Any

from tests.broker.harness import PARTITIONS, ROOT, Stream

OK, NO, USAGE, TROUBLE, INTERRUPTED = 0, 1, 2, 3, 130


def _heed_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)


HEED_INTERRUPTS = _heed_interrupts if signal.getsignal(signal.SIGINT) is signal.SIG_IGN else None
"""Before a program starts: as in a person's terminal. A shell lets what it runs in the background ignore interrupts."""


class CommandLine:
    """Runs the program as a user does, on the broker and the topics of one test."""

    def __init__(self, stream: Stream) -> None:
        self.environment = os.environ | {
            "KAFKA_BOOTSTRAP_SERVERS": stream.broker.bootstrap_servers,
            "COMMUNIQUE_APP_ID": stream.settings.app_id,
            "COMMUNIQUE_PARTITIONS": str(PARTITIONS),
        }

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "streams", *arguments],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=HEED_INTERRUPTS,  # noqa: PLW1509 - it only sets a handler
        )

    def run(self, *arguments: str, code: int = OK) -> str:
        """Run a command to its end; returns what it printed on stdout."""
        process = self.start(*arguments)
        out, err = process.communicate(timeout=90)
        assert process.returncode == code, f"{arguments}: {out}{err}"
        assert "Traceback" not in err
        return out

    def objects(self, *arguments: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.run(*arguments, "--json").splitlines()]
