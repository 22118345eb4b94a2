"""The preflight check of a broker without access control, and of what is no broker."""

import socket
import threading
from collections.abc import Iterator
from queue import Queue

import pytest

from streams.settings import Settings
from streams.shell.broker.embedded import embedded
from streams.shell.broker.preflight import handshake
from streams.shell.errors import BrokerError

USER = {"sasl_username": "me", "sasl_password": "secret"}


def settings(protocol: str) -> Settings:
    return Settings(security_protocol=protocol, **USER)  # type: ignore[arg-type]  # pydantic converts them


class Closing:
    """Something that ends every connection after the first bytes; `received` holds these."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.received = Queue[bytes]()


@pytest.fixture
def closing() -> Iterator[Closing]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        closing = Closing(server.getsockname()[1])

        def answer() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    closing.received.put(connection.recv(1_000))

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        yield closing
        server.shutdown(socket.SHUT_RDWR)
        thread.join(5)


def test_embedded_broker_needs_no_credentials_and_has_no_tls() -> None:
    with embedded() as broker:
        host, _, port = broker.bootstrap_servers.rpartition(":")
        handshake(host, int(port), settings("PLAINTEXT"))
        with pytest.raises(BrokerError, match="TLS"):
            handshake(host, int(port), settings("SSL"))


def test_disconnect_without_tls_is_left_to_the_client_to_report(closing: Closing) -> None:
    handshake("127.0.0.1", closing.port, settings("SASL_PLAINTEXT"))
    request = closing.received.get(timeout=5)
    assert request[4:6] == (17).to_bytes(2, "big"), "a SaslHandshake"
    assert b"SCRAM-SHA-512" in request
    assert closing.received.empty(), "credentials are not sent after that"


def test_disconnect_during_the_tls_handshake_means_no_tls(closing: Closing) -> None:
    with pytest.raises(BrokerError, match="does not speak TLS") as caught:
        handshake("127.0.0.1", closing.port, settings("SASL_SSL"))
    assert "KAFKA_SECURITY_PROTOCOL=SASL_PLAINTEXT" in caught.value.hint
