"""Records as plain values, by the names of Kafka's own clients: what a topic delivers and what is sent to one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

Header = tuple[str, bytes]


class ConsumerRecord(Protocol):
    """What we use of a record that kafka-python has read (`kafka.consumer.fetcher.ConsumerRecord`)."""

    @property
    def topic(self) -> str:
        """Where it was read."""

    @property
    def partition(self) -> int:
        """Of the topic."""

    @property
    def offset(self) -> int:
        """In the partition."""

    @property
    def timestamp(self) -> int:
        """Milliseconds since 1970."""

    @property
    def key(self) -> bytes | None:
        """Bytes as they arrived."""

    @property
    def value(self) -> bytes | None:
        """Bytes as they arrived; None is a tombstone."""

    @property
    def headers(self) -> Sequence[tuple[str, bytes | None]]:
        """In the order in which they were sent."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One record as the broker delivered it to an agent."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: Sequence[Header]
    timestamp: float
    """Seconds since 1970, by the broker's clock when it was appended."""

    def header(self, name: str) -> str | None:
        """Return the last header of this name as text, if it is there."""
        for key, value in reversed(self.headers):
            if key == name and value is not None:
                return value.decode("utf-8", errors="replace")
        return None


@dataclass(frozen=True, slots=True)
class ProducerRecord:
    """A record to send."""

    topic: str
    key: bytes | None
    value: bytes | None
    headers: tuple[Header, ...] = ()
    partition: int | None = None
    """Only where the partition is not the key's hash."""
