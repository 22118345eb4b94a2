"""Lag and monitor, over topics in memory."""

from dataclasses import replace
from typing import Any, NamedTuple

import pytest
from kafka import TopicPartition
from kafka.errors import CoordinatorNotAvailableError

from schemas.app_topics import AppTopics
from schemas.topics import ARTICLES, MENTIONS, accepted, tallies
from streams.core.proof.oracle import Mismatch, MismatchKind
from streams.settings import Settings
from streams.shell.errors import BrokerError
from streams.shell.history import current
from streams.shell.history.verify import Verification
from streams.shell.monitoring.metrics import MonitorMetrics
from streams.shell.monitoring.stage_lag import Lag, measure
from streams.shell.operations import monitor as module
from streams.shell.operations.monitor import Monitor
from tests.shell.broker.topic_log import FakeConsumer

GROUP = "communique"
PATH = (ARTICLES.name, accepted(GROUP).name, MENTIONS.name, tallies(GROUP).name)
APPENDED = 1_700_000_000.0
SETTINGS = Settings(version=1, monitor_heartbeat=0)


class Committed(NamedTuple):
    offset: int


class FakeAdmin:
    def __init__(self, committed: dict[tuple[str, int], int] | None) -> None:
        self.committed = committed

    def list_group_offsets(self, group_specs: dict[str, Any]) -> dict[str, dict[Any, Any]]:
        if self.committed is None:
            raise CoordinatorNotAvailableError
        (group,) = group_specs
        return {group: {TopicPartition(*place): Committed(offset) for place, offset in self.committed.items()}}


@pytest.fixture
def consumer() -> FakeConsumer:
    fake = FakeConsumer(dict.fromkeys(PATH, 2))
    for _ in range(5):
        fake.add(ARTICLES.name, 0, None, b"{}")
    fake.add(MENTIONS.name, 1, None, b"{}")
    return fake


def lags(consumer: FakeConsumer, committed: dict[tuple[str, int], int] | None) -> dict[tuple[str, int], Lag]:
    return {
        (lag.stage, lag.partition): lag
        for lag in measure(FakeAdmin(committed), consumer, AppTopics.of(GROUP), APPENDED + 90)
    }


def test_a_stalled_partition_lags_in_records_and_in_seconds(consumer: FakeConsumer) -> None:
    found = lags(consumer, {(ARTICLES.name, 0): 3, (MENTIONS.name, 1): 1})
    assert set(found) == {(stage, number) for stage in ("intake", "read", "ledger", "count") for number in (0, 1)}
    assert (found["intake", 0].records, found["intake", 0].seconds) == (2, 90.0)
    assert (found["ledger", 1].records, found["ledger", 1].seconds) == (0, 0.0)


def test_where_nothing_was_ever_committed_everything_waits(consumer: FakeConsumer) -> None:
    found = lags(consumer, None)
    assert (found["intake", 0].records, found["ledger", 1].records) == (5, 1)


def test_lag_in_seconds_is_the_age_of_the_oldest_waiting_record(consumer: FakeConsumer) -> None:
    place = TopicPartition(ARTICLES.name, 0)
    consumer.log[place][4] = replace(consumer.log[place][4], timestamp=1_700_000_060_000)
    assert lags(consumer, {(ARTICLES.name, 0): 4})["intake", 0].seconds == 30.0


def lag(records: int, end: int = 10) -> Lag:
    return Lag("intake", 0, end - records, end, 7.0 if records else 0.0)


class Looks:
    """Answers with one lag after another; a text is trouble."""

    def __init__(self, *answers: Lag | str) -> None:
        self.answers = list(answers)

    def __call__(self, _settings: Settings) -> list[Lag]:
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, str):
            raise BrokerError(answer)
        return [answer]


def watch(monkeypatch: pytest.MonkeyPatch, looks: Looks, mismatches: int = 0) -> tuple[Monitor, MonitorMetrics]:
    missing = tuple(Mismatch("counts", MismatchKind.DIFFERENT, "?", "?") for _ in range(mismatches))
    found = Verification(0, 0, {}, 0, 0, 0, 0, 0, missing)
    monkeypatch.setattr(module, "verify", lambda _settings: found)
    metrics = MonitorMetrics()
    return Monitor(SETTINGS, metrics, looks), metrics


PLACE = {"stage": "intake", "partition": "0"}


def test_lag_is_reported_as_metrics(monkeypatch: pytest.MonkeyPatch) -> None:
    monitor, metrics = watch(monkeypatch, Looks(lag(3)))
    monitor.run_once()
    sample = metrics.registry.get_sample_value
    assert sample("communique_consumer_lag_records", PLACE) == 3
    assert sample("communique_consumer_lag_seconds", PLACE) == 7
    assert sample("communique_consumer_committed_offset", PLACE) == 7
    assert monitor.ready() == {"turning": True, "broker": True}


def test_monitor_follows_a_switch_and_clears_the_figures_of_the_old_version(monkeypatch: pytest.MonkeyPatch) -> None:
    versions, seen = [1, 1, 2], []

    def look(settings: Settings) -> list[Lag]:
        seen.append(settings.version)
        return [lag(0)] if settings.version == 1 else [replace(lag(3), stage="read")]

    monkeypatch.setattr(current, "followed", lambda settings: settings.of_version(versions.pop(0)))
    wrong = Mismatch("counts", MismatchKind.DIFFERENT, "?", "?")
    monkeypatch.setattr(module, "verify", lambda _settings: Verification(0, 0, {}, 0, 0, 0, 0, 0, (wrong,)))
    metrics = MonitorMetrics()
    monitor, sample = Monitor(Settings(monitor_heartbeat=0), metrics, look), metrics.registry.get_sample_value
    monitor.run_once()
    monitor.run_once()
    assert (sample("communique_verify_mismatches"), sample("communique_monitor_followed_version")) == (1, 1)
    monitor.run_once()
    assert seen == [1, 1, 1, 2], "a verification looks twice"
    assert sample("communique_consumer_lag_records", PLACE) is None
    assert sample("communique_consumer_lag_records", PLACE | {"stage": "read"}) == 3
    assert (sample("communique_verify_mismatches"), sample("communique_verify_timestamp_seconds")) == (0, 0)
    assert sample("communique_monitor_followed_version") == 2


def test_a_monitor_that_cannot_tell_the_version_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_settings: Settings) -> Settings:
        raise BrokerError("the broker does not allow us: READ on topic current-version")

    monkeypatch.setattr(current, "followed", refuse)
    monitor, metrics = watch(monkeypatch, Looks(lag(3)))
    monitor.run_once()
    assert metrics.registry.get_sample_value("communique_monitor_looks_total", {"outcome": "failed"}) == 1
    assert monitor.ready() == {"turning": True, "broker": False}


def test_trouble_is_counted_and_no_old_figure_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monitor, metrics = watch(monkeypatch, Looks(lag(3), "no Kafka broker answers"))
    monitor.run_once()
    monitor.run_once()
    assert metrics.registry.get_sample_value("communique_consumer_lag_records", PLACE) is None
    assert metrics.registry.get_sample_value("communique_monitor_looks_total", {"outcome": "failed"}) == 1
    assert monitor.ready() == {"turning": True, "broker": False}


@pytest.mark.parametrize(
    ("looks", "mismatches"),
    [
        pytest.param(Looks(lag(0)), 2, id="at rest"),
        pytest.param(Looks(lag(3)), None, id="something waits"),
        pytest.param(Looks(lag(0), lag(0, end=12)), None, id="records came meanwhile"),
        pytest.param(Looks(lag(0), lag(1, end=10)), None, id="something waits in the end"),
    ],
)
def test_only_a_stream_at_rest_is_verified(
    monkeypatch: pytest.MonkeyPatch, looks: Looks, mismatches: int | None
) -> None:
    monitor, metrics = watch(monkeypatch, looks, 2)
    monitor.run_once()
    # A gauge that was never set says 0, and the time of the last verification says that there was none.
    verified = metrics.registry.get_sample_value("communique_verify_timestamp_seconds")
    assert bool(verified) is (mismatches is not None)
    assert metrics.registry.get_sample_value("communique_verify_mismatches") == (mismatches or 0)


@pytest.mark.parametrize(
    ("looks", "done"),
    [
        pytest.param(Looks(lag(0)), ["verify", "beat", "beat", "beat"], id="a verification, then heartbeats"),
        pytest.param(Looks(lag(0), lag(0, end=12)), ["verify", "beat", "beat", "beat"], id="none is repeated at once"),
        pytest.param(Looks(lag(3)), ["beat", "beat", "beat"], id="something waits"),
    ],
)
def test_heartbeats_and_verifications_do_not_starve_each_other(
    monkeypatch: pytest.MonkeyPatch, looks: Looks, done: list[str]
) -> None:
    seen: list[str] = []

    def verify(_settings: Settings) -> Verification:
        seen.append("verify")
        return Verification(0, 0, {}, 0, 0, 0, 0, 0)

    monkeypatch.setattr(module, "verify", verify)
    monkeypatch.setattr(Monitor, "publish_heartbeat", lambda _: seen.append("beat"))
    monitor = Monitor(Settings(version=1, monitor_heartbeat=0.000001), MonitorMetrics(), looks)
    for _ in range(3):
        monitor.run_once()
    assert seen == done


def test_monitor_without_heartbeats_and_verification_only_measures_lag(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr(module, "verify", lambda _: seen.append("verify"))
    monkeypatch.setattr(Monitor, "publish_heartbeat", lambda _: seen.append("beat"))
    Monitor(Settings(version=1, monitor_heartbeat=0, monitor_verify=0), MonitorMetrics(), Looks(lag(0))).run_once()
    assert seen == []
