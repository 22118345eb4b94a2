"""The heartbeat: a control record every minute, so that silence of the news is told from silence of ours.

It takes the way of an article, through every agent with its queue, its batches, its extraction processes, its sends and
its commits, and comes to nothing: no reading, no mention, no event, no count. The monitor publishes it alongside
`articles`; each agent takes it out of its batch and, in the same settling, passes it on with its time: on the internal
topics among the records there, alongside `mentions` on a topic of its own. Neither public topic ever holds one, so no
reader, no oracle and no archive has to know it.
"""

from collections.abc import Iterable

from schemas.app_topics import StageTopics
from schemas.article import Article, ArticleStatus
from schemas.topics import Topic
from streams.shell.engine.batches import Batch
from streams.shell.monitoring.metrics import Metrics
from streams.shell.records.cloudevents import CAUSATION, TIME, TYPE, cause
from streams.shell.records.record import Delivery, ProducerRecord

CE_TYPE = b"communique.heartbeat.v1"

ARTICLE = Article(id="heartbeat", status=ArticleStatus.WITHDRAWN)
"""What the extraction processes are given where heartbeats come alone; whatever they find is dropped."""


def published(topic: Topic, partition: int) -> ProducerRecord:
    """Return a heartbeat for a topic of them, as the monitor publishes it; it keeps to this partition all the way."""
    return _record(topic, partition)


def separate(batch: Batch, stage: StageTopics) -> list[Delivery]:
    """Take the heartbeats out of a batch and return them; they are sent on when it settles."""
    beats = [each for each in batch.deliveries if _is_heartbeat(each, stage.heartbeats)]
    if beats:
        batch.deliveries = [each for each in batch.deliveries if each not in beats]
        batch.control_records = [_passed_on(each, stage.forward) for each in beats] if stage.forward is not None else []
    return beats


def note(beats: Iterable[Delivery], stage: str, metrics: Metrics) -> None:
    """Say when the newest heartbeat of a settled batch was published."""
    times = [cause(each).ingested_at or 0.0 for each in beats]
    if times:
        metrics.heartbeat.labels(stage).set(max(times))


def _is_heartbeat(delivery: Delivery, alongside: Topic | None) -> bool:
    """Whether a record is a heartbeat: all of their own topics are, and no record of a topic that has one alongside.

    So a header on an article, where strangers write, makes none.
    """
    return delivery.header(TYPE) == CE_TYPE.decode() if alongside is None else delivery.topic == alongside.name


def _passed_on(delivery: Delivery, to: Topic) -> ProducerRecord:
    because = cause(delivery)
    return _record(to, delivery.partition, (TIME, because.time.encode()), (CAUSATION, because.place.encode()))


def _record(topic: Topic, partition: int, *headers: tuple[str, bytes]) -> ProducerRecord:
    return ProducerRecord(topic.name, str(partition).encode(), None, ((TYPE, CE_TYPE), *headers), partition)
