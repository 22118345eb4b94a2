"""Sending: a batch of records as few large writes, done only when the broker has all of them.

Faust's own way is passed by: its buffer gives up flushing after 100 ms and lets offsets be committed before the records
are sent, and a future for each record costs more than the record.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from aiokafka import AIOKafkaProducer

from streams.shell.records.partitioner import partition_of
from streams.shell.records.record import ProducerRecord

BATCH_BYTES = 256 * 1024
"""Records of one partition that are written together; a larger record goes alone."""


@dataclass(frozen=True, slots=True)
class WrittenRange:
    """Consecutive records of one partition that the broker has."""

    topic: str
    partition: int
    first: int
    """Offset of the first."""
    count: int


class Sends(Protocol):
    """What agents and tables need of an outbox."""

    async def send(self, records: Sequence[ProducerRecord]) -> list[WrittenRange]:
        """Send all and wait until the broker has all; raises what the broker raised for the first that failed."""


class Outbox:
    """A producer of our own."""

    def __init__(
        self,
        options: dict[str, Any],
        max_record_bytes: int,
        request_timeout: float,
        names: Mapping[str, str] | None = None,
    ) -> None:
        """Make one for these connection settings; a topic is written under the name that `names` has for it, if any."""
        self._names = names or {}
        self._options = options | {
            "acks": "all",
            "max_batch_size": BATCH_BYTES,
            "max_request_size": max_record_bytes,
            "request_timeout_ms": int(request_timeout * 1_000),
        }
        self._producer: AIOKafkaProducer | None = None
        self._partitions: dict[str, int] = {}

    async def start(self) -> None:
        """Connect. Raises KafkaConnectionError if no broker answers."""
        self._producer = AIOKafkaProducer(**self._options)
        await self._producer.start()

    async def stop(self) -> None:
        """Disconnect; what is under way is sent before."""
        producer, self._producer = self._producer, None
        if producer is not None:
            await producer.stop()

    @property
    def is_alive(self) -> bool:
        """Whether it is connected and the task that sends runs."""
        if self._producer is None:
            return False
        sending = self._producer._sender.sender_task
        return sending is not None and not sending.done()

    async def send(self, records: Sequence[ProducerRecord]) -> list[WrittenRange]:
        """Send all, in order for each partition, and wait until every replica in sync has all.

        Returns what was written where. Raises what the broker raised for the first write that failed; the others may or
        may not have been written.
        """
        if self._producer is None:
            raise RuntimeError("the outbox was not started")
        pending = []
        for (topic, partition), group in (await self._by_partition(records)).items():
            for builder in self._filled(group):
                count = builder.record_count()
                pending.append(
                    (topic, partition, count, await self._producer.send_batch(builder, topic, partition=partition))
                )
        places = await asyncio.gather(*(future for *_, future in pending))
        return [
            WrittenRange(topic, partition, place.offset, count)
            for (topic, partition, count, _), place in zip(pending, places, strict=True)
        ]

    async def _by_partition(self, records: Iterable[ProducerRecord]) -> dict[tuple[str, int], list[ProducerRecord]]:
        groups: dict[tuple[str, int], list[ProducerRecord]] = {}
        for record in records:
            topic, partition = self._names.get(record.topic, record.topic), record.partition
            if partition is None:
                partition = partition_of(record.key, await self._partitions_of(topic))
            groups.setdefault((topic, partition), []).append(record)
        return groups

    async def _partitions_of(self, topic: str) -> int:
        """Return the number of partitions; asked once, because it must not change (keys would move)."""
        if topic not in self._partitions and self._producer is not None:
            self._partitions[topic] = len(await self._producer.partitions_for(topic))
        return self._partitions[topic]

    def _filled(self, records: Iterable[ProducerRecord]) -> Iterable[Any]:
        """Yield closed batches that hold the records in their order."""
        builder = self._new_batch()
        for record in records:
            if not _append(builder, record):
                yield builder
                builder = self._new_batch()
                _append(builder, record)
        builder.close()
        yield builder

    def _new_batch(self) -> Any:  # noqa: ANN401 - aiokafka ships no types
        if self._producer is None:
            raise RuntimeError("the outbox was stopped while it was sending")
        return self._producer.create_batch()


def _append(builder: Any, record: ProducerRecord) -> bool:  # noqa: ANN401 - aiokafka ships no types
    """Append a record; False if the batch is full. The first record of a batch always fits."""
    added = builder.append(timestamp=None, key=record.key, value=record.value, headers=list(record.headers))
    return added is not None
