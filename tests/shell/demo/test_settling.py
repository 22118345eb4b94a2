"""Waiting until everything is accounted for, over topics in memory."""

from typing import Any, NamedTuple

import pytest
from kafka import TopicPartition

from schemas.topics import ARTICLES, MENTIONS, accepted, tallies
from streams.settings import Settings
from streams.shell.demo.settling import wait_until_settled
from streams.shell.errors import CommuniqueError
from tests.shell.broker.topic_log import FakeConsumer

SETTINGS = Settings(bootstrap_servers="nowhere:1", partitions=1)
PATH = (ARTICLES.name, accepted("communique").name, MENTIONS.name, tallies("communique").name)


class Committed(NamedTuple):
    offset: int


class FakeAdmin:
    """Answers with what `offsets` says; each look at a topic commits one more record of it."""

    def __init__(self, consumer: FakeConsumer, step: int) -> None:
        self.consumer, self.step = consumer, step
        self.offsets: dict[TopicPartition, int] = {}

    def list_group_offsets(self, group_specs: dict[str, Any]) -> dict[str, dict[Any, Any]]:
        (group,) = group_specs
        for place, records in self.consumer.log.items():
            self.offsets[place] = min(len(records), self.offsets.get(place, 0) + self.step)
        return {group: {place: Committed(offset) for place, offset in self.offsets.items()}}


@pytest.fixture
def consumer() -> FakeConsumer:
    fake = FakeConsumer(dict.fromkeys(PATH, 1))
    for topic in PATH[:2]:
        for _ in range(3):
            fake.add(topic, 0, None, b"{}")
    return fake


def test_it_waits_until_everything_is_acknowledged(consumer: FakeConsumer) -> None:
    seen: list[tuple[str, int]] = []
    wait_until_settled(FakeAdmin(consumer, 1), consumer, SETTINGS, 20, lambda *what: seen.append(what))
    assert seen == [("articles", 2), ("articles", 1)]


def test_wait_for_records_that_nobody_reads_times_out_with_an_error(consumer: FakeConsumer) -> None:
    with pytest.raises(CommuniqueError, match=r"after 0.1 seconds 3 records of articles are not done"):
        wait_until_settled(FakeAdmin(consumer, 0), consumer, SETTINGS, 0.1, lambda *_: None)


def test_a_worker_that_has_ended_ends_the_wait(consumer: FakeConsumer) -> None:
    def ended(_topic: str, _waiting: int) -> None:
        raise CommuniqueError("the worker ended with exit code 3")

    with pytest.raises(CommuniqueError, match="exit code 3"):
        wait_until_settled(FakeAdmin(consumer, 0), consumer, SETTINGS, 20, ended)
