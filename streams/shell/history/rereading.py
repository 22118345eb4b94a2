"""Have the workers read articles of the log again that only an older extractor has read.

An article is sent once more, as intake would send it, to the topic of accepted articles; the agent that reads it finds
an older reading and sends the difference. Nothing is remembered but the table of readings: what it has is done.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from schemas.app_topics import AppTopics
from schemas.article import ArticleStatus
from schemas.topics import ARTICLES, Topic
from streams.core.edge import Reject, decode
from streams.core.identity.ids import article_id
from streams.core.state import rereading
from streams.core.state.readings import Reading
from streams.core.state.rereading import LoggedRevision, LogPosition
from streams.settings import Settings
from streams.shell.agents.intake import accept
from streams.shell.broker import clients
from streams.shell.broker.reading_topics import Consumer, ends, snapshot
from streams.shell.broker.sending import Producer, Sending
from streams.shell.history import recorded
from streams.shell.monitoring.lag import wait_for
from streams.shell.records import cloudevents
from streams.shell.records.partitioner import partition_of
from streams.shell.records.record import ConsumerRecord, Delivery, ProducerRecord

Watch = Callable[[str, int, int | None], None]
"""Is told what is being done, how much of it is done, and how much there is if that is known."""


@dataclass(frozen=True, slots=True)
class RereadPlan:
    """What there is to read again."""

    places: Mapping[str, LogPosition]
    """The record of each article."""
    lost: int
    """Articles that an older extractor read and the log no longer has: their readings stay as they are."""


def plan(consumer: Consumer, topics: AppTopics, ordinal: int, watch: Watch) -> RereadPlan:
    """Find the articles that only extractors below `ordinal` have read, and where they stand in the log."""
    wanted = stale(consumer, topics, ordinal, watch)
    places = rereading.choose(wanted, _candidates(consumer, watch)) if wanted else {}
    return RereadPlan(places, len(wanted) - len(places))


def stale(consumer: Consumer, topics: AppTopics, ordinal: int, watch: Watch) -> dict[str, int]:
    """Return the revision to read again of each article that only extractors below `ordinal` have read."""
    watch("Looking at the readings", 0, None)
    states = recorded.states(Reading, snapshot(consumer, topics.changelogs["readings"].name))
    return rereading.stale(rereading.newest(states), ordinal)


def send(
    consumer: Consumer, producer: Producer, topics: AppTopics, places: Mapping[str, LogPosition], watch: Watch
) -> int:
    """Send the planned articles to be read again, and wait until the broker has confirmed each; returns how many."""
    chosen = {(each.partition, each.offset) for each in places.values()}
    partitions = len(consumer.partitions_for_topic(topics.accepted.name))
    sending = Sending(producer)
    for record in snapshot(consumer, ARTICLES.name):
        again = _accepted(record, topics.accepted) if (record.partition, record.offset) in chosen else None
        if again is not None:
            to = partition_of(again.key, partitions)
            sending.send(again.topic, again.key, again.value, again.headers, to)
            watch("Sending", sending.sent, len(chosen))
    sending.finish()
    return sending.sent


def wait(settings: Settings, watch: Watch) -> None:
    """Wait until the workers have read everything that is accepted now; for ever, if none runs."""
    topics = settings.app_topics
    with clients.consumer(settings) as consumer, clients.admin(settings) as admin:
        group, topic = topics.app_id, topics.accepted.name
        wait_for(admin, consumer, group, topic, lambda done, most: watch("Waiting for the workers", done, most))


def _accepted(record: ConsumerRecord, topic: Topic) -> ProducerRecord | None:
    article = decode(record.value, _headers(record))
    return None if isinstance(article, Reject) else accept(topic, article, cloudevents.origin(_again(record)))


def _again(record: ConsumerRecord) -> Delivery:
    """Return a record as an agent would have been given it."""
    return Delivery(
        record.topic,
        record.partition,
        record.offset,
        record.key,
        record.value,
        tuple(_headers(record)),
        record.timestamp / 1_000,
    )


def _candidates(consumer: Consumer, watch: Watch) -> Iterator[LoggedRevision]:
    total = sum(ends(consumer, [ARTICLES.name]).values())
    for number, record in enumerate(snapshot(consumer, ARTICLES.name), start=1):
        watch("Looking for the articles", number, total)
        article = decode(record.value, _headers(record))
        if not isinstance(article, Reject):
            place = LogPosition(record.timestamp, record.partition, record.offset)
            withdrawn = article.status is ArticleStatus.WITHDRAWN
            yield LoggedRevision(article_id(article), article.revision, withdrawn, place)


def _headers(record: ConsumerRecord) -> list[tuple[str, bytes]]:
    return [(name, value) for name, value in record.headers if value is not None]
