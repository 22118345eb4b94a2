"""The probes of a worker, and how it ends, on a running broker."""

import json
import signal
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest

from streams.shell.broker.embedded import embedded
from tests.broker.articles import article
from tests.broker.fake_extractor import HANG
from tests.broker.harness import Stream, Worker, wait_until

pytestmark = pytest.mark.broker
HANGING = {"id": "h", "text": f"{HANG} and {HANG}"}


def probe(worker: Worker, path: str) -> tuple[int, dict[str, bool]]:
    """Return the status and the checks; (0, {}) while nobody listens."""
    connection = HTTPConnection("127.0.0.1", worker.metrics_port, timeout=5)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())
    except (OSError, HTTPException):
        return 0, {}
    finally:
        connection.close()


def first_answer(worker: Worker, path: str) -> tuple[int, dict[str, bool]]:
    wait_until(lambda: probe(worker, path)[0] != 0, 60, "the probes answer")
    return probe(worker, path)


def test_worker_is_ready_once_it_reads_and_stops_in_time(stream: Stream) -> None:
    worker = stream.worker()
    status, checks = first_answer(worker, "/readyz")
    assert (status, checks["recovered"]) == (503, False)
    assert probe(worker, "/healthz")[0] == 200
    worker.ready()
    wait_until(lambda: probe(worker, "/readyz")[0] == 200, 30, "it says that it is ready")
    assert set(probe(worker, "/readyz")[1]) == {"loop", "moving", "assigned", "recovered", "connected", "producer"}
    stream.publish([article(1)])
    begun = time.monotonic()
    assert worker.stop() == 0
    assert time.monotonic() - begun < 40


def test_stalled_worker_fails_its_probe_and_exits_after_the_grace_period(stream: Stream) -> None:
    worker = stream.worker(STALL_TIMEOUT="1", GRACE_PERIOD="2", EXTRACTION_TIMEOUT="60").ready()
    stream.publish([HANGING])
    wait_until(lambda: probe(worker, "/healthz") == (503, {"loop": True, "moving": False}), 60, "it is stalled")
    worker.send(signal.SIGTERM)
    assert worker.process.wait(60) == 1
    assert "Not finished within 2 seconds of grace" in worker.text()


def test_a_worker_that_is_not_ready_in_time_stops_with_a_sentence(stream: Stream) -> None:
    worker = stream.worker(STARTUP_TIMEOUT="0.01")
    assert worker.process.wait(90) == 3
    assert "the worker was not ready within 0.01 seconds" in worker.text()


def test_a_worker_whose_broker_is_gone_says_that_it_is_not_ready(tmp_path: Path) -> None:
    with embedded() as broker:
        stream = Stream(broker, tmp_path)
        stream.fresh_topics()
        worker = stream.worker().ready()
        wait_until(lambda: probe(worker, "/readyz")[0] == 200, 60, "it says that it is ready")
    try:
        # The broker has ended, and the worker has nothing to do that could fail.
        wait_until(lambda: probe(worker, "/readyz")[1].get("connected") is False, 60, "it says that it is not")
        assert probe(worker, "/readyz")[0] == 503
    finally:
        stream.stop_all()
