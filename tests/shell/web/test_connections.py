"""Connections that say nothing, or not all, are closed in time; others are answered all the while."""

import asyncio
import socket
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
import uvicorn

from streams.shell.web.connections import bounded

SOON, LATE = 0.3, 30.0
REQUEST = b"GET / HTTP/1.1\r\nHost: here\r\n\r\n"
Open = Callable[[], Awaitable[tuple[asyncio.StreamReader, asyncio.StreamWriter]]]


async def hello(_scope: object, _receive: object, send: Callable[[object], Awaitable[None]]) -> None:
    """A page."""
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"hi"})


@asynccontextmanager
async def serving(per_address: int, seconds: float, refused: Counter[str]) -> AsyncIterator[Open]:
    """Run a server; gives what opens a connection to it."""
    protocol = bounded(per_address, lambda why: refused.update([why]), seconds)
    config = uvicorn.Config(hello, http=protocol, lifespan="off", log_config=None, timeout_keep_alive=60)
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        running = asyncio.ensure_future(server.serve([listener]))
        opened: list[asyncio.StreamWriter] = []

        async def connect() -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
            reader, writer = await asyncio.open_connection(*listener.getsockname())
            opened.append(writer)
            return reader, writer

        try:
            yield connect
        finally:
            for writer in opened:
                writer.close()
            server.should_exit = True
            await running


async def is_closed(reader: asyncio.StreamReader) -> bool:
    """Whether the server closes within a few seconds, without another word."""
    try:
        return await asyncio.wait_for(reader.read(), 5) == b""
    except ConnectionResetError:
        return True


async def answers(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
    writer.write(REQUEST)
    return (await asyncio.wait_for(reader.readuntil(b"hi"), 5)).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("said", [b"", b"GET / HT", REQUEST[:-2]], ids=["nothing", "half a line", "half a header"])
async def test_who_does_not_say_what_it_wants_is_sent_away(said: bytes) -> None:
    refused: Counter[str] = Counter()
    async with serving(0, SOON, refused) as connect:
        reader, writer = await connect()
        writer.write(said)
        assert await is_closed(reader)
    assert refused == {"slow": 1}


async def test_an_answer_begins_the_wait_anew_and_has_an_end() -> None:
    refused: Counter[str] = Counter()
    async with serving(0, SOON, refused) as connect:
        reader, writer = await connect()
        assert await answers(reader, writer)
        assert await answers(reader, writer)
        writer.write(REQUEST[:-2])
        assert await is_closed(reader)
    assert refused == {"slow": 1}


async def test_one_address_has_its_share_and_no_more() -> None:
    refused: Counter[str] = Counter()
    async with serving(3, LATE, refused) as connect:
        silent = [await connect() for _ in range(2)]
        reader, writer = await connect()
        assert await answers(reader, writer)
        one_more, _ = await connect()
        assert await is_closed(one_more)
        assert await answers(reader, writer)
        silent[0][1].close()
        await silent[0][1].wait_closed()
        assert await answers(reader, writer)
        assert await answers(*await connect())
    assert refused == {"many": 1}
