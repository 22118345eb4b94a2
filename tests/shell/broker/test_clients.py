import socket
from collections.abc import Iterator

import pytest
from kafka.errors import (
    KafkaError,
    KafkaTimeoutError,
    NotEnoughReplicasError,
    SaslAuthenticationFailedError,
    TopicAuthorizationFailedError,
    UnknownTopicOrPartitionError,
)

from streams.settings import Settings
from streams.shell.broker import clients
from streams.shell.errors import BrokerError

SAID = [
    pytest.param(SaslAuthenticationFailedError(), "credentials", "KAFKA_SASL_USERNAME", id="credentials"),
    pytest.param(TopicAuthorizationFailedError("visits"), "does not allow", "ACL", id="not allowed"),
    pytest.param(UnknownTopicOrPartitionError("visits"), "lacks a topic", "topics apply", id="no topic"),
    pytest.param(KafkaTimeoutError("bootstrap"), "does not answer", "communique broker", id="no answer"),
    pytest.param(NotEnoughReplicasError("two"), "NotEnoughReplicasError", "doctor", id="anything else"),
]


@pytest.mark.parametrize(("error", "message", "hint"), SAID)
def test_broker_errors_name_the_cause_and_give_a_hint(error: KafkaError, message: str, hint: str) -> None:
    said = clients.to_broker_error(error, "kafka.example:9092")
    assert message in str(said)
    assert "kafka.example:9092" in str(said)
    assert hint in said.hint


@pytest.fixture
def mute() -> Iterator[socket.socket]:
    """Something that listens and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(5)
        yield server


UNREACHABLE = ["127.0.0.1:1", "no.such.host.invalid:9092", "127.0.0.1", "127.0.0.1:port", "127.0.0.1:1,[::1]:1"]


@pytest.mark.parametrize("servers", UNREACHABLE)
@pytest.mark.parametrize("connect", [clients.producer, clients.consumer, clients.admin])
def test_unreachable_address_is_reported_at_once(connect: object, servers: str) -> None:
    assert callable(connect)
    with pytest.raises(BrokerError, match="no Kafka broker answers"), connect(Settings(bootstrap_servers=servers)):
        pass


def test_connection_check_tries_the_next_address_when_one_is_unreachable(mute: socket.socket) -> None:
    port = mute.getsockname()[1]
    clients.check_connection(Settings(bootstrap_servers=f"127.0.0.1:1,127.0.0.1:{port}"))
    connection, _ = mute.accept()
    with connection:
        assert b"communique" in connection.recv(1_000), "the request of the SASL handshake names the client"
