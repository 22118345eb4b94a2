"""Faust's consumer, made to commit exactly what is settled.

Faust acknowledges records one by one and lets the offset to commit run past a record in flight; it also acknowledges
records that it skips at a rebalance. Here `Offsets` decides alone.
"""

import asyncio
from collections.abc import Iterable, Iterator
from typing import Any

from faust.transport.drivers.aiokafka import Consumer, Transport
from faust.types import TP, Message
from mode import Service
from mode.utils.futures import notify

from streams.shell.engine.offsets import Offsets


class _NoReadOffsets(dict[Any, Any]):
    """Faust drops fetched records behind the last one that it handed over; `Offsets` knows better, so it forgets."""

    def __getitem__(self, key: object) -> None:
        return None


class DurableConsumer(Consumer):  # type: ignore[misc]  # faust ships no types
    """A consumer that commits what `offsets` says is settled."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Faust's own signature
        super().__init__(*args, **kwargs)
        self.offsets = Offsets()
        self._read_offset = _NoReadOffsets()

    async def seek_to_settled(self) -> None:
        """Begin an epoch: seek every partition that agents read to its committed offset, or to its beginning."""
        owned = [tp for tp in self.assignment() if self.app.topics.acks_enabled_for(tp.topic)]
        if not owned:
            self.offsets.reset({})
            return
        await self.perform_seek()
        earliest = await self.earliest_offsets(*owned)
        starts = {tp: max(self._committed_offset[tp] or 0, earliest[tp] or 0) for tp in owned}
        await self.seek_wait(starts)
        self.offsets.reset(starts)

    async def ask_again(self, partitions: Iterable[TP]) -> None:
        """Read these partitions once more from the offsets that are expected."""
        await self.seek_wait({tp: self.offsets.expected(tp) for tp in partitions})

    def track(self, messages: Iterable[Message]) -> None:
        """Remember records in flight: a rebalance waits until they are released."""
        self._unacked_messages.update(messages)

    def release(self, messages: Iterable[Message]) -> None:
        """Let a waiting rebalance go on: these records are settled, or can no longer be."""
        for message in messages:
            message.acked = True
            self._unacked_messages.discard(message)
        notify(self._waiting_for_ack)

    def ack(self, message: Message) -> bool:  # noqa: ARG002 - Faust's own signature
        """Refuse Faust's own acknowledgement: a record is acknowledged by settling its batch, or never."""
        return False

    async def on_partitions_revoked(self, revoked: set[TP]) -> None:
        """Let batches in flight finish and be committed, then own nothing."""
        await super().on_partitions_revoked(revoked)
        self.offsets.reset({})

    def _filter_tps_with_pending_acks(self, topics: Any = None) -> Iterator[TP]:  # noqa: ANN401 - Faust's own signature
        return (tp for tp in self.offsets.committable() if topics is None or tp in topics or tp[0] in topics)

    def _new_offset(self, tp: TP) -> int | None:
        return self.offsets.committable().get(tp)

    def _should_commit(self, tp: TP, offset: int) -> bool:
        return offset > (self._committed_offset[tp] or 0)

    async def _drain_messages(self, fetcher: Service) -> None:
        """Hand fetched records over, without the two tasks that Faust makes for each of them.

        Faust lets a rebalance interrupt the handing over; here a record that comes late finds its offset out of turn.
        """
        try:
            while not (self.should_stop or fetcher.should_stop):
                async for _, message in self.getmany(timeout=1.0):
                    await self.callback(message)
                await asyncio.sleep(0)
        except self.consumer_stopped_errors:
            if not self.app.should_stop:
                raise

    async def verify_all_partitions_active(self) -> None:
        """Say nothing: Faust looks for activity where our batches leave no trace, and would warn for no reason."""


class DurableTransport(Transport):  # type: ignore[misc]  # faust ships no types
    """Faust's transport with our consumer."""

    Consumer = DurableConsumer
