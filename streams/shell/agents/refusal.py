"""How an agent puts a record aside that it cannot process."""

from dataclasses import dataclass
from enum import StrEnum

from schemas.topics import DEAD_LETTERS
from streams.shell import dead_letters
from streams.shell.cloudevents import cause, origin
from streams.shell.dead_letters import Refusal
from streams.shell.engine.batches import Delivery
from streams.shell.engine.outbox import Record
from streams.shell.metrics import Metrics


class Malformed(StrEnum):
    """Why a record of our own topics was refused; a bounded list, it labels a metric."""

    RECORD = "malformed-record"


@dataclass(frozen=True, slots=True)
class MalformedDelivery:
    """A record that only we should have written, but is not what its topic carries."""

    detail: str
    reason: Malformed = Malformed.RECORD


def dead_letter(delivery: Delivery, refusal: Refusal, stage: str, metrics: Metrics) -> Record:
    """Return the dead letter of a record: its bytes, its key, its headers, and where the article stood and why."""
    metrics.dead_letters.labels(stage, refusal.reason.value).inc()
    place = origin(delivery) if isinstance(refusal, MalformedDelivery) else cause(delivery)
    topic, partition, offset = place.place.rsplit("/", 2)
    headers = dead_letters.error_headers(refusal, topic, int(partition), int(offset), delivery.headers)
    return Record(DEAD_LETTERS.name, delivery.key, delivery.value, tuple(headers))
