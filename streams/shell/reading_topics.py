"""Read topics as a person does: assigned partitions, no consumer group, nothing committed.

Joining a group takes seconds and leaves a trace on the broker; a look at a topic needs neither.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from kafka import TopicPartition
from kafka.errors import UnknownTopicOrPartitionError

POLL_MS = 250

Clock = Callable[[], float]
"""Seconds of a clock that never goes back."""


class Record(Protocol):
    """What we use of `kafka.consumer.fetcher.ConsumerRecord`."""

    topic: str
    partition: int
    offset: int
    timestamp: int
    """Milliseconds since 1970."""
    key: bytes | None
    value: bytes | None
    headers: Sequence[tuple[str, bytes | None]]


class Consumer(Protocol):
    """What we use of `kafka.KafkaConsumer`."""

    def partitions_for_topic(self, topic: str) -> set[int]:
        """Return the partitions of a topic; empty if it does not exist."""

    def assign(self, partitions: list[TopicPartition]) -> None:
        """Read these partitions."""

    def seek_to_beginning(self, *partitions: TopicPartition) -> None:
        """Start at the oldest record."""

    def seek_to_end(self, *partitions: TopicPartition) -> None:
        """Start after the newest record."""

    def seek(self, partition: TopicPartition, offset: int) -> None:
        """Start at an offset."""

    def end_offsets(self, partitions: list[TopicPartition]) -> Mapping[TopicPartition, int]:
        """Return the offset after the newest record of each partition."""

    def position(self, partition: TopicPartition) -> int:
        """Return the offset of the next record to read."""

    def poll(self, timeout_ms: int) -> Mapping[TopicPartition, Sequence[Any]]:
        """Return records that have arrived."""


@dataclass(frozen=True, slots=True)
class Until:
    """When to stop reading: at whichever comes first; never, if neither is given."""

    records: int | None = None
    idle_seconds: float | None = None
    """Seconds without a new record."""


def follow(
    consumer: Consumer, topics: Sequence[str], from_start: bool, until: Until, clock: Clock = time.monotonic
) -> Iterator[Record]:
    """Yield the records of `topics` as they arrive, each partition in order; from the oldest one or from now on."""
    partitions = _assign(consumer, topics)
    (consumer.seek_to_beginning if from_start else consumer.seek_to_end)(*partitions)
    for partition in partitions:
        consumer.position(partition)  # settles "from now on" before the caller says that it listens
    left, last = until.records, clock()
    while left is None or left > 0:
        batch = [record for records in consumer.poll(timeout_ms=POLL_MS).values() for record in records]
        yield from batch if left is None else batch[:left]
        left = None if left is None else left - len(batch)
        last = clock() if batch else last
        if until.idle_seconds is not None and clock() - last >= until.idle_seconds:
            return


def snapshot(consumer: Consumer, topic: str) -> Iterator[Record]:
    """Yield every record that `topic` holds now; what arrives meanwhile is left out."""
    partitions = _assign(consumer, [topic])
    ends = consumer.end_offsets(partitions)
    consumer.seek_to_beginning(*partitions)
    while any(consumer.position(partition) < ends[partition] for partition in partitions):
        for partition, records in consumer.poll(timeout_ms=POLL_MS).items():
            yield from (record for record in records if record.offset < ends[partition])


def one(consumer: Consumer, topic: str, partition: int, offset: int) -> Record | None:
    """Return the record at an offset, or None if the topic holds none there."""
    wanted = TopicPartition(topic, partition)
    if wanted not in _assign(consumer, [topic]):
        return None
    consumer.assign([wanted])
    if offset >= consumer.end_offsets([wanted])[wanted]:
        return None
    consumer.seek(wanted, offset)
    while consumer.position(wanted) <= offset:
        for record in consumer.poll(timeout_ms=POLL_MS).get(wanted, ()):
            return record if record.offset == offset else None
    return None


def _assign(consumer: Consumer, topics: Sequence[str]) -> list[TopicPartition]:
    partitions = [TopicPartition(topic, number) for topic in topics for number in _numbers(consumer, topic)]
    consumer.assign(partitions)
    return partitions


def _numbers(consumer: Consumer, topic: str) -> list[int]:
    numbers = consumer.partitions_for_topic(topic)
    if not numbers:
        raise UnknownTopicOrPartitionError(topic)
    return sorted(numbers)
