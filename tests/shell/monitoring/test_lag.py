"""What a group has not acknowledged, and the wait for it, over topics in memory."""

from typing import Any, NamedTuple

import pytest
from kafka import TopicPartition

from streams.shell.monitoring import lag
from tests.shell.broker.topic_log import FakeConsumer


class Committed(NamedTuple):
    offset: int


class FakeAdmin:
    """Answers with `offsets` of partition 0; each question acknowledges one record more."""

    def __init__(self, offset: int | None) -> None:
        self.offset = offset

    def list_group_offsets(self, group_specs: dict[str, Any]) -> dict[str, dict[Any, Any]]:
        (group,) = group_specs
        if self.offset is None:
            return {}
        self.offset += 1
        return {group: {TopicPartition("t", 0): Committed(self.offset - 1)}}


@pytest.fixture
def consumer() -> FakeConsumer:
    fake = FakeConsumer({"t": 2})
    for partition in (0, 0, 0, 1):
        fake.add("t", partition, None, b"{}")
    return fake


@pytest.mark.parametrize(
    ("offset", "left"),
    [
        pytest.param(None, 4, id="no group yet"),
        pytest.param(-1, 4, id="nothing committed"),
        pytest.param(1, 3, id="some, and a partition of which nothing is"),
        pytest.param(9, 1, id="beyond the end"),
    ],
)
def test_lag_counts_unacknowledged_records(consumer: FakeConsumer, offset: int | None, left: int) -> None:
    assert lag.waiting(FakeAdmin(offset), consumer, "g", "t") == left


def test_deleted_records_do_not_count_as_lag(consumer: FakeConsumer) -> None:
    consumer.oldest = {TopicPartition("t", 0): 2, TopicPartition("t", 1): 1}
    assert lag.waiting(FakeAdmin(None), consumer, "g", "t") == 1


def test_the_wait_is_for_what_was_there_when_it_began(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lag, "PAUSE", 0)
    fake, seen = FakeConsumer({"t": 1}), []
    for _ in range(3):
        fake.add("t", 0, None, b"{}")

    def watch(done: int, most: int) -> None:
        seen.append((done, most))
        fake.add("t", 0, None, b"{}")

    lag.wait_for(FakeAdmin(0), fake, "g", "t", watch)
    assert seen == [(0, 3), (1, 3), (2, 3)]
