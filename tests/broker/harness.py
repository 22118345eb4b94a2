"""What the tests do to a stream: publish, start, kill and pause workers, wait, read."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

from kafka import KafkaAdminClient

from schemas.topics import ARTICLES, MENTIONS, accepted, tallies, topics_for
from streams.settings import Settings
from streams.shell.broker import clients, reading_topics, topics
from streams.shell.broker.embedded import RunningBroker, free_port
from streams.shell.history.verify import Verification, verify

ROOT = Path(__file__).parents[2]
PARTITIONS = 4
FAKE = "tests.broker.worker_main"
TIMES = {"SESSION_TIMEOUT": "3", "HEARTBEAT_INTERVAL": "0.5", "REBALANCE_TIMEOUT": "20", "REQUEST_TIMEOUT": "20"}


def wait_until(holds: Callable[[], bool], seconds: float, what: str) -> None:
    """Wait until something holds; AssertionError at the deadline."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"not within {seconds:g} seconds: {what}"
        time.sleep(0.05)


class Worker:
    """One worker process."""

    def __init__(self, environment: dict[str, str], log: Path, module: str, *arguments: str) -> None:
        self.metrics_port = int(environment.get("COMMUNIQUE_METRICS_PORT") or free_port())
        self.log = log
        ports = dict.fromkeys(("COMMUNIQUE_METRICS_PORT", "COMMUNIQUE_MONITOR_PORT"), str(self.metrics_port))
        environment = environment | ports
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", module, *arguments], cwd=ROOT, env=environment, stdout=output, stderr=output
            )

    def ready(self, seconds: float = 60) -> "Worker":
        """Wait until it has its partitions and its tables."""
        wait_until(lambda: "Worker ready" in self._said(), seconds, "a worker is ready")
        return self

    def _said(self) -> str:
        assert self.process.poll() is None, f"the worker ended: {self.text()[-3000:]}"
        return self.text()

    def text(self) -> str:
        return self.log.read_text("utf-8", "replace")

    def send(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(30)

    def stop(self) -> int:
        """Stop it politely; returns its exit code."""
        self.process.terminate()
        return self.process.wait(60)


class Stream:
    """A stream on a broker, with an application id of its own."""

    def __init__(self, broker: RunningBroker, folder: Path) -> None:
        self.broker = broker
        self.folder = folder
        self.workers: list[Worker] = []
        self.settings = Settings(
            bootstrap_servers=broker.bootstrap_servers, app_id=f"test-{uuid4().hex[:8]}", partitions=PARTITIONS
        )

    def fresh_topics(self) -> None:
        """Delete all topics, wait until they are gone, and create ours."""
        with clients.admin(self.settings) as admin:
            ours = [topic.name for topic in topics_for(self.settings.application_id)]
            old = [name for name in admin.list_topics() if name in ours or name.startswith("test-")]
            if old:
                admin.delete_topics(old)
                wait_until(lambda: not set(old) & set(admin.list_topics()), 60, "the old topics are gone")
            wait_until(lambda: self._apply(admin), 60, "the topics are made")

    def _apply(self, admin: KafkaAdminClient) -> bool:
        return topics.apply(admin, topics_for(self.settings.application_id, PARTITIONS)).ok

    def worker(self, module: str = FAKE, *arguments: str, **variables: str) -> Worker:
        """Start a worker."""
        environment = os.environ | {
            "KAFKA_BOOTSTRAP_SERVERS": self.broker.bootstrap_servers,
            "COMMUNIQUE_APP_ID": self.settings.app_id,
            "COMMUNIQUE_PARTITIONS": str(PARTITIONS),
            "COMMUNIQUE_EXTRACTOR_PROCESSES": "1",
            "COMMUNIQUE_STATE_DIR": str(self.folder / "state"),
            **{f"COMMUNIQUE_{name}": value for name, value in (TIMES | variables).items()},
        }
        worker = Worker(environment, self.folder / f"worker-{len(self.workers)}.log", module, *arguments)
        self.workers.append(worker)
        return worker

    def monitor(self, **variables: str) -> Worker:
        """Start a monitor; it ends with the workers."""
        return self.worker("streams", "monitor", **variables)

    def stop_all(self) -> None:
        """End every worker that still runs, at once."""
        for worker in self.workers:
            if worker.process.poll() is None:
                with suppress(ProcessLookupError):
                    worker.send(signal.SIGCONT)
                worker.kill()

    def publish(self, values: Iterable[dict[str, Any] | bytes | None], **record: Any) -> int:  # noqa: ANN401 - kafka-python's own options
        """Publish articles, or raw bytes as they are; returns how many."""
        number = 0
        with clients.producer(self.settings) as producer:
            for value in values:
                raw = json.dumps(value).encode() if isinstance(value, dict) else value
                producer.send(ARTICLES.name, raw, **record)
                number += 1
            producer.flush(timeout=30)
        return number

    def records(self, topic: str) -> list[Any]:
        """Return every record of a topic."""
        with clients.consumer(self.settings) as consumer:
            return list(reading_topics.snapshot(consumer, topic))

    def size(self, topic: str) -> int:
        """Return the number of records of a topic."""
        with clients.consumer(self.settings) as consumer:
            return sum(reading_topics.ends(consumer, [topic]).values())

    def at_rest(self, seconds: float = 60) -> Verification:
        """Wait until every record was read and committed, then verify."""
        try:
            wait_until(self._all_committed, seconds, "every record is committed")
        except AssertionError as error:
            logs = "\n".join(f"{worker.log.name}:\n{worker.text()[-3000:]}" for worker in self.workers)
            raise AssertionError(f"{error}; behind: {self._behind()}; {logs}") from error
        return verify(self.settings)

    def _all_committed(self) -> bool:
        for worker in self.workers:
            assert worker.process.poll() in (None, 0, -signal.SIGKILL), worker.text()[-3000:]
        return not self._behind()

    def _behind(self) -> dict[Any, str]:
        """Return the partitions that were not read and committed to their ends."""
        app_id = self.settings.application_id
        read = [ARTICLES.name, accepted(app_id).name, MENTIONS.name, tallies(app_id).name]
        # The offsets first: what follows from a record is sent before it is committed, so these ends have all of it.
        with clients.admin(self.settings) as admin:
            offsets = admin.list_group_offsets(app_id).get(app_id, {})
        with clients.consumer(self.settings) as consumer:
            ends = reading_topics.ends(consumer, read)
        done = {tp: offsets[tp].offset if tp in offsets else 0 for tp in ends}
        return {tp: f"{done[tp]} of {end}" for tp, end in ends.items() if done[tp] < end}
