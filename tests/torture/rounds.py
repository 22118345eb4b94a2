"""Rounds: articles arrive while things go wrong, and then everything is compared.

A campaign is some rounds on one set of topics: what a round leaves behind is what the next one corrects, withdraws and
repeats. The campaign's seed decides all that we decide; what the machine decides (who is where in a batch when it
happens) is not repeated by a seed.
"""

import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from kafka import KafkaProducer
from kafka.errors import KafkaError

from schemas.topics import ARTICLES
from streams.shell.broker import clients
from streams.shell.errors import BrokerError
from tests.broker.harness import Stream
from tests.torture.cast import Cast
from tests.torture.checking import Checked, NotAtRestError, at_rest, settled
from tests.torture.faults import FAULTS, Fault
from tests.torture.kafka_node import KafkaNode
from tests.torture.traffic import Publishers, Value

REST_SECONDS = 120.0
PACE = 0.02
"""Seconds between two records."""
WORKERS = 2


@dataclass(slots=True)
class Round:
    """What happened in a round."""

    number: int
    seed: int
    faults: tuple[str, ...]
    sent: int = 0
    seconds: float = 0.0
    checked: Checked | None = None
    wrong: list[str] = field(default_factory=list)


class Publishing(threading.Thread):
    """Sends records, a few at a time, until it has sent all; a broker that is away is waited for."""

    def __init__(self, stream: Stream, values: Iterable[Value]) -> None:
        super().__init__(name="publishing", daemon=True)
        self._stream, self._values = stream, list(values)
        self.failed: list[str] = []

    def run(self) -> None:
        """Send all; each is sent when the broker has it."""
        try:
            with clients.producer(self._stream.settings) as producer:
                futures = []
                for number, value in enumerate(self._values):
                    futures.append(self._send(producer, number, value))
                    time.sleep(PACE)
                for future in futures:
                    future.get(timeout=90)
        except (KafkaError, BrokerError) as error:
            self.failed.append(f"publishing failed: {error}")

    @staticmethod
    def _send(producer: KafkaProducer, number: int, value: Value) -> Any:  # noqa: ANN401 - kafka-python ships no types
        raw = json.dumps(value).encode() if isinstance(value, dict) else value
        return producer.send(ARTICLES.name, raw, key=str(number).encode())


class Campaign:
    """Rounds on one set of topics."""

    def __init__(self, node: KafkaNode, folder: Path, seed: int, records: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.seed, self.records = folder, seed, records
        self.rng = Random(seed)  # noqa: S311 - a seed must repeat it
        self.publishers = Publishers(Random(seed + 1))  # noqa: S311
        self.stream = Stream(node.direct, folder)
        self.stream.fresh_topics()
        self.cast = Cast(node, self.stream, folder, self.rng)
        self.faults: Counter[str] = Counter()

    def begin(self) -> None:
        """Start the first workers."""
        for worker in [self.cast.start() for _ in range(WORKERS)]:
            worker.ready(90)

    def play(self, number: int, faults: tuple[Fault, ...] = (), *, compare: bool = True) -> Round:
        """Play a round with these faults, or with one to three by chance; then wait until all is done, and compare."""
        chosen = faults or self._choose()
        played = Round(number, self.seed, tuple(fault.name for fault in chosen))
        start = time.monotonic()
        publishing = Publishing(self.stream, [self.publishers.next() for _ in range(self.records)])
        publishing.start()
        for fault in chosen:
            time.sleep(self.rng.uniform(0, 1))
            fault.happen(self.cast)
            self.faults[fault.name] += 1
        publishing.join(150)
        played.sent = self.records
        played.wrong += publishing.failed
        self.rest(played, compare=compare)
        played.seconds = time.monotonic() - start
        return played

    def end(self) -> None:
        """End the workers."""
        self.cast.end()

    def _choose(self) -> tuple[Fault, ...]:
        number = self.rng.choices((1, 2, 3), (6, 3, 1))[0]
        return tuple(self.rng.choices(FAULTS, [fault.weight for fault in FAULTS], k=number))

    def rest(self, played: Round, *, compare: bool = True) -> None:
        """Wait until all is done, then compare everything; the round is told what was wrong."""
        try:
            if compare:
                played.checked = settled(self.stream.settings, REST_SECONDS, self.cast.tend)
                played.wrong += played.checked.wrong
            else:
                at_rest(self.stream.settings, REST_SECONDS, self.cast.tend)
        except NotAtRestError as error:
            played.wrong.append(str(error))
        played.wrong += self.cast.wrong
        self.cast.wrong = []


def summed(campaigns: Iterable[Campaign], of: Callable[[Campaign], Counter[str]]) -> Counter[str]:
    """Add counters up."""
    total: Counter[str] = Counter()
    for campaign in campaigns:
        total += of(campaign)
    return total
