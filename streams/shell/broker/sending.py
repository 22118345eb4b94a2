"""Records that commands send: a bounded number of them on their way, each confirmed by the broker."""

from collections import deque
from collections.abc import Sequence
from typing import Any, Protocol

MAX_UNCONFIRMED = 500
"""Records on their way at once; a bound on memory (articles of 2 MB) and on what a failure leaves in doubt."""
CONFIRM_SECONDS = 60.0


class Confirmation(Protocol):
    """The future of a sent record, as kafka-python gives it."""

    def get(self, timeout: float | None = None) -> object:
        """Wait for the broker's answer; raises KafkaError if the record was not kept."""


class Producer(Protocol):
    """What we use of `kafka.KafkaProducer`."""

    def send(
        self,
        topic: str,
        *,
        key: bytes | None,
        value: bytes | None,
        headers: list[Any],
        partition: int | None = None,
    ) -> Confirmation:
        """Queue a record."""

    def flush(self, timeout: float | None = None) -> object:
        """Send what is queued."""


class Sending:
    """Sends records one after the other. A KafkaError is raised for the first that the broker did not keep."""

    def __init__(self, producer: Producer) -> None:
        self.sent = 0
        """Records handed over; all are confirmed after `finish`."""
        self._producer = producer
        self._unconfirmed: deque[Confirmation] = deque()

    def send(
        self,
        topic: str,
        key: bytes | None,
        value: bytes | None,
        headers: Sequence[tuple[str, bytes | None]],
        partition: int | None = None,
    ) -> None:
        """Send a record, to the partition of its key if none is given; waits where too many are on their way."""
        self._unconfirmed.append(
            self._producer.send(topic, key=key, value=value, headers=list(headers), partition=partition)
        )
        self.sent += 1
        if len(self._unconfirmed) >= MAX_UNCONFIRMED:
            self._unconfirmed.popleft().get(timeout=CONFIRM_SECONDS)

    def finish(self) -> None:
        """Wait until the broker has confirmed every record."""
        self._producer.flush(timeout=CONFIRM_SECONDS)
        while self._unconfirmed:
            self._unconfirmed.popleft().get(timeout=CONFIRM_SECONDS)
