"""Faust's consumer, made to commit exactly what is settled.

Faust acknowledges records one by one and lets the offset to commit run past a record in flight; it also acknowledges
records that it skips at a rebalance. Here `Offsets` decides alone.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from aiokafka.errors import IllegalStateError
from faust.transport.drivers.aiokafka import Consumer, Transport
from faust.types import TP, Message
from mode import Service
from mode.utils.futures import notify

from streams.shell.engine import losses
from streams.shell.engine.losses import LostRange, RecordsLostError
from streams.shell.engine.offsets import Offsets

_log = logging.getLogger("communique")

TAIL_SECONDS = 5.0
"""Between two looks for lost records at the end of a partition."""


Tails = dict[TP, tuple[int, int]]
"""Of each partition of which nothing is in flight: the offset that is expected, and where the client is."""


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
        self._committed: dict[TP, int] = {}
        self._refetched: Tails = {}

    async def begin(self, is_ours: Callable[[], bool]) -> bool:
        """Begin an epoch: read every partition that agents read from its committed offset, or from its beginning.

        Does nothing and returns False if the assignment is no longer ours when the offsets are known. Raises
        RecordsLostError if records were deleted that nobody has read.

        Flow is resumed before anything is sought: a fetch may be under way whose records would be dropped while
        partitions are paused, and nothing would follow the last records of a partition to show that they are missing.
        """
        owned = [tp for tp in self.assignment() if self.app.topics.acks_enabled_for(tp.topic)]
        starts = await self._starts(owned) if owned else {}
        if not is_ours():
            return False
        self.offsets.reset(starts)
        self.app.flow_control.resume()
        self.resume_flow()
        self.resume_partitions(owned)
        if starts:
            await self.seek_wait(starts)
        return True

    async def _starts(self, owned: list[TP]) -> dict[TP, int]:
        """Return the offsets to begin at. Only the broker knows them: Faust notes commits that failed as done."""
        committed = {(tp.topic, tp.partition): offset for tp, offset in (await self.seek_to_committed()).items()}
        earliest = await self.earliest_offsets(*owned)
        self._committed = {tp: offset for tp in owned if (offset := committed.get(tp)) is not None}
        self._require(losses.expected(self._committed, owned, self.app.expendable), earliest)
        return {tp: max(self._committed.get(tp, 0), earliest[tp] or 0) for tp in owned}

    async def require_kept(self, wanted: Mapping[TP, int]) -> None:
        """Raise RecordsLostError if the log of a partition begins after the offset that is wanted of it."""
        kept = {tp: offset for tp, offset in wanted.items() if tp[0] not in self.app.expendable}
        self._require(kept, await self.earliest_offsets(*kept) if kept else {})

    @staticmethod
    def _require(wanted: Mapping[TP, int], earliest: Mapping[TP, int | None]) -> None:
        lost = losses.find(wanted, {tp: earliest[tp] or 0 for tp in wanted})
        if lost:
            raise RecordsLostError(lost)

    async def refetch(self, partitions: Iterable[TP]) -> None:
        """Read these partitions once more from the offsets that are expected."""
        try:
            await self.seek_wait({tp: self.offsets.expected(tp) for tp in partitions})
        except IllegalStateError:
            # Partitions are being assigned anew: whoever gets them begins at the committed offsets.
            _log.info("not fetched again, since partitions are being assigned: %s", sorted(partitions))

    @Service.task  # type: ignore[untyped-decorator]  # mode ships no types
    async def _check_tails(self) -> None:
        seen: Tails = {}
        while not self.should_stop:
            await self.sleep(TAIL_SECONDS)
            if not self.should_stop:
                seen = {} if self.app.rebalancing else await self.refetch_lost_tails(seen)

    async def refetch_lost_tails(self, seen: Tails) -> Tails:
        """Find records that were fetched, lost, and followed by none that would show the gap; return what was seen.

        What is as it was `seen` a while ago is asked for again. Raises RecordsLostError where that is in vain: the
        client went on without a word where records were deleted, or went back where the log has become shorter.
        """
        now = {tp: (expected, await self.position(tp) or 0) for tp, expected in self.offsets.idle().items()}
        astray = {tp: place for tp, place in now.items() if place[0] != place[1] and seen.get(tp) == place}
        if not astray:
            return now
        await self.require_kept({tp: expected for tp, (expected, _) in astray.items()})
        shorter = [LostRange(*tp, expected, 0) for tp, (expected, position) in astray.items() if position < expected]
        if shorter:
            raise RecordsLostError(shorter)
        if news := sorted(tp for tp, place in astray.items() if self._refetched.get(tp) != place):
            # Said once of a place: while a batch is long its partition stays where it is.
            _log.warning("fetched but never delivered, so fetched again: %s", news)
        self._refetched = astray
        await self.refetch(astray)
        return {tp: place for tp, place in now.items() if tp not in astray}

    @property
    def is_connected(self) -> bool:
        """Whether the group's coordinator answers: heartbeats that fail forget it until it is found again."""
        client = self._thread._consumer
        coordinator = None if client is None else client._coordinator
        return coordinator is not None and coordinator.coordinator_id is not None

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

    async def wait_empty(self) -> None:
        """Wait for batches in flight and commit, unless the app has crashed.

        Then no batch will finish, and the thread that would commit may have ended: who waits for it waits for ever.
        """
        if not self.app.crashed:
            await super().wait_empty()

    async def on_partitions_revoked(self, revoked: set[TP]) -> None:
        """Let batches in flight finish and be committed, then own nothing."""
        await super().on_partitions_revoked(revoked)
        self.offsets.reset({})

    def _filter_tps_with_pending_acks(self, topics: Any = None) -> Iterator[TP]:  # noqa: ANN401 - Faust's own signature
        return (tp for tp in self.offsets.committable() if topics is None or tp in topics or tp[0] in topics)

    def _new_offset(self, tp: TP) -> int | None:
        return self.offsets.committable().get(tp)

    def _should_commit(self, tp: TP, offset: int) -> bool:
        # The beginning too, once: where nothing is committed, nobody knows whether what is gone from there was read.
        return offset > self._committed.get(tp, -1)

    async def _commit(self, offsets: Mapping[TP, int]) -> bool:
        done = bool(await super()._commit(offsets))
        if done:
            self._committed.update(offsets)
        return done

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
