"""Wakes coroutines when another thread has news for them."""

import asyncio


class Bell:
    """Rung from any thread; whoever waits in the event loop wakes up."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._rung = asyncio.Event()
        self.closed = False

    def hang(self) -> None:
        """Say that this is the loop of those who wait."""
        self._loop = asyncio.get_running_loop()

    def ring(self) -> None:
        """Wake up everyone who waits."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._ring)

    def close(self) -> None:
        """Tell everyone who waits to end."""
        self.closed = True
        self.ring()

    @property
    def next(self) -> asyncio.Event:
        """The next ring, to wait for. Take it before looking at what the bell tells of, or a ring may be missed."""
        return self._rung

    def _ring(self) -> None:
        rung, self._rung = self._rung, asyncio.Event()
        rung.set()
