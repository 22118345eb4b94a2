"""What the stream says of its work: a line for each batch, and at DEBUG one for each article and event.

`cause` is the same in every line that follows from an article, and is the header `ce_causation` of every record: where
the article stands, as topic/partition/offset. So one search shows an article's way from intake to its events.
"""

import logging
from collections import Counter
from typing import Any

from schemas.event import Event
from schemas.topics import DEAD_LETTERS, TOPICS
from streams.core.state.readings import Change
from streams.shell.engine.batches import Batch
from streams.shell.monitoring import logs
from streams.shell.records.cloudevents import cause
from streams.shell.records.dead_letters import REASON, Refusal
from streams.shell.records.record import Delivery, ProducerRecord

MAX_NAMED = 10
"""Articles that the line of an event names."""

_SAID = {"intake": "Articles taken in", "read": "Articles read", "ledger": "Mentions folded", "count": "Totals counted"}
_PUBLIC = frozenset(topic.name for topic in TOPICS)
_log = logs.logger("communique.stream")


def settled(stage: str, batch: Batch) -> None:
    """Say what came of a batch, now that it is durable: at WARNING where something was refused."""
    sent = Counter(record.topic for record in batch.sent if record.topic in _PUBLIC)
    refused = sent.pop(DEAD_LETTERS.name, 0)
    fields: dict[str, Any] = {"records": len(batch.deliveries), **sent}
    if refused:
        first = next(record for record in batch.sent if record.topic == DEAD_LETTERS.name)
        _log.warning(_SAID[stage], **fields, refused=refused, first_reason=_header(first, REASON))
    elif stage == "count" or not batch.deliveries:
        _log.debug(_SAID[stage], **fields)
    else:
        _log.info(_SAID[stage], **fields)


def accepted(delivery: Delivery, record: ProducerRecord, revision: int) -> None:
    """Say that an article passed intake."""
    if _debugging():
        article = (record.key or b"").decode()
        _log.debug("Article accepted", article=article, revision=revision, cause=cause(delivery).place)


def refused(stage: str, delivery: Delivery, refusal: Refusal) -> None:
    """Say that a record becomes a dead letter, and why."""
    if _debugging():
        why = {"reason": refusal.reason.value, "detail": refusal.detail}
        _log.debug("Record refused", stage=stage, cause=cause(delivery).place, **why)


def read(delivery: Delivery, change: Change) -> None:
    """Say what an article's reading came to."""
    if _debugging():
        _log.debug(
            "Article read",
            article=change.reading.article_id,
            revision=change.reading.version.revision,
            change=change.kind.value,
            outcome=change.reading.outcome.value,
            mentions=len(change.reading.mentions),
            sent=[each.mention_id for each in change.mentions],
            cause=cause(delivery).place,
        )


def changed(event: Event, delivery: Delivery) -> None:
    """Say what an event is now; `delivery` is the mention that it follows from."""
    if _debugging():
        _log.debug(
            "Event changed",
            event_id=event.event_id,
            type=event.type.value,
            op=event.op.value,
            status=event.status.value,
            version=event.version,
            mentions=event.mention_count,
            articles=[each.article_id for each in event.mentions[:MAX_NAMED]],
            cause=cause(delivery).place,
        )


def _debugging() -> bool:
    return _log.isEnabledFor(logging.DEBUG)


def _header(record: ProducerRecord, name: str) -> str:
    return next((value.decode("utf-8", "replace") for key, value in record.headers if key == name), "")
