"""Articles of the log that an older extractor read are sent to be read again, as intake would send them."""

import json

import pytest

from schemas.app_topics import AppTopics
from schemas.mention import Version
from streams.core.extraction.model import Outcome
from streams.core.state.readings import Reading
from streams.shell.history import rereading
from streams.shell.records.partitioner import partition_of
from tests.shell.broker.topic_log import FakeConsumer, FakeProducer

TOPICS = AppTopics.of("communique")
ACCEPTED, READINGS = TOPICS.accepted.name, TOPICS.changelogs["readings"].name


def quiet(_what: str, _done: int, _total: int | None) -> None:
    pass


def article(name: str, revision: int = 1, text: str = "They met.", **more: str) -> bytes:
    return json.dumps({"id": name, "text": text, "revision": revision} | more).encode()


def reading(name: str, revision: int = 1, extractor: int = 1) -> bytes:
    version = Version(revision=revision, extractor=extractor)
    kept = Reading(article_id=name, version=version, outcome=Outcome.NOTHING_FOUND, language="en")
    return kept.model_dump_json().encode()


@pytest.fixture
def consumer() -> FakeConsumer:
    """`a` has to be read again, `b` was, `c` is no longer in the log."""
    fake = FakeConsumer({"articles": 2, READINGS: 1, ACCEPTED: 4})
    fake.add("articles", 1, None, article("a", 1))
    fake.add("articles", 0, None, article("a", 2))
    fake.add("articles", 0, None, article("b"))
    fake.add("articles", 0, None, b"not json")
    fake.add("articles", 0, None, article("a", 2, "Another text under the same revision."))
    for name, value in (("a", reading("a", 1)), ("a", reading("a", 2)), ("b", reading("b")), ("c", reading("c"))):
        fake.add(READINGS, 0, name.encode(), value)
    fake.add(READINGS, 0, b"b", reading("b", extractor=2))
    return fake


def test_reread_plans_the_valid_revision_of_articles_read_by_an_older_extractor(consumer: FakeConsumer) -> None:
    plan = rereading.plan(consumer, TOPICS, 2, quiet)
    assert {name: (place.partition, place.offset) for name, place in plan.places.items()} == {"a": (0, 0)}
    assert plan.lost == 1


def test_reread_plans_nothing_when_all_readings_are_current(consumer: FakeConsumer) -> None:
    assert rereading.plan(consumer, TOPICS, 1, quiet) == rereading.RereadPlan({}, 0)


def test_reread_article_is_sent_as_intake_would_send_it(consumer: FakeConsumer) -> None:
    producer, seen = FakeProducer(), []
    plan = rereading.plan(consumer, TOPICS, 2, quiet)
    assert rereading.send(consumer, producer, TOPICS, plan.places, lambda *told: seen.append(told)) == 1
    (record,) = producer.sent
    assert (record.topic, record.key, record.partition) == (ACCEPTED, b"a", partition_of(b"a", 4))
    assert record.value is not None
    assert json.loads(record.value)["revision"] == 2
    headers = dict(record.headers)
    assert headers["ce_causation"] == b"articles/0/0"
    assert headers["ce_time"] == b"2023-11-14T22:13:20.000Z"
    assert (producer.confirmed, seen) == (1, [("Sending", 1, 1)])
