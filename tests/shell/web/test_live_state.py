import logging
import time
from typing import Any, cast

import pytest
from kafka import TopicPartition

from schemas.count import Count
from schemas.facts import EventType
from schemas.topics import COUNTS, topic
from streams.settings import Settings
from streams.shell.monitoring.metrics import WebMetrics
from streams.shell.web.follower import Follower
from streams.shell.web.live_state import TOPICS, LiveState
from tests.core.views.event_states import event
from tests.shell.broker.topic_log import FakeConsumer, Logged


def test_a_record_that_is_not_as_its_topic_says_is_counted_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    state = LiveState(100)
    values = [b"{", None, b'{"event_id":"x"}', event().model_dump_json().encode()]
    with caplog.at_level(logging.WARNING, "communique"):
        state.apply([Logged("visits", 0, n, b"k", value) for n, value in enumerate(values)], {("visits", 0): 4}, True)
    picture = state.picture()
    assert (picture.unreadable, len(picture.events)) == (3, 1)
    assert [record.message.split()[0] for record in caplog.records] == ["visits/0/0", "visits/0/1", "visits/0/2"]


def test_a_picture_does_not_change_and_is_taken_once() -> None:
    state = LiveState(100)
    before = state.picture()
    assert state.picture() is before
    state.apply([], {}, False)
    assert state.picture() is before
    state.apply([Logged("visits", 0, 0, b"k", event().model_dump_json().encode())], {("visits", 0): 1}, True)
    assert before.events == []
    assert len(state.picture().events) == 1


class Ending(FakeConsumer):
    """A consumer that ends its follower when the log was read and nothing more comes."""

    follower: Follower
    seen: list[bool]

    def poll(self, timeout_ms: int, max_records: int | None = None) -> Any:  # noqa: ANN401 - as kafka-python
        del max_records
        polled = super().poll(timeout_ms)
        if not polled and not self.arriving:
            self.follower._stop.set()
        return polled


@pytest.mark.parametrize("version", [1, 2])
def test_the_follower_reads_everything_and_then_what_arrives(version: int) -> None:
    settings = Settings(version=version)
    consumer = Ending({settings.name_of(topic(name)): 2 for name in TOPICS})
    visits = settings.name_of(topic("visits"))
    count = Count(type=EventType.VISIT, events=1, mentions=1, version=1).model_dump_json().encode()
    for n in range(9):
        consumer.add(visits, n % 2, b"k", event(f"e{n}").model_dump_json().encode())
    consumer.add(settings.name_of(COUNTS), 1, b"k", count)
    consumer.arriving = [[]] * 3 + [[(visits, 0, b"k", event("late").model_dump_json().encode())]]
    state, metrics = LiveState(100), WebMetrics()
    consumer.follower = Follower(settings, state, metrics)
    consumer.follower._follow(cast(Any, consumer))
    picture = state.picture()
    assert {each.event_id for each in picture.events} == {*(f"e{n}" for n in range(9)), "late"}
    assert len(picture.counts) == 1
    assert picture.caught_up
    assert picture.position["visits"] == (6, 4)
    assert TopicPartition(settings.name_of(COUNTS), 0) in consumer.positions
    sample = metrics.registry.get_sample_value
    assert sample("communique_web_records_total", {"topic": "visits"}) == 10
    assert sample("communique_web_lag_records") == sample("communique_web_unreadable_records") == 0
    assert sample("communique_web_caught_up") == 1
    assert time.time() - (sample("communique_web_followed_timestamp_seconds") or 0) < 60
