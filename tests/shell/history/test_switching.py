"""Whether readers may be switched, over what is found of a version."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

import pytest
from kafka import TopicPartition
from kafka.errors import CoordinatorNotAvailableError

from schemas.topics import ARTICLES
from streams.core.proof.oracle import Mismatch, MismatchKind
from streams.settings import Settings
from streams.shell.broker import clients
from streams.shell.errors import UsageError
from streams.shell.history import switching
from streams.shell.history.switching import Readiness
from streams.shell.history.verify import Verification
from streams.shell.monitoring import lag
from tests.shell.broker.topic_log import FakeConsumer

WRONG = Mismatch("counts", MismatchKind.DIFFERENT, "?", "?")
SETTINGS = Settings(version=2)
GROUP = SETTINGS.application_id


class Committed(NamedTuple):
    offset: int


class FakeAdmin:
    """A broker that knows a group with so many members, which has done so many records of articles."""

    def __init__(self, members: int | None = 1, done: int = 3) -> None:
        self.members, self.done = members, done

    def describe_groups(self, group_ids: list[str]) -> dict[str, dict[str, Any]]:
        if self.members is None:
            raise CoordinatorNotAvailableError
        return {group: {"members": [{}] * self.members} for group in group_ids}

    def list_group_offsets(self, group_specs: dict[str, Any]) -> dict[str, dict[Any, Any]]:
        return {group: {TopicPartition(ARTICLES.name, 0): Committed(self.done)} for group in group_specs}


class World:
    """A broker with three articles, and verifications that find one thing after the other."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, admin: FakeAdmin, *found: int, arriving: bool = False) -> None:
        self.found, self.arriving = list(found), arriving
        self.consumer = FakeConsumer(dict.fromkeys(SETTINGS.app_topics.sources, 1))
        self.arrive(3)
        monkeypatch.setattr(clients, "admin", lambda _: _given(admin))
        monkeypatch.setattr(clients, "consumer", lambda _: _given(self.consumer))
        monkeypatch.setattr(switching, "verify", self.verify)
        monkeypatch.setattr(switching, "SETTLE_SECONDS", -1.0)
        monkeypatch.setattr(lag, "PAUSE", 0)

    def arrive(self, number: int) -> None:
        for _ in range(number):
            self.consumer.add(ARTICLES.name, 0, None, b"{}")

    def verify(self, _settings: Settings, _watch: object) -> Verification:
        if self.arriving:
            self.arrive(1)
        return Verification(3, 0, {}, 0, 0, 0, 0, 0, (WRONG,) * self.found.pop(0))


@contextmanager
def _given(client: object) -> Iterator[object]:
    yield client


@pytest.mark.parametrize(
    ("admin", "found", "arriving", "refusal"),
    [
        pytest.param(FakeAdmin(None), [], False, "no worker of version 2 runs", id="no group ever"),
        pytest.param(FakeAdmin(0), [], False, "with COMMUNIQUE_VERSION=2", id="no worker any more"),
        pytest.param(FakeAdmin(2, 1), [], False, "version 2 has not caught up: 2 wait in articles", id="behind"),
        pytest.param(FakeAdmin(), [4], False, "what its mentions say: 4 mismatches", id="wrong at rest"),
        pytest.param(FakeAdmin(), [2, 1, 3], True, "try again at rest", id="wrong while articles arrive"),
        pytest.param(FakeAdmin(), [2, 0], True, "", id="right in the end"),
        pytest.param(FakeAdmin(), [0], True, "", id="right at once"),
        pytest.param(FakeAdmin(), [0], False, "", id="right"),
    ],
)
def test_reasons_that_refuse_a_switch(
    admin: FakeAdmin, found: list[int], arriving: bool, refusal: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World(monkeypatch, admin, *found, arriving=arriving)
    said = switching.look(SETTINGS).refusal
    assert refusal in said
    assert bool(said) is bool(refusal)
    assert world.found == [], "each verification was looked at"


def test_a_version_that_is_not_there_cannot_be_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    World(monkeypatch, FakeAdmin())
    with pytest.raises(UsageError, match="the broker has no topic communique-v2-counts") as refused:
        switching.require(SETTINGS)
    assert "rebuild --version 2" in refused.value.hint


@pytest.mark.parametrize("waiting", [{}, {"articles": 1_200}])
def test_only_waiting_records_refuse_a_switch(waiting: Mapping[str, int]) -> None:
    assert bool(Readiness(2, 1, waiting, ()).refusal) is bool(waiting)
    assert "1,200 wait" in Readiness(2, 1, {"articles": 1_200}, ()).refusal
