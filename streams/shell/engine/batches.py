"""Batches: what has arrived, handed to an agent at once, and settled at once.

A batch is what waits when the agent is free, up to a limit: under load batches grow and each record costs less. There
is one batch in flight per agent, so the records of a partition keep their order.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from streams.shell.engine.offsets import OffsetAction, Offsets, Partition
from streams.shell.engine.outbox import Sends
from streams.shell.engine.tables import Draft
from streams.shell.records.record import Delivery, ProducerRecord

LINGER = 0.02
"""Seconds that the first record of a batch waits for others: each settling costs about as much."""


class BatchConsumer(Protocol):
    """What batches need of the consumer."""

    offsets: Offsets

    def track(self, messages: list[Any]) -> None:
        """Remember records in flight."""

    def release(self, messages: list[Any]) -> None:
        """Forget records in flight."""

    async def refetch(self, partitions: set[Any]) -> None:
        """Read partitions once more from the offsets that are expected."""

    async def require_kept(self, wanted: Mapping[Any, int]) -> None:
        """Raise RecordsLostError if the log of a partition begins after the offset that is wanted of it."""


@dataclass(slots=True)
class Batch:
    """Records taken together, in the order of their partitions."""

    consumer: BatchConsumer
    outbox: Sends
    epoch: int
    deliveries: list[Delivery] = field(default_factory=list)
    messages: list[Any] = field(default_factory=list)
    ranges: dict[Partition, tuple[int, int]] = field(default_factory=dict)
    lost: set[Any] = field(default_factory=set)
    """Partitions with a gap, to be read again."""
    gaps: dict[Partition, int] = field(default_factory=dict)
    """Where the log itself seems to have a gap: the first offset of it."""
    control_records: Sequence[ProducerRecord] = ()
    """Control records that are sent with what follows from the others, whatever that is."""
    sent: Sequence[ProducerRecord] = ()
    """Records that follow from it and were sent, when it is settled."""

    def offer(self, event: Any) -> None:  # noqa: ANN401 - faust ships no types
        """Take the record of a Faust event if it is its turn."""
        message = event.message
        offsets = self.consumer.offsets
        start = offsets.expected(message.tp)
        action = offsets.take(message.tp, message.offset)
        if action is OffsetAction.REFETCH:
            self.lost.add(message.tp)
        elif action is OffsetAction.TAKE:
            first, _ = self.ranges.get(message.tp, (start, 0))
            self.ranges[message.tp] = (first, message.offset + 1)
            if message.offset > start:
                self.gaps.setdefault(message.tp, start)
            self.messages.append(message)
            self.deliveries.append(_delivery(message))

    async def settle(self, records: Sequence[ProducerRecord] = (), drafts: Sequence[Draft[Any]] = ()) -> None:
        """Make everything durable, then acknowledge: first the state, then what follows from it, then the records.

        State first, because an assert whose reading was lost could be taken back by nobody. A crash in between is
        mended by the delivery that follows: a repeat sends again all that its state implies, which changes nothing.
        If partitions were assigned anew since the batch was taken, nothing more is written and nothing acknowledged:
        their owner does it again. Raises what the broker raised for the first write that failed; then the process
        must stop.
        """
        for draft in drafts:
            if self.is_current:
                await draft.write(self.outbox)
        if self.is_current:
            await self.outbox.send([*records, *self.control_records])
            self.sent = records
        self.consumer.offsets.settle(self.epoch, self.ranges)
        self.consumer.release(self.messages)

    @property
    def is_current(self) -> bool:
        """Whether the partitions are still ours, as they were when the batch was taken."""
        return self.epoch == self.consumer.offsets.epoch


def _delivery(message: Any) -> Delivery:  # noqa: ANN401 - faust ships no types
    return Delivery(
        topic=message.topic,
        partition=message.partition,
        offset=message.offset,
        key=message.key,
        value=message.value,
        headers=tuple(message.headers or ()),
        timestamp=message.timestamp or 0.0,
    )


async def batches(
    queue: asyncio.Queue[Any], consumer: BatchConsumer, outbox: Sends, limit: int
) -> AsyncIterator[Batch]:
    """Yield batches of at most `limit` records until the stream ends; settle each before asking for the next.

    Raises RecordsLostError where a gap is not the log's own, but was left by records that were deleted unread. It is
    asked after the record behind the gap came, so that nothing can be deleted in between.
    """
    while True:
        try:
            batch = await _collect(queue, consumer, outbox, limit)
        except StopAsyncIteration:  # Faust throws it into the queue when the agent is stopped
            return
        if batch.gaps and batch.is_current:
            await consumer.require_kept(batch.gaps)
        if batch.deliveries:
            yield batch
        if batch.lost and batch.is_current:
            await consumer.refetch(batch.lost)


async def _collect(queue: asyncio.Queue[Any], consumer: BatchConsumer, outbox: Sends, limit: int) -> Batch:
    first = await queue.get()
    if queue.qsize() < limit:
        await asyncio.sleep(LINGER)
    # From here on nothing is awaited: the batch belongs to one epoch, and no rebalance can miss its records.
    batch = Batch(consumer, outbox, consumer.offsets.epoch)
    batch.offer(first)
    while len(batch.deliveries) < limit and not queue.empty():
        batch.offer(queue.get_nowait())
    consumer.track(batch.messages)
    return batch
