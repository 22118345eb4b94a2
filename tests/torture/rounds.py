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
from contextlib import ExitStack
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
PUBLISH_SECONDS = 240.0
"""How long publishers wait in all for a broker that is away."""
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
        self._deadline = 0.0
        self.failed: list[str] = []

    def run(self) -> None:
        """Send all; each is sent when the broker has it."""
        self._deadline = time.monotonic() + PUBLISH_SECONDS
        try:
            with ExitStack() as stack:
                producer = self._patiently(lambda: stack.enter_context(clients.producer(self._stream.settings)))
                futures = [self._send(producer, number, value) for number, value in enumerate(self._values)]
                for future in futures:
                    future.get(timeout=self._left())
        except (KafkaError, BrokerError) as error:
            self.failed.append(f"publishing failed: {error}")

    def _send(self, producer: KafkaProducer, number: int, value: Value) -> Any:  # noqa: ANN401 - kafka-python ships no types
        """Queue a record; where the broker is away when it is first asked for partitions, nothing was queued yet."""
        raw = json.dumps(value).encode() if isinstance(value, dict) else value
        future = self._patiently(lambda: producer.send(ARTICLES.name, raw, key=str(number).encode()))
        time.sleep(PACE)
        return future

    def _patiently(self, attempt: Callable[[], Any]) -> Any:  # noqa: ANN401 - what kafka-python returns
        """Do what needs the broker, again and again while it is away; raises what the last attempt raised."""
        while True:
            try:
                return attempt()
            except (KafkaError, BrokerError):
                if not self._left():
                    raise
                time.sleep(PACE)

    def _left(self) -> float:
        return max(0.0, self._deadline - time.monotonic())


class Campaign:
    """Rounds on one set of topics."""

    def __init__(self, node: KafkaNode, folder: Path, seed: int, records: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.node, self.folder, self.seed, self.records = node, folder, seed, records
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
        publishing.join(PUBLISH_SECONDS + 30)
        if publishing.is_alive():
            played.wrong.append("publishing did not end")
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
