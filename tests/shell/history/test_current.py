"""Which version readers follow, over topics in memory."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from schemas.current_version import CurrentVersion
from schemas.topics import CURRENT
from streams.settings import Settings
from streams.shell.broker import clients
from streams.shell.history import current
from streams.shell.records.codec import MalformedRecordError
from tests.shell.broker.topic_log import FakeConsumer, FakeProducer

APP = "communique"


def says(version: int, app_id: str = APP) -> bytes:
    value = {"app_id": app_id, "version": version, "switched_at": "2026-11-27T09:30:00Z", "prefix": "", "later": [1]}
    return json.dumps(value).encode()


def topic(*records: tuple[str, bytes | None]) -> FakeConsumer:
    """The topic with these records, keys first."""
    consumer = FakeConsumer({CURRENT.name: 1})
    for key, value in records:
        consumer.add(CURRENT.name, 0, key.encode(), value)
    return consumer


FOUND = [
    pytest.param(topic(), 1, id="nothing was ever said"),
    pytest.param(topic((APP, says(2))), 2, id="switched"),
    pytest.param(topic((APP, says(2)), (APP, says(3)), (APP, says(2))), 2, id="the last one holds, not the highest"),
    pytest.param(topic((APP, says(2)), (APP, says(1))), 1, id="switched back"),
    pytest.param(topic((APP, says(2)), ("trial", says(7, "trial"))), 2, id="another application"),
    pytest.param(topic((APP, says(2)), (APP, None)), 1, id="taken back"),
    pytest.param(FakeConsumer({}), 1, id="no such topic yet"),
]


def serve(monkeypatch: pytest.MonkeyPatch, consumer: FakeConsumer | None) -> None:
    """Let commands read this; None is a broker that must not be asked."""

    @contextmanager
    def connect(_settings: Settings) -> Iterator[FakeConsumer]:
        assert consumer is not None, "the broker was asked"
        yield consumer

    monkeypatch.setattr(clients, "consumer", connect)


@pytest.mark.parametrize(("consumer", "version"), FOUND)
def test_readers_follow_what_was_said_last(
    consumer: FakeConsumer, version: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve(monkeypatch, consumer)
    followed = current.followed(Settings())
    assert (followed.version, followed.version_is_explicit) == (version, True)
    assert followed.application_id == ("communique" if version == 1 else f"communique-v{version}")


@pytest.mark.parametrize("version", [1, 4])
def test_explicit_version_is_followed_without_asking_the_broker(version: int, monkeypatch: pytest.MonkeyPatch) -> None:
    serve(monkeypatch, None)
    monkeypatch.setenv("COMMUNIQUE_VERSION", str(version))
    assert current.followed(Settings()).version == version


def test_a_record_that_is_none_is_named_and_not_passed_over() -> None:
    consumer = topic((APP, says(2)), (APP, b"version 3"))
    with pytest.raises(MalformedRecordError, match="the record current-version/0/1 is not as its topic says"):
        current.read(consumer, APP)


def test_a_reader_goes_on_after_what_it_has_read() -> None:
    consumer = topic((APP, says(2)), ("trial", says(7, "trial")))
    pointer = current.read(consumer, APP)
    assert pointer is not None
    assert (pointer.version, pointer.next_offset) == (2, 2)


@pytest.mark.parametrize(
    ("version", "prefix"), [pytest.param(2, "communique-v2-", id="forward"), pytest.param(1, "", id="back")]
)
def test_a_switch_is_one_record(version: int, prefix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    producer, asked = FakeProducer(), []

    @contextmanager
    def connect(_settings: Settings) -> Iterator[FakeProducer]:
        yield producer

    monkeypatch.setattr(clients, "producer", connect)
    monkeypatch.setattr(clients, "require_topic", lambda _, name, operation: asked.append((name, operation)))
    said = current.announce(Settings(version=version), previous=3 - version)
    (sent,) = producer.sent
    assert (sent.topic, sent.partition, sent.key, producer.confirmed) == (CURRENT.name, 0, b"communique", 1)
    assert CurrentVersion.model_validate_json(sent.value or b"") == said
    assert (said.version, said.previous, said.prefix) == (version, 3 - version, prefix)
    headers: dict[str, Any] = dict(sent.headers)
    assert (headers["ce_type"], headers["ce_subject"]) == (b"communique.current-version.v1", b"communique")
    assert asked == [(CURRENT.name, "WRITE")]
