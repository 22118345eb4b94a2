"""Dead letters: records that could not be processed, kept byte for byte with the reason.

The value, the key and the publisher's headers are those of the original record; ours are added to the headers under
Kafka Connect's names (KIP-298), which existing tools know, and one of our own for the bounded reason.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Protocol

from schemas.topics import ARTICLES
from streams.core.edge import Headers

PREFIX = "__connect.errors."
TOPIC = PREFIX + "topic"
PARTITION = PREFIX + "partition"
OFFSET = PREFIX + "offset"
STAGE = PREFIX + "stage"
MESSAGE = PREFIX + "exception.message"
REASON = "communique_reason"
"""A member of `RejectReason`, or of the agents' own reasons."""

CONFIRM_SECONDS = 60.0

HeaderList = list[tuple[str, bytes]]


class Refusal(Protocol):
    """Why a record was refused: a `Reject` of the edge, or what an agent says."""

    @property
    def reason(self) -> StrEnum:
        """A member of a bounded list."""

    @property
    def detail(self) -> str:
        """One sentence for people."""


class Record(Protocol):
    """What we use of a consumed record (`kafka.consumer.fetcher.ConsumerRecord`)."""

    partition: int
    offset: int
    timestamp: int
    key: bytes | None
    value: bytes | None
    headers: Sequence[tuple[str, bytes | None]]


class Producer(Protocol):
    """What we use of `kafka.KafkaProducer`."""

    def send(self, topic: str, *, key: bytes | None, value: bytes | None, headers: list[Any]) -> Any:  # noqa: ANN401
        """Queue a record; the answer's `get` waits for the broker's."""

    def flush(self, timeout: float | None = None) -> object:
        """Send what is queued."""


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """One dead letter, its original taken apart from what was said about it."""

    partition: int
    """Where the dead letter itself stands; with `offset` it names it."""
    offset: int
    at: datetime
    reason: str
    detail: str
    topic: str
    """Where the original stood."""
    source: str
    """Where exactly: topic/partition/offset."""
    key: bytes | None
    value: bytes | None
    headers: tuple[tuple[str, bytes | None], ...]
    """The publisher's own."""

    @property
    def name(self) -> str:
        """The dead letter's name for `dead-letters show`: partition/offset."""
        return f"{self.partition}/{self.offset}"


def error_headers(refusal: Refusal, topic: str, partition: int, offset: int, headers: Headers = None) -> HeaderList:
    """Return the headers of a dead letter: the publisher's, then where the original stood and why it was refused.

    Headers of an earlier death are replaced: a replayed record that fails again says why it failed now.
    """
    return [
        *_own_headers(headers),
        (TOPIC, topic.encode()),
        (PARTITION, str(partition).encode()),
        (OFFSET, str(offset).encode()),
        (STAGE, b"VALUE_CONVERTER"),
        (MESSAGE, refusal.detail.encode()),
        (REASON, refusal.reason.value.encode()),
    ]


def from_record(record: Record) -> DeadLetter:
    """Read a record of the dead-letter topic; what its headers do not say is "unknown". Never raises."""
    said = {name: (value or b"").decode("utf-8", "replace") for name, value in record.headers}
    return DeadLetter(
        partition=record.partition,
        offset=record.offset,
        at=datetime.fromtimestamp(record.timestamp / 1000, UTC),
        reason=said.get(REASON, "unknown"),
        detail=said.get(MESSAGE, ""),
        topic=said.get(TOPIC, ARTICLES.name),
        source="/".join(said.get(name, "unknown") for name in (TOPIC, PARTITION, OFFSET)),
        key=record.key,
        value=record.value,
        headers=tuple((name, value) for name, value in record.headers if not _ours(name)),
    )


def _own_headers(headers: Headers) -> HeaderList:
    pairs = headers.items() if isinstance(headers, Mapping) else headers or ()
    return [(name, _bytes(value)) for name, value in pairs if not _ours(name)]


def _ours(name: str) -> bool:
    return name.startswith(PREFIX) or name == REASON


def _bytes(value: bytes | str | None) -> bytes:
    return value.encode() if isinstance(value, str) else value or b""


def send_again(letters: Iterable[DeadLetter], producer: Producer) -> None:
    """Send originals to the topic where they stood once more, and wait until the broker has confirmed each."""
    sent = [
        producer.send(letter.topic, key=letter.key, value=letter.value, headers=list(letter.headers))
        for letter in letters
    ]
    producer.flush(timeout=CONFIRM_SECONDS)
    for confirmation in sent:
        confirmation.get(timeout=CONFIRM_SECONDS)
