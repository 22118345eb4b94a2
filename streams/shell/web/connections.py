"""Connections of the live page: who says nothing is sent away in time, and nobody takes them all.

Uvicorn bounds how many there are and how long one may idle after an answer, but waits for ever for the first request.
"""

import asyncio
from collections.abc import Callable
from typing import Any, ClassVar

from uvicorn.protocols.http.h11_impl import H11Protocol

HEADER_SECONDS = 10.0
"""How long a client may take from its connection, or from the answer before, to the end of a request's header."""

Refused = Callable[[str], None]
"""Is told why a connection was closed: "slow" or "many"."""


class BoundedConnection(H11Protocol):
    """One connection; `bounded` sets its bounds."""

    per_address: ClassVar[int]
    header_seconds: ClassVar[float]
    _deadline: asyncio.TimerHandle | None = None

    @staticmethod
    def refused(why: str) -> None:
        """Take note that the connection is closed unasked."""

    def connection_made(self, transport: Any) -> None:  # noqa: ANN401 - as Uvicorn has it
        """Begin to wait for a request, unless the address has its share of connections."""
        super().connection_made(transport)
        if self.per_address and self._of_this_address() > self.per_address:
            self.refused("many")
            transport.abort()
        else:
            self._watch()

    def data_received(self, data: bytes) -> None:
        """Take what came; a part of a header does not prolong the wait for its end."""
        super().data_received(data)
        self._watch()

    def on_response_complete(self) -> None:
        """Begin to wait for the next request."""
        super().on_response_complete()
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        super().connection_lost(exc)
        self._rest()

    def _of_this_address(self) -> int:
        mine = [each for each in self.connections if isinstance(each, BoundedConnection)]
        return sum(_address(each) == _address(self) for each in mine)

    def _watch(self) -> None:
        if self.cycle is not None and not self.cycle.response_complete:
            self._rest()
        elif self._deadline is None:
            self._deadline = self.loop.call_later(self.header_seconds, self._give_up)

    def _rest(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _give_up(self) -> None:
        self.refused("slow")
        self.transport.abort()


def bounded(per_address: int, refused: Refused, header_seconds: float = HEADER_SECONDS) -> type[H11Protocol]:
    """Return Uvicorn's protocol with both bounds; `per_address` connections of one address, 0 for any number."""
    bounds = {"per_address": per_address, "header_seconds": header_seconds, "refused": staticmethod(refused)}
    return type("Bounded", (BoundedConnection,), bounds)


def _address(connection: H11Protocol) -> str | None:
    return connection.client[0] if connection.client else None
