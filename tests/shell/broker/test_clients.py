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
def test_what_goes_wrong_with_a_broker_is_said_with_what_to_do(error: KafkaError, message: str, hint: str) -> None:
    said = clients.to_broker_error(error, "kafka.example:9092")
    assert message in str(said)
    assert "kafka.example:9092" in str(said)
    assert hint in said.hint


@pytest.fixture
def mute() -> Iterator[str]:
    """Something that listens and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"127.0.0.1:{server.getsockname()[1]}"


UNREACHABLE = ["127.0.0.1:1", "no.such.host.invalid:9092", "127.0.0.1", "127.0.0.1:port", "127.0.0.1:1,[::1]:1"]


@pytest.mark.parametrize("servers", UNREACHABLE)
@pytest.mark.parametrize("connect", [clients.producer, clients.consumer, clients.admin])
def test_an_address_where_nothing_listens_is_told_at_once(connect: object, servers: str) -> None:
    assert callable(connect)
    with pytest.raises(BrokerError, match="no Kafka broker answers"), connect(Settings(bootstrap_servers=servers)):
        pass


def test_one_address_of_many_is_enough_to_try(mute: str) -> None:
    clients.check_connection(Settings(bootstrap_servers=f"127.0.0.1:1,{mute}"))
