import json
import logging
import time
from typing import Any, cast

import pytest
from kafka import TopicPartition

from schemas.count import Count
from schemas.facts import EventType
from schemas.topics import COUNTS, CURRENT, topic
from streams.settings import Settings
from streams.shell.monitoring.metrics import WebMetrics
from streams.shell.web import follower as following
from streams.shell.web.follower import Follower
from streams.shell.web.live_state import TOPICS, LiveState
from tests.core.views.event_states import event
from tests.shell.broker.topic_log import FakeConsumer, Logged


def test_malformed_record_is_counted_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    state = LiveState(100)
    values = [b"{", None, b'{"event_id":"x"}', event().model_dump_json().encode()]
    with caplog.at_level(logging.WARNING, "communique"):
        state.apply([Logged("visits", 0, n, b"k", value) for n, value in enumerate(values)], {("visits", 0): 4}, True)
    snapshot = state.snapshot()
    assert (snapshot.unreadable, len(snapshot.events)) == (3, 1)
    assert [record.message.split()[0] for record in caplog.records] == ["visits/0/0", "visits/0/1", "visits/0/2"]


def test_a_snapshot_does_not_change_and_is_taken_once() -> None:
    state = LiveState(100)
    before = state.snapshot()
    assert state.snapshot() is before
    state.apply([], {}, False)
    assert state.snapshot() is before
    state.apply([Logged("visits", 0, 0, b"k", event().model_dump_json().encode())], {("visits", 0): 1}, True)
    assert before.events == []
    assert len(state.snapshot().events) == 1


def test_another_version_is_shown_all_at_once() -> None:
    state = LiveState(100)
    state.apply([Logged("visits", 0, 4, b"k", event("old").model_dump_json().encode())], {("visits", 0): 5}, True)
    coming = state.empty_for(2)
    coming.apply([Logged("visits", 0, 0, b"k", event("new").model_dump_json().encode())], {("visits", 0): 1}, False)
    before = state.snapshot()
    assert (before.version, [each.event_id for each in before.events]) == (1, ["old"])
    state.take_over(coming)
    snapshot = state.snapshot()
    assert (snapshot.version, snapshot.position_text, snapshot.caught_up) == (2, "version.2~visits.1", False)
    assert ([each.event_id for each in snapshot.events], snapshot.succession) == (["new"], before.succession + 1)


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


def sample_of(metrics: WebMetrics, name: str) -> float | None:
    return metrics.registry.get_sample_value(name)


def switch_to(version: int) -> tuple[str, int, bytes, bytes]:
    """What says that readers follow a version from now on."""
    value = {"app_id": "communique", "version": version, "switched_at": "2026-11-27T09:30:00Z", "prefix": ""}
    return CURRENT.name, 0, b"communique", json.dumps(value).encode()


class Versions:
    """A log of two versions: nine events of the first, five of the second; `snapshots` has all that was shown."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, pointer: bool = True) -> None:
        self.names = {version: Settings(version=version).name_of(topic("visits")) for version in (1, 2)}
        topics = {Settings(version=version).name_of(topic(name)): 2 for version in (1, 2) for name in TOPICS}
        self.consumer = Ending(topics | ({CURRENT.name: 1} if pointer else {}))
        for version, number in ((1, 9), (2, 5)):
            for n in range(number):
                self.add(version, f"v{version}-{n}", n % 2)
        self.state, self.snapshots = LiveState(100, 0), set[tuple[int, frozenset[str]]]()
        self.consumer.follower = Follower(Settings(), self.state, WebMetrics())
        apply = LiveState.apply

        def noting(state: LiveState, *arguments: Any) -> None:  # noqa: ANN401 - handed on
            apply(state, *arguments)
            self.snapshots.add(self.shown())

        monkeypatch.setattr(LiveState, "apply", noting)

    def add(self, version: int, name: str, partition: int = 0) -> None:
        self.consumer.add(self.names[version], partition, b"k", event(name).model_dump_json().encode())

    def arriving(self, version: int, name: str) -> tuple[str, int, bytes, bytes]:
        return self.names[version], 0, b"k", event(name).model_dump_json().encode()

    def shown(self) -> tuple[int, frozenset[str]]:
        snapshot = self.state.snapshot()
        return snapshot.version, frozenset(each.event_id for each in snapshot.events)

    def follow(self) -> tuple[int, frozenset[str]]:
        """Follow until nothing more comes; returns what is shown in the end."""
        self.consumer.follower._follow(cast(Any, self.consumer))
        return self.shown()


FIRST = frozenset(f"v1-{n}" for n in range(9))
SECOND = frozenset(f"v2-{n}" for n in range(5))


def test_a_process_that_starts_shows_the_current_version(monkeypatch: pytest.MonkeyPatch) -> None:
    versions = Versions(monkeypatch)
    versions.consumer.add(*switch_to(2))
    assert versions.follow() == (2, SECOND)
    assert {version for version, _ in versions.snapshots} == {2}


def test_a_switch_shows_the_new_version_whole_and_goes_on_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    versions = Versions(monkeypatch)
    quiet: list[Any] = [[]] * 12
    # The old version goes on while the new one is read, and afterwards nothing of it shows.
    versions.consumer.arriving = [
        *quiet, [switch_to(2)], [versions.arriving(1, "v1-late")], *quiet,
        [versions.arriving(2, "v2-late")], [versions.arriving(1, "v1-later")], *quiet,
    ]  # fmt: skip
    assert versions.follow() == (2, SECOND | {"v2-late"})
    whole = {names for version, names in versions.snapshots if version == 2}
    assert whole == {SECOND, SECOND | {"v2-late"}}, "the new version was never shown in part"
    assert (1, FIRST | {"v1-late"}) in versions.snapshots, "the old one was followed until then"


def test_a_switch_back_shows_all_that_came_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    versions = Versions(monkeypatch)
    quiet: list[Any] = [[]] * 12
    versions.consumer.arriving = [
        *quiet, [switch_to(2)], *quiet, [versions.arriving(1, "v1-late")], *quiet, [switch_to(1)], *quiet,
    ]  # fmt: skip
    assert versions.follow() == (1, FIRST | {"v1-late"})
    assert (2, SECOND) in versions.snapshots


def test_switch_reverted_before_it_is_shown_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    versions = Versions(monkeypatch)
    quiet: list[Any] = [[]] * 12
    versions.consumer.arriving = [*quiet, [switch_to(2)], [switch_to(1)], *quiet, [versions.arriving(1, "v1-late")]]
    assert versions.follow() == (1, FIRST | {"v1-late"})
    assert {version for version, _ in versions.snapshots} == {1}
    assert versions.state.snapshot().succession == 0


def test_first_switch_is_seen_when_its_topic_is_created_later(monkeypatch: pytest.MonkeyPatch) -> None:
    versions = Versions(monkeypatch, pointer=False)
    monkeypatch.setattr(following, "LOOK_SECONDS", 0)
    poll, polls = Ending.poll, []

    def polling(consumer: Ending, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - handed on
        polls.append(1)
        if len(polls) == 15:
            consumer.topics = {**consumer.topics, CURRENT.name: 1}
            consumer.add(*switch_to(2))
        return poll(consumer, *arguments, **options)

    monkeypatch.setattr(Ending, "poll", polling)
    versions.consumer.arriving = [[]] * 40
    assert versions.follow() == (2, SECOND)


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
    snapshot = state.snapshot()
    assert (snapshot.version, sample_of(metrics, "communique_web_followed_version")) == (version, version)
    assert {each.event_id for each in snapshot.events} == {*(f"e{n}" for n in range(9)), "late"}
    assert len(snapshot.counts) == 1
    assert snapshot.caught_up
    assert snapshot.position["visits"] == (6, 4)
    assert TopicPartition(settings.name_of(COUNTS), 0) in consumer.positions
    sample = metrics.registry.get_sample_value
    assert sample("communique_web_records_total", {"topic": "visits"}) == 10
    assert sample("communique_web_lag_records") == sample("communique_web_unreadable_records") == 0
    assert sample("communique_web_caught_up") == 1
    assert time.time() - (sample("communique_web_followed_timestamp_seconds") or 0) < 60
