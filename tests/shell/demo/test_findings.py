"""What the demonstration reads back from the topics, over topics in memory."""

import pytest

from schemas.count import Count
from schemas.event import Event, EventMention, EventOperation
from schemas.facts import EventType
from schemas.mention import Version
from schemas.topics import COUNTS, DEAD_LETTERS, EVENTS, changelog
from streams.core.extraction.model import Outcome
from streams.core.state.readings import Reading
from streams.settings import Settings
from streams.shell.demo.findings import articles_of, collect
from tests.shell.broker.topic_log import FakeConsumer

READINGS = changelog("communique", "readings").name
NAMES = (READINGS, COUNTS.name, DEAD_LETTERS.name, *(topic.name for topic in EVENTS.values()))


def event(event_id: str, version: int, op: EventOperation, *articles: str) -> bytes:
    mentions = tuple(EventMention(mention_id=f"m{n}", article_id=name) for n, name in enumerate(articles))
    state = Event(
        type=EventType.VISIT, op=op, event_id=event_id, version=version, actors=(), confidence=1, mentions=mentions
    )
    return state.model_dump_json().encode()


def reading(article: str, revision: int, outcome: Outcome) -> bytes:
    version = Version(revision=revision, extractor=1)
    return Reading(article_id=article, version=version, outcome=outcome, language="en").model_dump_json().encode()


@pytest.fixture
def consumer() -> FakeConsumer:
    return FakeConsumer(dict.fromkeys(NAMES, 1))


def test_the_highest_version_of_an_event_holds(consumer: FakeConsumer) -> None:
    visits = EVENTS[EventType.VISIT].name
    consumer.add(visits, 0, b"e", event("e", 7, EventOperation.UPSERT, "a", "b", "b"))
    consumer.add(visits, 0, b"e", event("e", 3, EventOperation.UPSERT, "a"))
    consumer.add(visits, 0, b"f", event("f", 1, EventOperation.UPSERT, "a"))
    consumer.add(visits, 0, b"f", event("f", 2, EventOperation.GONE))
    (found,) = collect(consumer, Settings()).events
    assert (found.event_id, found.version) == ("e", 7)
    assert articles_of(found) == 2


def test_the_newest_reading_of_an_article_holds(consumer: FakeConsumer) -> None:
    consumer.add(READINGS, 0, b"a", reading("a", 2, Outcome.WITHDRAWN))
    consumer.add(READINGS, 0, b"a", reading("a", 1, Outcome.NOTHING_FOUND))
    consumer.add(READINGS, 0, b"b", reading("b", 1, Outcome.NOT_ENGLISH))
    assert collect(consumer, Settings()).outcomes == {"withdrawn": 1, "not-english": 1}


def test_counts_and_dead_letters_are_read(consumer: FakeConsumer) -> None:
    count = Count(type=EventType.VISIT, events=2, mentions=3)
    consumer.add(COUNTS.name, 0, b"cell", count.model_dump_json().encode())
    consumer.add(DEAD_LETTERS.name, 0, None, b"<html>", (("communique_reason", b"not-json"),))
    found = collect(consumer, Settings())
    assert found.counts == (count,)
    assert [(each.reason, each.value) for each in found.dead_letters] == [("not-json", b"<html>")]
