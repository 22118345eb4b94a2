import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from streams.shell.engine.batches import Batch, batches
from streams.shell.engine.losses import RecordsLostError
from streams.shell.records.record import ProducerRecord
from tests.shell.engine.fakes import FakeConsumer, FakeOutbox, event, queue_of

A = ("a", 0)


class FakeDraft:
    """Notes when it is written."""

    async def write(self, outbox: FakeOutbox) -> None:
        await outbox.send([ProducerRecord("changelog", b"k", b"v")])


@pytest.fixture
def consumer() -> FakeConsumer:
    consumer = FakeConsumer()
    consumer.offsets.reset({A: 0, ("a", 1): 0})
    return consumer


async def first(stream: AsyncIterator[Batch]) -> Batch:
    async with asyncio.timeout(2):
        return await anext(stream)


def offsets(batch: Batch) -> list[int]:
    return [delivery.offset for delivery in batch.deliveries]


async def test_a_batch_is_what_has_arrived_up_to_the_limit(consumer: FakeConsumer) -> None:
    queue = queue_of(*(event("a", n, b"x") for n in range(5)))
    stream = batches(queue, consumer, FakeOutbox(), 3)
    one = await first(stream)
    assert offsets(one) == [0, 1, 2]
    assert consumer.in_flight == one.messages
    await one.settle()
    assert consumer.in_flight == []
    assert offsets(await first(stream)) == [3, 4]


async def test_settling_keeps_the_state_then_sends_then_acknowledges(consumer: FakeConsumer) -> None:
    outbox = FakeOutbox()
    batch = await first(batches(queue_of(event("a", 0, b"x")), consumer, outbox, 9))
    await batch.settle([ProducerRecord("out", b"k", b"v")], [FakeDraft()])  # type: ignore[list-item]
    assert outbox.topics() == ["changelog", "out"]
    assert consumer.offsets.committable()[A] == 1


@pytest.mark.parametrize("fails", ["out", "changelog"])
async def test_what_is_not_durable_is_not_acknowledged(consumer: FakeConsumer, fails: str) -> None:
    batch = await first(batches(queue_of(event("a", 0, b"x")), consumer, FakeOutbox(fails), 9))
    with pytest.raises(ConnectionError):
        await batch.settle([ProducerRecord("out", b"k", b"v")], [FakeDraft()])  # type: ignore[list-item]
    assert consumer.offsets.committable()[A] == 0


async def test_nothing_is_sent_where_its_state_was_not_kept(consumer: FakeConsumer) -> None:
    outbox = FakeOutbox("changelog")
    batch = await first(batches(queue_of(event("a", 0, b"x")), consumer, outbox, 9))
    with pytest.raises(ConnectionError):
        await batch.settle([ProducerRecord("out", b"k", b"v")], [FakeDraft()])  # type: ignore[list-item]
    assert outbox.sent == []


async def test_after_a_rebalance_a_batch_neither_writes_nor_acknowledges(consumer: FakeConsumer) -> None:
    outbox = FakeOutbox()
    batch = await first(batches(queue_of(event("a", 0, b"x")), consumer, outbox, 9))
    consumer.offsets.reset({A: 0})
    await batch.settle([ProducerRecord("out", b"k", b"v")], [FakeDraft()])  # type: ignore[list-item]
    assert outbox.topics() == []
    assert consumer.offsets.committable() == {A: 0}
    assert consumer.in_flight == []


async def test_records_lost_between_fetch_and_agent_are_refetched(consumer: FakeConsumer) -> None:
    queue = queue_of(event("a", 0, b"x"), event("a", 2, b"z"), event("a", 3, b"z"))
    stream = batches(queue, consumer, FakeOutbox(), 9)
    one = await first(stream)
    assert offsets(one) == [0]
    await one.settle()
    rest = asyncio.ensure_future(anext(stream))
    async with asyncio.timeout(2):
        while not consumer.asked:  # noqa: ASYNC110 - the code under test has no event to wait for
            await asyncio.sleep(0)
    assert consumer.asked == [A]
    for n in (1, 2, 3):
        queue.put_nowait(event("a", n, b"x"))
    assert offsets(await rest) == [1, 2, 3]


@pytest.mark.parametrize(
    ("begins", "lost"),
    [
        pytest.param(0, None, id="a gap of the log itself"),
        pytest.param(1, None, id="what is deleted was read"),
        pytest.param(2, "a partition 0 lacks 1 offset, 1", id="one was deleted unread"),
        pytest.param(5, "a partition 0 lacks 4 offsets, 1 to 4", id="all were deleted unread"),
    ],
)
async def test_gap_from_records_deleted_unread_stops_the_batches(
    consumer: FakeConsumer, begins: int, lost: str | None
) -> None:
    consumer.begins[A] = begins
    late = event("a", 5, b"z")
    queue = queue_of(event("a", 0, b"x"), late)
    stream = batches(queue, consumer, FakeOutbox(), 9)
    await (await first(stream)).settle()
    queue.put_nowait(late)  # as it comes again when the broker was asked from 1 on
    if lost is None:
        assert offsets(await first(stream)) == [5]
        return
    with pytest.raises(RecordsLostError, match=lost):
        await first(stream)
    assert consumer.offsets.committable()[A] == 1


async def test_partitions_are_settled_each_by_itself(consumer: FakeConsumer) -> None:
    queue = queue_of(event("a", 0, b"x"), event("a", 0, b"y", partition=1), event("a", 1, b"z"))
    await (await first(batches(queue, consumer, FakeOutbox(), 9))).settle()
    assert consumer.offsets.committable() == {A: 2, ("a", 1): 1}


async def test_the_end_of_a_stream_ends_the_batches(consumer: FakeConsumer) -> None:
    class Ended:
        def qsize(self) -> int:
            return 0

        async def get(self) -> Any:  # noqa: ANN401
            raise StopAsyncIteration

    assert [batch async for batch in batches(Ended(), consumer, FakeOutbox(), 9)] == []  # type: ignore[arg-type]
