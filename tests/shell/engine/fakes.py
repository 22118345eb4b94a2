"""A consumer, an outbox and a pool without a broker or a process."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from schemas.article import Article
from streams.core.extraction.model import Extraction, ExtractorVersion
from streams.shell.engine import losses
from streams.shell.engine.offsets import Offsets
from streams.shell.engine.outbox import WrittenRange
from streams.shell.records.record import ProducerRecord
from streams.shell.stream.pool import GivenUp


@dataclass
class FakeConsumer:
    """Remembers what it was asked."""

    offsets: Offsets = field(default_factory=Offsets)
    in_flight: list[Any] = field(default_factory=list)
    asked: list[tuple[str, int]] = field(default_factory=list)
    begins: dict[tuple[str, int], int] = field(default_factory=dict)
    """Where the log of a partition begins, if not at 0."""

    def track(self, messages: Iterable[Any]) -> None:
        self.in_flight += messages

    def release(self, messages: Iterable[Any]) -> None:
        self.in_flight = [each for each in self.in_flight if each not in list(messages)]

    async def refetch(self, partitions: Iterable[tuple[str, int]]) -> None:
        self.asked += partitions

    async def require_kept(self, wanted: Mapping[tuple[str, int], int]) -> None:
        lost = losses.find(wanted, {place: self.begins.get(place, 0) for place in wanted})
        if lost:
            raise losses.RecordsLostError(lost)


@dataclass
class FakeOutbox:
    """Keeps what was sent; fails on topics whose name holds `fails`."""

    fails: str = "\0"
    sent: list[ProducerRecord] = field(default_factory=list)

    async def send(self, records: Sequence[ProducerRecord]) -> list[WrittenRange]:
        await asyncio.sleep(0)
        written = []
        for record in records:
            if self.fails in record.topic:
                raise ConnectionError(record.topic)
            place = (record.topic, record.partition or 0)
            first = sum((each.topic, each.partition or 0) == place for each in self.sent)
            self.sent.append(record)
            written.append(WrittenRange(*place, first, 1))
        return written

    def topics(self) -> list[str]:
        return [record.topic for record in self.sent]

    def of(self, topic: str) -> list[ProducerRecord]:
        return [record for record in self.sent if record.topic == topic]


@dataclass
class FakePool:
    """Extracts in this process."""

    extractor: Any
    version: ExtractorVersion | None
    batch: int = 32
    extracted: list[Article] = field(default_factory=list)

    async def extract(
        self, articles: Sequence[Article], on_progress: Callable[[], None] = lambda: None
    ) -> list[Extraction | GivenUp]:
        await asyncio.sleep(0)
        self.extracted += articles
        on_progress()
        return list(self.extractor.extract(articles))


def event(
    topic: str,
    offset: int,
    value: bytes | None,
    key: bytes | None = None,
    partition: int = 0,
    headers: Any = (),  # noqa: ANN401 - as Faust has them
) -> Any:  # noqa: ANN401 - as Faust has them
    """Return what Faust would put into an agent's queue."""
    message = SimpleNamespace(
        topic=topic,
        partition=partition,
        tp=(topic, partition),
        offset=offset,
        key=key,
        value=value,
        headers=headers,
        timestamp=1_750_000_000.0,
    )
    return SimpleNamespace(message=message)


def queue_of(*events: object) -> "asyncio.Queue[Any]":
    """Return a queue that holds these."""
    queue: asyncio.Queue[Any] = asyncio.Queue()
    for each in events:
        queue.put_nowait(each)
    return queue
