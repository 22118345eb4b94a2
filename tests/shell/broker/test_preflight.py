"""The first words with a broker that never asks for a password, and with what is no broker."""

import socket
import threading
from collections.abc import Iterator

import pytest

from streams.settings import Settings
from streams.shell.broker.embedded import embedded
from streams.shell.broker.preflight import handshake
from streams.shell.errors import BrokerError

USER = {"sasl_username": "me", "sasl_password": "secret"}


def settings(protocol: str) -> Settings:
    return Settings(security_protocol=protocol, **USER)  # type: ignore[arg-type]  # pydantic converts them


@pytest.fixture
def hangs_up() -> Iterator[int]:
    """Something that ends every connection after the first bytes."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    connection.recv(1_000)

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)
        thread.join(5)


def test_the_embedded_broker_asks_for_nothing() -> None:
    with embedded() as broker:
        host, _, port = broker.bootstrap_servers.rpartition(":")
        handshake(host, int(port), settings("PLAINTEXT"))
        with pytest.raises(BrokerError, match="TLS"):
            handshake(host, int(port), settings("SSL"))


def test_what_hangs_up_without_tls_is_left_to_the_client(hangs_up: int) -> None:
    handshake("127.0.0.1", hangs_up, settings("SASL_PLAINTEXT"))


def test_what_hangs_up_on_tls_does_not_speak_it(hangs_up: int) -> None:
    with pytest.raises(BrokerError, match="does not speak TLS") as caught:
        handshake("127.0.0.1", hangs_up, settings("SASL_SSL"))
    assert "KAFKA_SECURITY_PROTOCOL=SASL_PLAINTEXT" in caught.value.hint
