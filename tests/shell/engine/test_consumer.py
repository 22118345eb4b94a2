"""The consumer without a broker: what it asks the broker for is answered by the test."""

import asyncio
import logging
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Any

import pytest
from aiokafka.errors import IllegalStateError
from faust.types import TP
from mode import Service

from schemas.topics import ARTICLES, accepted, heartbeats
from streams.app import create_app
from streams.settings import Settings
from streams.shell.engine.consumer import DurableConsumer
from streams.shell.engine.losses import RecordsLostError

A, B, OTHER = TP("articles", 0), TP("articles", 1), TP("unread", 0)
OURS = TP(accepted("communique").name, 1)
BEATS = TP(heartbeats("communique", ARTICLES).name, 0)


class Answering(DurableConsumer):
    """A consumer whose broker is a few dictionaries."""

    owned: AbstractSet[TP] = frozenset({A, B, OTHER})

    def broker(self, committed: Mapping[TP, int | None], earliest: Mapping[TP, int], accepts: bool = True) -> None:
        self.said = dict(committed)
        self.earliest = dict(earliest)
        self.accepts = accepts
        self.sought: dict[TP, int] = {}
        self.positions: dict[TP, int] = {}
        self.commits: list[dict[TP, int]] = []

    def _new_consumer_thread(self) -> "FakeThread":
        return FakeThread(self)

    def assignment(self) -> set[TP]:
        return set(self.owned)

    async def seek_to_committed(self) -> Mapping[TP, int | None]:
        return self.said

    async def earliest_offsets(self, *partitions: TP) -> Mapping[TP, int]:
        return {tp: self.earliest.get(tp, 0) for tp in partitions}

    async def position(self, tp: TP) -> int:
        return self.positions.get(tp, self.offsets.expected(tp))

    async def seek_wait(self, partitions: Mapping[TP, int]) -> None:
        if OTHER in partitions:
            raise IllegalStateError("not assigned")
        self.sought.update(partitions)

    def offsets_to_commit(self) -> dict[TP, int]:
        offsets: dict[TP, int] = self._filter_committable_offsets(self._filter_tps_with_pending_acks())
        return offsets

    async def tell(self, offsets: Mapping[TP, int]) -> bool:
        return await self._commit(offsets)


class FakeThread(Service):  # type: ignore[misc]  # mode ships no types
    """Faust's thread, as far as commits go."""

    def __init__(self, consumer: Answering) -> None:
        self.consumer = consumer
        super().__init__()

    async def commit(self, offsets: dict[TP, int]) -> bool:
        self.consumer.commits.append(offsets)
        return self.consumer.accepts


@pytest.fixture
async def consumer() -> Answering:
    app = create_app(Settings())
    app.topics._acking_topics.add("articles")
    consumer = Answering(
        app.transport,
        callback=_nothing,
        on_partitions_revoked=_nothing,
        on_partitions_assigned=_nothing,
    )
    app.consumer = consumer
    consumer.broker({A: 7, B: None}, {B: 3})
    return consumer


async def _nothing(*_: Any) -> None: ...  # noqa: ANN401


async def test_consumer_starts_at_the_committed_offset_or_else_at_the_oldest(consumer: Answering) -> None:
    await consumer.begin(lambda: True)
    assert consumer.sought == {A: 7, B: 3}
    assert consumer.offsets.committable() == {A: 7, B: 3}


@pytest.mark.parametrize(
    ("committed", "earliest", "lost"),
    [
        pytest.param({}, {A: 9}, None, id="articles that were never read"),
        pytest.param({A: 7}, {A: 7}, None, id="all that was deleted was read"),
        pytest.param({A: 7}, {A: 9}, "articles partition 0 lacks 2 offsets, 7 to 8", id="articles deleted unread"),
        pytest.param({A: 7, OURS: 5}, {OURS: 1_005}, "accepted partition 1 lacks 1,000 offsets", id="expired unread"),
        pytest.param({A: 7}, {OURS: 9}, "accepted partition 1 lacks 9 offsets, 0 to 8", id="ours, and never read"),
        pytest.param({A: 7, BEATS: 1}, {BEATS: 60}, None, id="heartbeats"),
    ],
)
async def test_consumer_does_not_start_where_records_were_deleted_unread(
    consumer: Answering, committed: dict[TP, int], earliest: dict[TP, int], lost: str | None
) -> None:
    consumer.app.topics._acking_topics |= {OURS.topic, BEATS.topic}
    consumer.owned = {A, B, OURS, BEATS}
    consumer.broker(committed, earliest)
    if lost is None:
        assert await consumer.begin(lambda: True)
        return
    with pytest.raises(RecordsLostError, match=lost) as error:
        await consumer.begin(lambda: True)
    assert "communique losses" in error.value.hint
    assert consumer.sought == {}
    assert consumer.offsets.committable() == {}


async def test_lost_tail_of_a_partition_is_refetched_when_seen_twice(consumer: Answering) -> None:
    await consumer.begin(lambda: True)
    consumer.positions[A] = 12
    seen = await consumer.refetch_lost_tails({})
    assert consumer.sought[A] == 7
    consumer.sought.clear()
    assert A not in await consumer.refetch_lost_tails(seen)
    assert consumer.sought == {A: 7}


async def test_what_is_refetched_while_a_batch_is_long_is_said_once(
    consumer: Answering, caplog: pytest.LogCaptureFixture
) -> None:
    await consumer.begin(lambda: True)
    consumer.positions[A], seen = 12, dict[TP, tuple[int, int]]()
    for _ in range(6):
        seen = await consumer.refetch_lost_tails(seen)
        consumer.positions[A] = 12
    assert [r.getMessage() for r in caplog.records if "never delivered" in r.getMessage()] == [
        f"fetched but never delivered, so fetched again: [{A!r}]"
    ]


@pytest.mark.parametrize(
    ("position", "begins", "lost"),
    [
        pytest.param(12, 12, "articles partition 0 lacks 5 offsets, 7 to 11", id="deleted while it runs"),
        pytest.param(2, 0, "articles partition 0 ends before offset 7, up to which it was read", id="a shorter log"),
    ],
)
async def test_silent_jump_of_the_client_position_stops_the_worker(
    consumer: Answering, position: int, begins: int, lost: str
) -> None:
    await consumer.begin(lambda: True)
    consumer.positions[A], consumer.earliest[A] = position, begins
    seen = await consumer.refetch_lost_tails({})
    with pytest.raises(RecordsLostError, match=lost):
        await consumer.refetch_lost_tails(seen)


async def test_failed_commit_is_retried(
    consumer: Answering,
) -> None:
    await consumer.begin(lambda: True)
    consumer.offsets.take(A, 7)
    consumer.offsets.settle(consumer.offsets.epoch, {A: (7, 8)})
    consumer.accepts = False
    assert not await consumer.tell(consumer.offsets_to_commit())
    assert consumer.offsets_to_commit()[A] == 8
    await consumer.begin(lambda: True)
    assert consumer.sought[A] == 7


async def test_what_is_committed_is_not_committed_again(consumer: Answering) -> None:
    await consumer.begin(lambda: True)
    consumer.offsets.take(A, 7)
    consumer.offsets.settle(consumer.offsets.epoch, {A: (7, 8)})
    assert await consumer.tell(consumer.offsets_to_commit())
    assert A not in consumer.offsets_to_commit()


async def test_start_offset_is_committed_even_for_an_empty_partition(consumer: Answering) -> None:
    consumer.broker({A: 7, B: None}, {B: 0})
    await consumer.begin(lambda: True)
    assert consumer.offsets_to_commit() == {B: 0}
    assert await consumer.tell(consumer.offsets_to_commit())
    assert consumer.offsets_to_commit() == {}


async def test_faust_acknowledges_nothing(consumer: Answering) -> None:
    await consumer.begin(lambda: True)
    assert consumer.ack(object()) is False
    assert consumer.offsets.committable()[A] == 7


async def test_refetch_seeks_to_the_expected_offsets(consumer: Answering) -> None:
    await consumer.begin(lambda: True)
    consumer.offsets.take(A, 7)
    await consumer.refetch([A])
    assert consumer.sought[A] == 8


async def test_refetching_a_revoked_partition_is_logged_and_seeks_nowhere(
    consumer: Answering, caplog: pytest.LogCaptureFixture
) -> None:
    await consumer.begin(lambda: True)
    before = dict(consumer.sought), consumer.offsets.committable()
    with caplog.at_level(logging.INFO, "communique"):
        await consumer.refetch([OTHER])
    assert "not fetched again, since partitions are being assigned" in caplog.text
    assert (consumer.sought, consumer.offsets.committable()) == before


async def test_records_in_flight_hold_a_rebalance_until_they_are_released(consumer: Answering) -> None:
    class Message:
        acked = False

    messages = [Message(), Message()]
    consumer.track(messages)
    assert set(consumer.unacked) == set(messages)
    consumer.release(messages)
    assert not consumer.unacked
    assert all(message.acked for message in messages)


async def test_consumer_does_not_start_during_a_rebalance(consumer: Answering) -> None:
    assert not await consumer.begin(lambda: False)
    assert consumer.offsets.committable() == {}
    assert consumer.sought == {}


async def test_crashed_app_does_not_wait_for_a_commit(consumer: Answering) -> None:
    async def waits_for_ever(*_: object, **__: object) -> bool:
        await asyncio.Event().wait()
        return True

    consumer.commit = waits_for_ever
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(consumer.wait_empty(), 0.05)
    consumer.app._crash(OSError("the broker is gone"))
    await asyncio.wait_for(consumer.wait_empty(), 5)
