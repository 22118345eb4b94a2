"""Sending: everything at once, and done only when the broker has it all."""

import asyncio
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

Header = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class Record:
    """A record to send."""

    topic: str
    key: bytes | None
    value: bytes | None
    headers: tuple[Header, ...] = ()
    partition: int | None = None
    """Only where the partition is not the key's hash."""


class Sender(Protocol):
    """What the outbox needs of Faust's producer."""

    async def send(
        self,
        topic: str,
        key: bytes | None,
        value: bytes | None,
        partition: int | None,
        timestamp: float | None,
        headers: list[Header] | None,
    ) -> Awaitable[Any]:
        """Queue a record; the awaitable that is returned is done when all replicas in sync have it."""


class Outbox:
    """Sends many records without waiting for each.

    Faust's own buffer is passed by: it gives up flushing after 100 ms and lets offsets be committed before the records
    are sent.
    """

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    async def send(self, records: Sequence[Record]) -> list[Any]:
        """Send all and wait until the broker has all; returns where each was written, in their order.

        Raises what the broker raised for the first that failed. The others may or may not have been written.
        """
        pending = [await self._post(record) for record in records]
        return list(await asyncio.gather(*pending))

    async def _post(self, record: Record) -> Awaitable[Any]:
        return await self._sender.send(
            record.topic, record.key, record.value, record.partition, None, list(record.headers) or None
        )
