import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from streams.shell.engine import outbox as module
from streams.shell.engine.outbox import Outbox, WrittenRange
from streams.shell.records.record import ProducerRecord


class FakeBuilder:
    """Holds two records."""

    def __init__(self) -> None:
        self.records: list[bytes] = []
        self.closed = False

    def append(self, *, value: bytes, **_rest: object) -> object | None:
        if len(self.records) == 2:
            return None
        self.records.append(value)
        return object()

    def record_count(self) -> int:
        return len(self.records)

    def close(self) -> None:
        self.closed = True


class FakeProducer:
    """Writes batches at once."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401
        self.options = options
        self.log: dict[tuple[str, int], list[bytes]] = {}

    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    async def partitions_for(self, _topic: str) -> set[int]:
        return {0, 1}

    def create_batch(self) -> FakeBuilder:
        return FakeBuilder()

    async def send_batch(self, batch: FakeBuilder, topic: str, *, partition: int) -> "asyncio.Future[Any]":
        log = self.log.setdefault((topic, partition), [])
        done: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        if topic == "refused":
            done.set_exception(ConnectionError("refused"))
        else:
            done.set_result(SimpleNamespace(offset=len(log)))
        log += batch.records
        return done


@pytest.fixture
async def started(monkeypatch: pytest.MonkeyPatch) -> Outbox:
    monkeypatch.setattr(module, "AIOKafkaProducer", FakeProducer)
    outbox = Outbox({}, 1_000, 5)
    await outbox.start()
    return outbox


async def test_records_of_a_partition_keep_their_order_over_batches(started: Outbox) -> None:
    values = [b"%d" % n for n in range(5)]
    written = await started.send([ProducerRecord("t", None, value, partition=1) for value in values])
    assert written == [WrittenRange("t", 1, 0, 2), WrittenRange("t", 1, 2, 2), WrittenRange("t", 1, 4, 1)]
    assert started._producer.log["t", 1] == values  # type: ignore[union-attr]


async def test_a_topic_is_written_under_the_name_that_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "AIOKafkaProducer", FakeProducer)
    outbox = Outbox({}, 1_000, 5, {"visits": "communique-v2-visits"})
    await outbox.start()
    written = await outbox.send([ProducerRecord("visits", None, b"v"), ProducerRecord("accepted", None, b"a")])
    assert [each.topic for each in written] == ["communique-v2-visits", "accepted"]


async def test_the_first_failure_is_raised(started: Outbox) -> None:
    with pytest.raises(ConnectionError, match="refused"):
        await started.send([ProducerRecord("t", b"k", b"v"), ProducerRecord("refused", b"k", b"v")])


async def test_every_replica_must_have_a_record(started: Outbox) -> None:
    assert started._producer.options["acks"] == "all"  # type: ignore[union-attr]


async def test_sending_before_the_start_is_a_mistake() -> None:
    with pytest.raises(RuntimeError, match="not started"):
        await Outbox({}, 1, 1).send([ProducerRecord("t", b"k", b"v")])
