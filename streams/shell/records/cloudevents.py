"""CloudEvents 1.0 in Kafka's binary mode: attributes in headers, the value is the data.

Everything here follows from the record that caused it, so a record sent twice is the same record: same id, same time.
"""

import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeGuard

from schemas.topics import ARTICLES, Topic
from streams.shell.records.record import Delivery, Header, ProducerRecord

SPEC_VERSION = b"1.0"
CONTENT_TYPE = b"application/json"
SOURCE_PREFIX = "/communique/"
TYPE = "ce_type"
TIME = "ce_time"
CAUSATION = "ce_causation"
"""Our extension attribute: where the article stands that this follows from, as topic/partition/offset."""

_PLACE = re.compile(r"[A-Za-z0-9._-]{1,249}/[0-9]{1,9}/[0-9]{1,18}")
_LAST_SECOND = 253_402_300_799.0
"""Of the year 9999. A broker that keeps the time of the producer, as the embedded one does, may have any."""


@dataclass(frozen=True, slots=True)
class Cause:
    """The article that a record follows from."""

    place: str
    """Topic/partition/offset in `articles`."""
    time: str
    """When it was ingested, RFC 3339, UTC."""

    @property
    def ingested_at(self) -> float | None:
        """Seconds since 1970, or None where the time is not known."""
        try:
            return datetime.fromisoformat(self.time).timestamp()
        except (ValueError, OverflowError):
            return None


def origin(delivery: Delivery) -> Cause:
    """Return the cause that begins with this record."""
    seconds = min(max(delivery.timestamp, 0.0), _LAST_SECOND)
    when = datetime.fromtimestamp(seconds, UTC)
    return Cause(f"{delivery.topic}/{delivery.partition}/{delivery.offset}", text_of(when))


def text_of(when: datetime) -> str:
    """Return a time as `Cause.time` has it."""
    return when.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def cause(delivery: Delivery) -> Cause:
    """Return the cause that a derived record names; itself where it names none.

    A record of `articles` is its own cause: strangers write its headers.
    """
    if delivery.topic == ARTICLES.name:
        return origin(delivery)
    place, time = delivery.header(CAUSATION), delivery.header(TIME)
    return Cause(place, time) if time and is_place(place) else origin(delivery)


def is_place(text: str | None) -> TypeGuard[str]:
    """Whether this names a record: topic/partition/offset."""
    return bool(text and _PLACE.fullmatch(text))


def internal(topic: Topic, key: bytes, value: bytes, because: Cause) -> ProducerRecord:
    """Make a record of an internal topic, of which there are many: it only carries its cause along."""
    return ProducerRecord(topic.name, key, value, ((TIME, because.time.encode()), (CAUSATION, because.place.encode())))


def ages(deliveries: Iterable[Delivery]) -> Iterator[float]:
    """Yield how long ago, in seconds, the articles were ingested that these records follow from."""
    now = time.time()
    for delivery in deliveries:
        ingested = cause(delivery).ingested_at
        if ingested is not None:
            yield max(0.0, now - ingested)


def record(
    topic: Topic, key: bytes, value: bytes, *, source: str, event_id: str, because: Cause, subject: str = ""
) -> ProducerRecord:
    """Make a record of a topic with its CloudEvents headers; `source` is the agent that sends it."""
    attributes = _attributes(topic, event_id, source, subject.encode() or key, because.time)
    return ProducerRecord(topic.name, key, value, (*attributes, (CAUSATION, because.place.encode())))


def announcement(topic: Topic, key: bytes, value: bytes, *, source: str, event_id: str, time: str) -> ProducerRecord:
    """Make a record that follows from no article; `source` is the command that sends it, `time` is RFC 3339, UTC."""
    return ProducerRecord(topic.name, key, value, _attributes(topic, event_id, source, key, time))


def _attributes(topic: Topic, event_id: str, source: str, subject: bytes, time: str) -> tuple[Header, ...]:
    return (
        ("ce_specversion", SPEC_VERSION),
        ("ce_id", event_id.encode()),
        (TYPE, topic.ce_type.encode()),
        ("ce_source", (SOURCE_PREFIX + source).encode()),
        ("ce_subject", subject),
        (TIME, time.encode()),
        ("ce_dataschema", topic.dataschema.encode()),
        ("content-type", CONTENT_TYPE),
    )
