"""Read: extracts mentions, compares with the reading kept of the article, and sends what holds and what does not."""

from functools import partial

from schemas.app_topics import AppTopics
from schemas.article import Article
from schemas.mention import Mention
from schemas.topics import MENTIONS
from streams.core.extraction.model import Extraction
from streams.core.state import readings
from streams.core.state.readings import Reading
from streams.shell.agents.refusal import MalformedDelivery, dead_letter
from streams.shell.engine.batches import Batch
from streams.shell.engine.tables import Draft
from streams.shell.monitoring.metrics import Metrics
from streams.shell.records import cloudevents, codec
from streams.shell.records.record import Delivery, ProducerRecord
from streams.shell.stream import heartbeat, processing_log
from streams.shell.stream.application import Application
from streams.shell.stream.pool import ExtractionUnavailableError, GivenUp, Pool


def register(app: Application, topics: AppTopics, metrics: Metrics, pool: Pool) -> None:
    """Make the table `readings` and the agent that reads accepted articles."""
    changelog = topics.changelogs["readings"].name
    table = app.durable_table("readings", topics.accepted.name, changelog, codec.table_codec(Reading, readings.join))

    async def read(batch: Batch) -> None:
        draft, records = table.draft(), list[ProducerRecord]()
        articles = list[tuple[Delivery, Article]]()
        for delivery in batch.deliveries:
            try:
                articles.append((delivery, codec.decode(Article, delivery.value)))
            except codec.MalformedRecordError as error:
                records.append(dead_letter(delivery, MalformedDelivery(str(error)), "read", metrics))
        results = await _extract([article for _, article in articles], batch, app, pool)
        for (delivery, article), result in zip(articles, results, strict=True):
            if isinstance(result, GivenUp):
                metrics.articles.labels("dead-letter").inc()
                records.append(dead_letter(delivery, result, "read", metrics))
            else:
                records += _change(draft, delivery, article, result, metrics, pool)
        await batch.settle(records, [draft])

    app.batch_agent(topics.stages["read"], pool.batch, read)


async def _extract(articles: list[Article], batch: Batch, app: Application, pool: Pool) -> list[Extraction | GivenUp]:
    """Extract the articles of a batch. Heartbeats pass the extraction processes too, alone where there is none."""
    if not (articles or batch.control_records):
        return []
    with app.metrics.stage("extract"):
        results = await pool.extract(articles or [heartbeat.ARTICLE], partial(app.health.progressed, "read"))
    return results[: len(articles)]


def _change(
    draft: Draft[Reading], delivery: Delivery, article: Article, extraction: Extraction, metrics: Metrics, pool: Pool
) -> list[ProducerRecord]:
    """Fold one extraction into the article's reading and return the mentions to send."""
    if pool.version is None:
        raise ExtractionUnavailableError("the extractor was not started")
    key = delivery.key or b""
    change = readings.difference(draft.get(delivery.partition, key), article, extraction, pool.version)
    draft.put(delivery.partition, key, change.reading)
    metrics.articles.labels(change.kind.value).inc()
    metrics.readings.labels(change.reading.outcome.value).inc()
    processing_log.read(delivery, change)
    because = cloudevents.cause(delivery)
    return [_mention(mention, because, metrics) for mention in change.mentions]


def _mention(mention: Mention, because: cloudevents.Cause, metrics: Metrics) -> ProducerRecord:
    metrics.mentions.labels(mention.type.value, mention.op.value).inc()
    version = f"{mention.version.revision}.{mention.version.extractor}"
    return cloudevents.record(
        MENTIONS,
        mention.block.encode(),
        codec.encode(mention),
        source="read",
        event_id=f"{mention.mention_id}:{version}:{mention.op}",
        because=because,
        subject=mention.mention_id,
    )
