"""A TCP proxy between workers and the broker that can cut, freeze and slow down what passes."""

import asyncio
import threading
from contextlib import suppress

CHUNK = 64 * 1024
LOOK_AGAIN = 0.02
"""Seconds between two looks whether a frozen proxy thaws."""


class FaultProxy:
    """Passes the bytes of each connection on, until it is told to misbehave.

    It listens on the loopback interface, at a port of its own, and runs in a thread.
    """

    def __init__(self, target: int) -> None:
        self.target = target
        self.port = 0
        self.delay = 0.0
        """Seconds that every piece of data is held up, in each direction."""
        self.frozen = False
        """Whether nothing passes while connections stay open: what an overloaded network looks like."""
        self._cut = False
        self._open: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="fault-proxy", daemon=True)
        self._listening = threading.Event()

    def start(self) -> "FaultProxy":
        """Listen."""
        self._thread.start()
        assert self._listening.wait(10), "the proxy does not listen"
        return self

    def stop(self) -> None:
        """Close everything."""
        self.cut()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)

    def cut(self) -> None:
        """End all connections, and those to come at once."""
        self._cut = True
        self._loop.call_soon_threadsafe(self._end_all)

    def heal(self) -> None:
        """Pass everything on again."""
        self._cut, self.frozen, self.delay = False, False, 0.0

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._connect, "127.0.0.1", 0))
        self.port = server.sockets[0].getsockname()[1]
        self._listening.set()
        self._loop.run_forever()
        server.close()
        tasks = asyncio.all_tasks(self._loop)
        for task in tasks:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        self._loop.close()

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            if not self._cut:
                await self._relay(reader, writer)
        except OSError:
            pass  # the broker is down, or one side went away: so the other side is let go
        finally:
            self._open.discard(writer)
            writer.transport.abort()

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        behind, upstream = await asyncio.open_connection("127.0.0.1", self.target)
        self._open.add(upstream)
        pumps = [asyncio.create_task(self._pump(reader, upstream)), asyncio.create_task(self._pump(behind, writer))]
        try:
            await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for pump in pumps:
                pump.cancel()
            self._open.discard(upstream)
            upstream.transport.abort()
            await asyncio.gather(*pumps, return_exceptions=True)

    async def _pump(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await source.read(CHUNK):
                while self.frozen:  # noqa: ASYNC110 - another thread says so
                    await asyncio.sleep(LOOK_AGAIN)
                if self.delay:
                    await asyncio.sleep(self.delay)
                sink.write(data)
                await sink.drain()

    def _end_all(self) -> None:
        for writer in self._open:
            writer.transport.abort()
