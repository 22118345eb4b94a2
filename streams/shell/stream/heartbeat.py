"""The heartbeat: an article that is published every minute, so that silence of the news is told from silence of ours.

It is a withdrawn article under a reserved id: it takes the way of every article through intake and read, with both
topics, the extraction processes and a changelog, and says nothing, so no event and no count can come of it. It ends
there: a record of `mentions` that is no mention would have to be passed over by every reader of that topic and by the
oracle, and a mention that is one would count. The lag of ledger and count says the rest.
"""

from collections.abc import Iterable

from schemas.article import Article, ArticleStatus
from streams.shell.engine.batches import Delivery
from streams.shell.monitoring.metrics import Metrics
from streams.shell.records import codec
from streams.shell.records.cloudevents import cause

RESERVED = "communique-heartbeat-"
"""What ids of heartbeats begin with; a number follows, so that they come by different partitions."""


def key(number: int) -> bytes:
    """Return the key of a heartbeat."""
    return f"{RESERVED}{number}".encode()


def value(number: int, now: float) -> bytes:
    """Return a heartbeat, a new revision every second; `now` is in seconds since 1970."""
    return codec.encode(Article(id=f"{RESERVED}{number}", revision=int(now), status=ArticleStatus.WITHDRAWN))


def is_heartbeat(delivery: Delivery) -> bool:
    """Whether a record is a heartbeat, or calls itself one: only figures depend on it."""
    return (delivery.key or b"").startswith(RESERVED.encode())


def note(deliveries: Iterable[Delivery], stage: str, metrics: Metrics) -> None:
    """Say when the newest heartbeat of a settled batch was published."""
    times = [cause(each).ingested_at or 0.0 for each in deliveries if is_heartbeat(each)]
    if times:
        metrics.heartbeat.labels(stage).set(max(times))
