"""The workers of a torture run: started, replaced when they end, and watched for ending as they must not."""

import os
import shutil
import signal
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from random import Random

from streams.shell.stream.worker import NOT_IN_TIME
from tests.broker.harness import PARTITIONS, Stream, Worker
from tests.torture.kafka_node import KafkaNode

SESSION_SECONDS = 2
TIMES = {
    "SESSION_TIMEOUT": str(SESSION_SECONDS),
    "HEARTBEAT_INTERVAL": "0.5",
    "REBALANCE_TIMEOUT": "10",
    "REQUEST_TIMEOUT": "10",
    "COMMIT_INTERVAL": "0.5",
    "EXTRACTOR_PROCESSES": "1",
    "GRACE_PERIOD": "15",
    "PARTITIONS": str(PARTITIONS),
}
LEAVE_SECONDS = 45
CLEAN, TROUBLE = 0, 3
"""Exit codes: stopped by a signal; stopped since it could not go on, with one sentence. Others are wrong, but that a
worker may say that it did not finish in time, and that the signal itself ends a Python that still starts."""


class Cast:
    """Worker processes on one set of topics, each of a release; they reach the broker over the proxy."""

    def __init__(self, node: KafkaNode, stream: Stream, folder: Path, rng: Random) -> None:
        self.node, self.stream, self.folder, self.rng = node, stream, folder, rng
        self.running: list[Worker] = []
        self.release = 1
        """The newest release of which a worker was started."""
        self.did: Counter[str] = Counter()
        """What was done to workers, and how they ended by themselves."""
        self.wrong: list[str] = []
        """Ends that must not be."""
        self._started = 0
        self._leaving: list[tuple[Worker, float]] = []

    @property
    def state(self) -> Path:
        """The directory that a worker calls its own."""
        return self.folder / "state"

    def start(self, release: int | None = None) -> Worker:
        """Start a worker: of this release, or of the newest or the one before it."""
        ordinal = release or max(1, self.release - self.rng.randint(0, 1))
        environment = os.environ | {
            "KAFKA_BOOTSTRAP_SERVERS": self.node.proxied,
            "COMMUNIQUE_APP_ID": self.stream.settings.app_id,
            "COMMUNIQUE_STATE_DIR": str(self.state),
            **{f"COMMUNIQUE_{name}": value for name, value in TIMES.items()},
        }
        log = self.folder / f"worker-{self._started}.log"
        self._started += 1
        worker = Worker(environment, log, "tests.torture.worker_main", str(ordinal))
        self.running.append(worker)
        self.did["workers started"] += 1
        return worker

    def any(self) -> Worker:
        """Choose a worker."""
        return self.rng.choice(self.running)

    def kill(self, worker: Worker) -> None:
        """End a worker as a crash does."""
        self.running.remove(worker)
        with suppress(ProcessLookupError):
            worker.send(signal.SIGCONT)
        worker.kill()
        self.did["workers killed"] += 1

    def dismiss(self, worker: Worker) -> None:
        """Ask a worker to stop and do not wait for it; it must end cleanly, or with one sentence about the broker."""
        self.running.remove(worker)
        worker.send(signal.SIGTERM)
        self.did["workers stopped"] += 1
        self._leaving.append((worker, time.monotonic()))

    def lose_state(self) -> None:
        """Remove the local directory."""
        shutil.rmtree(self.state, ignore_errors=True)
        self.did["state directories removed"] += 1

    def tend(self) -> None:
        """Replace workers that ended by themselves, as whoever supervises them would."""
        for worker in [each for each in self.running if each.process.poll() is not None]:
            self.running.remove(worker)
            self._judge(worker, CLEAN, TROUBLE)
            self.start()
        for worker, since in [*self._leaving]:
            if worker.process.poll() is not None:
                self._leaving.remove((worker, since))
                self._judge(worker, CLEAN, TROUBLE, -signal.SIGTERM)
            elif time.monotonic() - since > LEAVE_SECONDS:
                self._leaving.remove((worker, since))
                self.wrong.append(f"{worker.log.name}: did not stop within {LEAVE_SECONDS} seconds of SIGTERM")
                worker.kill()

    def end(self) -> None:
        """End all workers at once."""
        for worker in [*self.running, *(each for each, _ in self._leaving)]:
            if worker.process.poll() is None:
                with suppress(ProcessLookupError):
                    worker.send(signal.SIGCONT)
                worker.kill()
        self.running, self._leaving = [], []

    def _judge(self, worker: Worker, *right: int) -> None:
        code = worker.process.returncode
        self.did[f"workers ended with {code}"] += 1
        if code not in right and not (code == NOT_IN_TIME and "seconds of grace" in worker.text()):
            self.wrong.append(f"{worker.log.name}: ended with {code}: {worker.text()[-1500:]}")
