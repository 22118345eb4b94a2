"""Intake: what publishers send becomes an article under its canonical id, or a dead letter."""

from schemas.article import Article
from schemas.topics import ARTICLES, Topic, accepted
from streams.core.edge import Reject, decode
from streams.core.identity import article_id
from streams.shell import cloudevents, codec
from streams.shell.agents.refusal import dead_letter
from streams.shell.engine.application import Application
from streams.shell.engine.batches import Batch, Delivery
from streams.shell.engine.outbox import Record
from streams.shell.metrics import Metrics

LIMIT = 256
"""Records in a batch."""


def register(app: Application, metrics: Metrics) -> None:
    """Make the agent that reads `articles`."""
    topic = accepted(app.settings.application_id)

    def take(delivery: Delivery) -> Record:
        article = decode(delivery.value, delivery.headers)
        if isinstance(article, Reject):
            metrics.articles.labels("dead-letter").inc()
            return dead_letter(delivery, article, "intake", metrics)
        return accept(topic, article, cloudevents.origin(delivery))

    async def intake(batch: Batch) -> None:
        await batch.settle([take(delivery) for delivery in batch.deliveries])

    app.batch_agent("intake", ARTICLES.name, LIMIT, intake)


def accept(topic: Topic, article: Article, because: cloudevents.Cause) -> Record:
    """Return the record of an article under its canonical id, for the topic of accepted articles."""
    name = article_id(article)
    value = codec.encode(article.model_copy(update={"id": name}))
    event_id = f"{name}:{article.revision}"
    return cloudevents.record(topic, name.encode(), value, source="intake", event_id=event_id, because=because)
