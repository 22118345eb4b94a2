"""`communique web` in a process of its own, as a user starts it."""

import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")
START_SECONDS = 40.0


@contextmanager
def web_process(bootstrap_servers: str, port: int = 0, **variables: str) -> Iterator[str]:
    """Run it, on a free port unless one is given, until the block ends.

    Gives its address once it has read all that the topics hold.
    """
    environment = os.environ | {"KAFKA_BOOTSTRAP_SERVERS": bootstrap_servers, "PYTHONUNBUFFERED": "1"}
    environment |= {"COMMUNIQUE_WEB_METRICS_PORT": "0"} | variables
    process = subprocess.Popen(
        [sys.executable, "-m", "streams", "web", "--port", str(port)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        said = ADDRESS.search(process.stdout.readline())
        assert said, "it did not say where it listens"
        wait_until_ready(said[0])
        yield said[0]
    finally:
        process.terminate()
        assert process.wait(30) == 0
        process.stdout.close()


def wait_until_ready(address: str) -> None:
    """Wait until `/readyz` answers 200; AssertionError at the deadline."""
    deadline = time.monotonic() + START_SECONDS
    while not is_ready(address):
        assert time.monotonic() < deadline, f"{address} was not ready in {START_SECONDS:g} seconds"
        time.sleep(0.1)


def is_ready(address: str) -> bool:
    """Tell whether it has read everything."""
    try:
        with urllib.request.urlopen(f"{address}/readyz", timeout=5) as answer:  # noqa: S310 - our own address
            return bool(answer.status == 200)
    except urllib.error.URLError:
        return False
