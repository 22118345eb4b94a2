"""kafka-python's clients as the commands use them: from the settings, bounded in time, without a consumer group."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer
from kafka.errors import (
    AuthorizationError,
    KafkaConnectionError,
    KafkaError,
    KafkaTimeoutError,
    SaslAuthenticationFailedError,
    UnknownTopicOrPartitionError,
)

from schemas.access import AclOperation, Resource, Right
from schemas.topics import MAX_DEAD_LETTER_BYTES, MAX_DERIVED_BYTES
from streams.settings import Settings
from streams.shell.broker import header_names, rights
from streams.shell.broker.preflight import CREDENTIALS, handshake
from streams.shell.errors import BrokerError

BOOTSTRAP_MS = 5_000
"""How long a command waits for the first broker to answer."""
APPLY_TOPICS = "run: communique topics apply"
ACLS = "ask its owner for the right ACLs: docs/security.md has those of each role"
START_BROKER = "start a broker (communique broker) or set KAFKA_BOOTSTRAP_SERVERS to yours"


@contextmanager
def producer(settings: Settings) -> Iterator[KafkaProducer]:
    """Connect a producer whose records count as sent when every in-sync replica has them."""
    options = _options(settings) | {
        "acks": "all",
        "linger_ms": 20,
        "max_request_size": MAX_DEAD_LETTER_BYTES,
        "allow_auto_create_topics": False,
        "max_block_ms": 15_000,
    }
    with broker_errors(settings):
        client = KafkaProducer(**options)
        try:
            yield client
        finally:
            client.close(timeout=5)


@contextmanager
def consumer(settings: Settings, fetch_bytes: int = MAX_DERIVED_BYTES) -> Iterator[KafkaConsumer]:
    """Connect a consumer for partitions assigned by hand: it joins no group and commits nothing.

    `fetch_bytes` bounds what one fetch brings of a partition; a record that is larger comes alone.
    """
    options = _options(settings) | {
        "group_id": None,
        "enable_auto_commit": False,
        "auto_offset_reset": "earliest",
        "allow_auto_create_topics": False,
        "fetch_max_wait_ms": 100,
        "fetch_max_bytes": 4 * MAX_DERIVED_BYTES,
        "max_partition_fetch_bytes": fetch_bytes,
    }
    header_names.install_lenient_decoding()
    with broker_errors(settings):
        client = _Consumer(settings, options)
        try:
            yield client
        finally:
            client.close(autocommit=False, timeout_ms=5_000)


@contextmanager
def admin(settings: Settings) -> Iterator[KafkaAdminClient]:
    """Connect an admin client."""
    with broker_errors(settings):
        client = KafkaAdminClient(**_options(settings))
        try:
            yield client
        finally:
            client.close()


class _Consumer(KafkaConsumer):  # type: ignore[misc]  # kafka-python ships no types
    """A consumer that tells a topic it may not read from one that does not exist; the broker hides both."""

    def __init__(self, settings: Settings, options: dict[str, Any]) -> None:
        super().__init__(**options)
        self._settings = settings

    def partitions_for_topic(self, topic: str) -> set[int]:
        """Return the partitions of a topic; empty if it does not exist. Raises BrokerError if we may not see it."""
        found: set[int] = super().partitions_for_topic(topic)
        if not found:
            require_rights(self._settings, [Right(Resource.TOPIC, topic, AclOperation.READ)])
        return found


def require_topic(settings: Settings, name: str, operation: AclOperation) -> None:
    """Raise BrokerError unless the topic exists and we may do this: a producer would wait a long time in vain."""
    require_rights(settings, [Right(Resource.TOPIC, name, operation)])
    with admin(settings) as client:
        if name not in client.list_topics():
            raise BrokerError(f"the broker at {settings.bootstrap_servers} has no topic {name}", APPLY_TOPICS)


def require_rights(settings: Settings, wanted: Sequence[Right]) -> None:
    """Raise BrokerError that names every right which the broker does not give us."""
    with admin(settings) as client:
        missing = rights.missing(client, wanted)
    if missing:
        names = "; ".join(map(str, missing))
        raise BrokerError(f"the broker at {settings.bootstrap_servers} does not allow {_who(settings)}: {names}", ACLS)


def _who(settings: Settings) -> str:
    if settings.uses_sasl:
        return f"user {settings.sasl_username}"
    return f"the owner of {settings.ssl_certfile}" if settings.uses_tls and settings.ssl_certfile else "us"


@contextmanager
def broker_errors(settings: Settings) -> Iterator[None]:
    """Turn kafka-python's errors into one sentence."""
    try:
        yield
    except KafkaError as error:
        raise to_broker_error(error, settings.bootstrap_servers) from error


def to_broker_error(error: KafkaError, servers: str) -> BrokerError:
    """Turn an error of kafka-python into one sentence about the broker at `servers`."""
    unreachable = (KafkaTimeoutError, KafkaConnectionError)
    if isinstance(error, SaslAuthenticationFailedError):
        return BrokerError(f"the broker at {servers} does not accept the credentials", CREDENTIALS)
    if isinstance(error, AuthorizationError):
        reason = ", ".join(sorted(error.args[0])) if error.args and isinstance(error.args[0], set) else str(error)
        return BrokerError(f"the broker at {servers} does not allow this: {type(error).__name__}: {reason}", ACLS)
    if isinstance(error, UnknownTopicOrPartitionError):
        return BrokerError(f"the broker at {servers} lacks a topic: {error}", APPLY_TOPICS)
    if isinstance(error, unreachable):
        return BrokerError(f"what listens at {servers} does not answer as a Kafka broker in time", START_BROKER)
    return BrokerError(f"the broker at {servers} failed: {type(error).__name__}: {error}", "run: communique doctor")


def check_connection(settings: Settings) -> None:
    """Raise BrokerError unless a broker accepts our connection and credentials.

    The clients would try for seconds what a refusal tells at once, and leave their sockets open.
    """
    for server in settings.servers:
        host, _, port = server.rpartition(":")
        try:
            handshake(host.strip("[]"), int(port), settings)
        except (OSError, ValueError):
            continue
        return
    raise BrokerError(f"no Kafka broker answers at {settings.bootstrap_servers}", START_BROKER)


def _options(settings: Settings) -> dict[str, Any]:
    check_connection(settings)
    # The client's own log repeats what our one sentence says, many times.
    logging.getLogger("kafka").setLevel(logging.CRITICAL)
    return settings.client_options() | {"bootstrap_timeout_ms": BOOTSTRAP_MS, "client_id": "communique-cli"}
