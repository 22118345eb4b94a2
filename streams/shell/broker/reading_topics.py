"""Read topics as a person does: assigned partitions, no consumer group, nothing committed.

Joining a group takes seconds and leaves a trace on the broker; a look at a topic needs neither.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from kafka import TopicPartition

from streams.shell.errors import BrokerError
from streams.shell.records.record import ConsumerRecord

POLL_MS = 250
MAX_POLLS = 40
"""Polls, ten seconds in all, after which an answer that should be there is not waited for."""

SILENCE_SECONDS = 30.0
"""Seconds without getting any further after which a reader of what is known to be there gives up."""

Clock = Callable[[], float]
"""Seconds of a clock that never goes back."""


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

    def highwater(self, partition: TopicPartition) -> int | None:
        """Return the offset after the newest record as the last fetch told it; None before the first fetch."""

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
) -> Iterator[ConsumerRecord]:
    """Yield the records of `topics` as they arrive, each partition in order; from the oldest one or from now on."""
    partitions = _assign(consumer, topics)
    if from_start:
        consumer.seek_to_beginning(*partitions)
    else:
        _seek(consumer, _ends(consumer, partitions))
    left, last = until.records, clock()
    while left is None or left > 0:
        batch = [record for records in consumer.poll(timeout_ms=POLL_MS).values() for record in records]
        yield from batch[:left]
        left = None if left is None else left - len(batch)
        last = clock() if batch else last
        if until.idle_seconds is not None and clock() - last >= until.idle_seconds:
            return


def snapshot(consumer: Consumer, topic: str, clock: Clock = time.monotonic) -> Iterator[ConsumerRecord]:
    """Yield every record that `topic` holds now; what arrives meanwhile is left out.

    Raises BrokerError if the broker gives nothing for `SILENCE_SECONDS` though there is more.
    """
    partitions = _assign(consumer, [topic])
    ends = _ends(consumer, partitions)
    consumer.seek_to_beginning(*partitions)
    yield from _until(consumer, ends, clock)


def rest(
    consumer: Consumer,
    starts: Mapping[TopicPartition, int],
    ends: Mapping[TopicPartition, int],
    clock: Clock = time.monotonic,
) -> Iterator[ConsumerRecord]:
    """Yield the records of each partition of `starts` from that offset on until its end, or those that are left.

    Raises BrokerError as `snapshot` does.
    """
    consumer.assign(list(starts))
    _seek(consumer, starts)
    yield from _until(consumer, ends, clock)


def _until(consumer: Consumer, ends: Mapping[TopicPartition, int], clock: Clock) -> Iterator[ConsumerRecord]:
    last, reached = clock(), dict[TopicPartition, int]()
    while behind := {each: at for each, end in ends.items() if (at := consumer.position(each)) < end}:
        if behind != reached:
            last, reached = clock(), behind
        elif clock() - last >= SILENCE_SECONDS:
            where, at = next(iter(behind.items()))
            raise BrokerError(
                f"the broker gave no record for {SILENCE_SECONDS:g} seconds: {where.topic}/{where.partition} was read"
                f" up to offset {at:,} of {ends[where]:,}",
                "run: communique doctor",
            )
        for partition, records in consumer.poll(timeout_ms=POLL_MS).items():
            yield from (record for record in records if record.offset < ends[partition])


def one(consumer: Consumer, topic: str, partition: int, offset: int) -> ConsumerRecord | None:
    """Return the record at an offset, or None if the topic holds none there."""
    wanted = TopicPartition(topic, partition)
    if wanted not in _assign(consumer, [topic]):
        return None
    consumer.assign([wanted])
    if offset >= _ends(consumer, [wanted])[wanted]:
        return None
    consumer.seek(wanted, offset)
    for _ in range(MAX_POLLS):
        for record in consumer.poll(timeout_ms=POLL_MS).get(wanted, ()):
            return record if record.offset == offset else None
    return None


def ends(consumer: Consumer, topics: Sequence[str]) -> dict[TopicPartition, int]:
    """Return the offset after the newest record of each partition of `topics`."""
    return _ends(consumer, _assign(consumer, topics))


def _ends(consumer: Consumer, partitions: Sequence[TopicPartition]) -> dict[TopicPartition, int]:
    """Return the offset after the newest record of each partition.

    A fetch knows it; what the broker answers when asked for the latest offset is the start of the newest batch on the
    embedded broker, so records would go missing at the end.
    """
    consumer.seek_to_end(*partitions)
    ends = {partition: consumer.position(partition) for partition in partitions}
    for _ in range(MAX_POLLS):
        consumer.poll(timeout_ms=POLL_MS)
        if all(consumer.highwater(partition) is not None for partition in partitions):
            return {partition: max(end, consumer.highwater(partition) or 0) for partition, end in ends.items()}
    unknown = next(each for each in partitions if consumer.highwater(each) is None)
    raise BrokerError(
        f"the broker did not say where {unknown.topic}/{unknown.partition} ends", "run: communique doctor"
    )


def _seek(consumer: Consumer, offsets: Mapping[TopicPartition, int]) -> None:
    for partition, offset in offsets.items():
        consumer.seek(partition, offset)


def _assign(consumer: Consumer, topics: Sequence[str]) -> list[TopicPartition]:
    partitions = [TopicPartition(topic, number) for topic in topics for number in _numbers(consumer, topic)]
    consumer.assign(partitions)
    return partitions


def _numbers(consumer: Consumer, topic: str) -> list[int]:
    numbers = consumer.partitions_for_topic(topic)
    if not numbers:
        raise BrokerError(f"the broker has no topic {topic}", "run: communique topics apply")
    return sorted(numbers)
