import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

from tests.torture.proxy import FaultProxy


@pytest.fixture
def echo() -> Iterator[int]:
    """The port of a server that says what it hears."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            threading.Thread(target=answer, args=(connection,), daemon=True).start()

    def answer(connection: socket.socket) -> None:
        with connection:
            while data := connection.recv(4096):
                connection.sendall(data)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield server.getsockname()[1]
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join(5)


@pytest.fixture
def proxy(echo: int) -> Iterator[FaultProxy]:
    running = FaultProxy(echo).start()
    yield running
    running.stop()


@pytest.fixture
def client(proxy: FaultProxy) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", proxy.port), 5) as connection:
        yield connection


def asked(client: socket.socket) -> bytes:
    client.sendall(b"hello")
    return client.recv(100)


def is_ended(client: socket.socket) -> bool:
    """Whether the other side ends the connection, politely or not."""
    with suppress(ConnectionError):
        return client.recv(1) == b""
    return True


def test_it_passes_everything_on(client: socket.socket) -> None:
    assert asked(client) == b"hello"


def test_it_cuts_what_is_open_and_what_comes(proxy: FaultProxy, client: socket.socket) -> None:
    assert asked(client) == b"hello"
    proxy.cut()
    assert is_ended(client)
    with socket.create_connection(("127.0.0.1", proxy.port), 5) as late:
        assert is_ended(late)
    proxy.heal()
    with socket.create_connection(("127.0.0.1", proxy.port), 5) as again:
        assert asked(again) == b"hello"


def test_frozen_it_holds_everything_and_loses_nothing(proxy: FaultProxy, client: socket.socket) -> None:
    assert asked(client) == b"hello"
    proxy.frozen = True
    client.sendall(b"kept")
    client.settimeout(0.3)
    with pytest.raises(TimeoutError):
        client.recv(100)
    client.settimeout(5)
    proxy.heal()
    assert client.recv(100) == b"kept"


def test_slowed_down_it_takes_its_time_in_each_direction(proxy: FaultProxy, client: socket.socket) -> None:
    proxy.delay = 0.1
    start = time.monotonic()
    assert asked(client) == b"hello"
    assert time.monotonic() - start >= 0.2


def test_without_a_broker_behind_it_lets_go(echo: int) -> None:
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    assert port != echo
    running = FaultProxy(port).start()
    with socket.create_connection(("127.0.0.1", running.port), 5) as client:
        assert is_ended(client)
    running.stop()
