"""Intake: what publishers send becomes an article under its canonical id, or a dead letter."""

from dataclasses import replace

from schemas.app_topics import AppTopics
from schemas.article import Article
from schemas.topics import Topic
from streams.core.edge import Reject, decode
from streams.core.edge.publication import is_from_the_future, with_possible_date
from streams.core.identity.ids import article_id
from streams.shell.agents.refusal import RefusalBreaker, dead_letter, require_fit_release
from streams.shell.engine.batches import Batch
from streams.shell.monitoring.metrics import Metrics
from streams.shell.records import cloudevents, codec
from streams.shell.records.dead_letters import HeaderList
from streams.shell.records.record import Delivery, ProducerRecord
from streams.shell.stream import processing_log
from streams.shell.stream.application import Application

LIMIT = 256
"""Records in a batch."""


def register(app: Application, topics: AppTopics, metrics: Metrics) -> None:
    """Make the agent that reads `articles`.

    Raises UnfitReleaseError if this release refuses what every release must accept.
    """
    require_fit_release()
    breaker = RefusalBreaker(app.settings.refusal_limits)

    def take(delivery: Delivery) -> ProducerRecord:
        article = decode(delivery.value, delivery.headers)
        if isinstance(article, Reject):
            metrics.articles.labels("dead-letter").inc()
            return dead_letter(delivery, article, "intake", metrics)
        because = cloudevents.origin(delivery)
        if is_from_the_future(article, because.ingested_at):
            metrics.articles_from_the_future.inc()
        record = accept(topics.accepted, article, because)
        processing_log.accepted(delivery, record, article.revision)
        return record

    async def intake(batch: Batch) -> None:
        records = [take(delivery) for delivery in batch.deliveries]
        breaker.check(records)
        metrics.refusals_in_a_row.set(breaker.in_a_row)
        await batch.settle(records)

    app.batch_agent(topics.stages["intake"], LIMIT, intake)


def accept(
    topic: Topic, article: Article, because: cloudevents.Cause, earlier: HeaderList | None = None
) -> ProducerRecord:
    """Return the record of an article under its canonical id, for the topic of accepted articles.

    Published in the future it cannot be: then it was published when it was ingested.

    `earlier` are the headers that tell of earlier failures, where a dead letter is sent again; a publisher has no say
    in them.
    """
    name = article_id(article)
    dated = with_possible_date(article, because.ingested_at)
    value = codec.encode(dated.model_copy(update={"id": name}))
    event_id = f"{name}:{article.revision}"
    record = cloudevents.record(topic, name.encode(), value, source="intake", event_id=event_id, because=because)
    return replace(record, headers=(*record.headers, *(earlier or ())))
