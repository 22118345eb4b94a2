"""Wakes coroutines when another thread has changed what they show."""

import asyncio


class ChangeSignal:
    """A change, notified from any thread to everyone who waits in the event loop."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._changed = asyncio.Event()
        self.closed = False

    def attach(self) -> None:
        """Take the running event loop for that of those who wait; before, there is nobody to notify."""
        self._loop = asyncio.get_running_loop()

    def notify(self) -> None:
        """Wake up everyone who waits."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake)

    def close(self) -> None:
        """Tell everyone who waits to end."""
        self.closed = True
        self.notify()

    @property
    def next(self) -> asyncio.Event:
        """The next change, to wait for. Take it before looking at the state, or a change may be missed."""
        return self._changed

    def _wake(self) -> None:
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()
