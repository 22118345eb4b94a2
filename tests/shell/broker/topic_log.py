"""A consumer and a producer over topics in memory, with the ways of kafka-python: for tests of what uses topics."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from kafka import TopicPartition


@dataclass(frozen=True, slots=True)
class Logged:
    """One record in a topic."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    timestamp: int = 1_700_000_000_000
    headers: tuple[tuple[str, bytes | None], ...] = ()

    def _replace(self, **changes: Any) -> "Logged":  # noqa: ANN401 - as a named tuple has it
        return replace(self, **changes)


class FakeConsumer:
    """Reads `log`; a poll gives at most `batch` records, and adds what `arriving` holds for it first."""

    def __init__(self, topics: Mapping[str, int], batch: int = 2) -> None:
        self.topics, self.batch = topics, batch
        self.log: dict[TopicPartition, list[Logged]] = defaultdict(list)
        self.arriving: list[list[tuple[str, int, bytes | None, bytes | None]]] = []
        self.positions: dict[TopicPartition, int] = {}
        self.fetched: set[TopicPartition] = set()
        self.polls = 0
        self.dies_after: int | None = None
        """The number of polls after which the broker gives nothing any more."""
        self.oldest: dict[TopicPartition, int] = {}
        """Where a partition begins whose oldest records were deleted."""

    def add(
        self,
        topic: str,
        partition: int,
        key: bytes | None,
        value: bytes | None,
        headers: tuple[tuple[str, bytes | None], ...] = (),
    ) -> None:
        records = self.log[TopicPartition(topic, partition)]
        records.append(Logged(topic, partition, len(records), key, value, headers=headers))

    def partitions_for_topic(self, topic: str) -> set[int]:
        return set(range(self.topics.get(topic, 0)))

    def assign(self, partitions: list[TopicPartition]) -> None:
        self.positions = dict.fromkeys(partitions, 0)
        self.fetched = set()

    def seek_to_beginning(self, *partitions: TopicPartition) -> None:
        self.positions |= dict.fromkeys(partitions, 0)

    def seek_to_end(self, *partitions: TopicPartition) -> None:
        """Go where the embedded broker sends a reader who asks for the end: before the newest batch."""
        self.positions |= {each: max(0, len(self.log[each]) - 2) for each in partitions}

    def seek(self, partition: TopicPartition, offset: int) -> None:
        self.positions[partition] = offset

    def highwater(self, partition: TopicPartition) -> int | None:
        return len(self.log[partition]) if partition in self.fetched else None

    def position(self, partition: TopicPartition) -> int:
        return self.positions[partition]

    def beginning_offsets(self, partitions: list[TopicPartition]) -> Mapping[TopicPartition, int]:
        return {each: self.oldest.get(each, 0) for each in partitions}

    def poll(self, timeout_ms: int) -> Mapping[TopicPartition, Sequence[Logged]]:
        assert timeout_ms > 0
        self.polls += 1
        if self.dies_after is not None and self.polls > self.dies_after:
            return {}
        for record in self.arriving.pop(0) if self.arriving else ():
            self.add(*record)
        self.fetched |= set(self.positions)
        given = {each: self.log[each][at : at + self.batch] for each, at in self.positions.items()}
        for each, records in given.items():
            self.positions[each] += len(records)
        return {each: records for each, records in given.items() if records}


class Sent(NamedTuple):
    """One record that a producer was given."""

    topic: str
    key: bytes | None
    value: bytes | None
    headers: list[tuple[str, bytes | None]]
    partition: int | None


class FakeProducer:
    """Keeps what it is sent, and counts what was waited for."""

    def __init__(self) -> None:
        self.sent: list[Sent] = []
        self.confirmed = 0

    def send(
        self, topic: str, *, key: bytes | None, value: bytes | None, headers: list[Any], partition: int | None = None
    ) -> "FakeProducer":
        self.sent.append(Sent(topic, key, value, headers, partition))
        return self

    def get(self, timeout: float | None = None) -> None:
        assert timeout
        self.confirmed += 1

    def flush(self, timeout: float | None = None) -> None:
        assert timeout
