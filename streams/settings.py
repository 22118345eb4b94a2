"""The one reader of the environment.

Every setting is an environment variable with the prefix `COMMUNIQUE_`, but for Kafka's address and credentials, which
have the names that Kafka users know: `KAFKA_BOOTSTRAP_SERVERS`, `KAFKA_SECURITY_PROTOCOL` and so on. A secret may also
lie in a file of its lower-case name under `/run/secrets` (Docker, Kubernetes).
"""

import os
import ssl
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from schemas.app_topics import AppTopics
from schemas.topics import PARTITIONS, Topic, of_version, topics_for
from streams.core.edge.refusals import RefusalLimits

SECRETS = Path("/run/secrets")


class SecurityProtocol(StrEnum):
    """How to talk to the broker, by Kafka's names."""

    PLAINTEXT = "PLAINTEXT"
    SSL = "SSL"
    SASL_PLAINTEXT = "SASL_PLAINTEXT"
    SASL_SSL = "SASL_SSL"


class SaslMechanism(StrEnum):
    """How to prove who we are, by Kafka's names."""

    PLAIN = "PLAIN"
    SCRAM_SHA_256 = "SCRAM-SHA-256"
    SCRAM_SHA_512 = "SCRAM-SHA-512"


class LogFormat(StrEnum):
    """How log lines look: for people or for machines."""

    CONSOLE = "console"
    JSON = "json"


def _kafka(default: Any, name: str) -> Any:  # noqa: ANN401 - pydantic's own Field is typed so
    return Field(default=default, validation_alias=f"KAFKA_{name}")


def _cores() -> int:
    """All cores but one. Linux tells those that a container may use; other systems tell only how many there are."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, usable - 1)


class Settings(BaseSettings):
    """All settings of all commands, with defaults that suit one machine."""

    model_config = SettingsConfigDict(
        env_prefix="COMMUNIQUE_",
        secrets_dir=SECRETS if SECRETS.is_dir() else None,
        frozen=True,
        populate_by_name=True,
        extra="ignore",
        use_attribute_docstrings=True,  # docs/settings.md is made of them
    )

    bootstrap_servers: str = _kafka("127.0.0.1:9092", "BOOTSTRAP_SERVERS")
    """Brokers to ask first: `host:port`, separated by commas."""
    security_protocol: SecurityProtocol = _kafka(SecurityProtocol.PLAINTEXT, "SECURITY_PROTOCOL")
    """How to talk to the brokers."""
    sasl_mechanism: SaslMechanism = _kafka(SaslMechanism.SCRAM_SHA_512, "SASL_MECHANISM")
    """How to authenticate, where the protocol is SASL."""
    sasl_username: str | None = _kafka(None, "SASL_USERNAME")
    """User name; required with SASL."""
    sasl_password: SecretStr | None = _kafka(None, "SASL_PASSWORD")
    """Password; required with SASL."""
    ssl_cafile: Path | None = _kafka(None, "SSL_CAFILE")
    """Certificate of the authority that signed the brokers' certificates; the system's own if not set."""
    ssl_certfile: Path | None = _kafka(None, "SSL_CERTFILE")
    """Our own certificate, where brokers ask for one."""
    ssl_keyfile: Path | None = _kafka(None, "SSL_KEYFILE")
    """The key of our certificate."""
    ssl_key_password: SecretStr | None = _kafka(None, "SSL_KEY_PASSWORD")
    """The key's password, where it has one."""

    app_id: Annotated[str, Field(pattern=r"^[a-z0-9-]+$", max_length=60)] = "communique"
    """Name of the application: its consumer group, and the prefix of its internal topics."""
    version: Annotated[int, Field(ge=1)] = 1
    """Version of the state that workers run: a higher one runs side by side, with its own group, tables and changelogs.

    Workers run this one. Readers follow it only where it is set; else the one that the topic `current-version` names.
    """
    partitions: Annotated[int, Field(ge=1, le=1_000)] = PARTITIONS
    """Partitions of every topic; fixed once the topics exist."""

    extractor_processes: Annotated[int, Field(ge=1, le=64)] = Field(default_factory=_cores)
    """Processes that extract; by default one for each core but one, which stays free for the stream."""
    extraction_timeout: Annotated[float, Field(gt=0)] = 60.0
    """Seconds that a batch of articles may take before its process is replaced."""
    actors_overlay: Path | None = None
    """A file with actors of your own, see [operations.md](operations.md#actors-of-your-own)."""

    metrics_host: str = "127.0.0.1"
    """Address at which workers, the monitor and the live page answer Prometheus and the probes."""
    metrics_port: Annotated[int, Field(ge=0, le=65_535)] = 9108
    """Port at which a worker answers `/metrics`, `/healthz` and `/readyz`; 0 switches it off."""
    startup_timeout: Annotated[float, Field(gt=0)] = 600.0
    """Seconds within which a worker must have recovered its tables for the first time; else it stops."""
    stall_timeout: Annotated[float, Field(gt=0)] = 300.0
    """Seconds after which a stage that has records and settles none makes `/healthz` fail."""
    grace_period: Annotated[float, Field(gt=0)] = 45.0
    """Seconds that a worker has to finish after SIGTERM; then it ends itself, and what is left is done again."""
    monitor_port: Annotated[int, Field(ge=0, le=65_535)] = 9109
    """Port at which the monitor answers the same; 0 switches it off."""
    monitor_interval: Annotated[float, Field(gt=0)] = 15.0
    """Seconds between two looks of the monitor at the broker."""
    monitor_heartbeat: Annotated[float, Field(ge=0)] = 60.0
    """Seconds between two heartbeats that the monitor publishes; 0 for none."""
    monitor_verify: Annotated[float, Field(ge=0)] = 3_600.0
    """Seconds between two verifications by the monitor, which it makes when nothing waits; 0 for none."""
    web_host: str = "127.0.0.1"
    """Address at which the live page listens, see [web.md](web.md)."""
    web_port: Annotated[int, Field(ge=0, le=65_535)] = 8420
    """Port of the live page; 0 takes a free one."""
    web_metrics_port: Annotated[int, Field(ge=0, le=65_535)] = 9110
    """Port at which the live page answers `/metrics`, `/healthz` and `/readyz`; 0 switches it off."""
    web_connections_per_address: Annotated[int, Field(ge=0, le=100_000)] = 64
    """Connections of the live page that one client address may have at once, of 512 in all; 0 for any number, behind a
    proxy, which has but one address."""
    web_allowed_hosts: str = "localhost,127.0.0.1"
    """Names that the live page may be asked by, separated by commas: the Host headers that it answers."""
    web_events: Annotated[int, Field(ge=100, le=5_000_000)] = 20_000
    """Newest events that the live page keeps in memory, about 8 kB each."""
    log_level: Annotated[str, Field(pattern="^(DEBUG|INFO|WARNING|ERROR)$")] = "INFO"
    """The least severe lines that are logged."""
    log_format: LogFormat = LogFormat.CONSOLE
    """Log lines for people, or one JSON object a line."""
    state_dir: Path = Path(".communique")
    """Directory for small files of the engine; the tables themselves live in memory and in Kafka."""

    session_timeout: Annotated[float, Field(ge=1)] = 30.0
    """Seconds without a heartbeat after which the broker gives a worker's partitions to others."""
    heartbeat_interval: Annotated[float, Field(gt=0)] = 3.0
    """Seconds between two heartbeats of a worker to its group; at most half of the session timeout."""
    rebalance_timeout: Annotated[float, Field(ge=1)] = 120.0
    """Seconds that a worker may take to finish what it has begun before it gives up its partitions."""
    commit_interval: Annotated[float, Field(gt=0)] = 1.0
    """Seconds between two commits of offsets; what was not committed is done again after a crash."""
    request_timeout: Annotated[float, Field(ge=1)] = 40.0
    """Seconds after which a request to the broker counts as failed; a worker whose write failed stops."""

    refusals_in_a_row: Annotated[int, Field(ge=0)] = 0
    """Records in a row that intake may refuse before the worker stops, and with it all publishers; 0 for no limit."""
    refusals_ratio: Annotated[float, Field(ge=0, le=1)] = 0.0
    """Share of the last records that intake may refuse before the worker stops, likewise; 0 for no limit."""
    refusals_window: Annotated[int, Field(ge=1, le=100_000)] = 1_000
    """How many last records that share is taken of."""

    @model_validator(mode="after")
    def _consistent(self) -> "Settings":
        if self.security_protocol.value.startswith("SASL") and not (self.sasl_username and self.sasl_password):
            raise ValueError(f"{self.security_protocol} needs KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD")
        if self.heartbeat_interval * 2 > self.session_timeout:
            raise ValueError("session_timeout must be at least twice heartbeat_interval")
        if self.session_timeout > self.request_timeout:
            raise ValueError("request_timeout must not be shorter than session_timeout")
        return self

    @property
    def application_id(self) -> str:
        """The application's id with its version: the consumer group, and the prefix of internal topics."""
        return self.app_id if self.version == 1 else f"{self.app_id}-v{self.version}"

    @property
    def version_is_explicit(self) -> bool:
        """Whether somebody chose the version, even if it is the default."""
        return "version" in self.model_fields_set

    def of_version(self, version: int) -> "Settings":
        """Return the same settings for a version, which counts as explicit then."""
        return self.model_copy(update={"version": version})

    def name_of(self, topic: Topic) -> str:
        """Return the name that a public topic has for this version of the application."""
        return of_version(topic, self.application_id, self.version).name

    @property
    def app_topics(self) -> AppTopics:
        """The topics of this version of the application by what they are for; whoever needs them often keeps it."""
        return AppTopics.of(self.application_id, self.version)

    @property
    def topics(self) -> tuple[Topic, ...]:
        """Every topic that this version of the application needs."""
        return topics_for(self.application_id, self.partitions, self.version)

    @property
    def refusal_limits(self) -> RefusalLimits:
        """How much intake may refuse."""
        return RefusalLimits(self.refusals_in_a_row, self.refusals_ratio, self.refusals_window)

    @property
    def web_hosts(self) -> list[str]:
        """The names that the live page may be asked by."""
        return [host.strip() for host in self.web_allowed_hosts.split(",") if host.strip()]

    @property
    def servers(self) -> list[str]:
        """The brokers to ask first, each as `host:port`."""
        return [server.strip() for server in self.bootstrap_servers.split(",") if server.strip()]

    @property
    def uses_tls(self) -> bool:
        """Whether the connection to the broker is encrypted."""
        return self.security_protocol in (SecurityProtocol.SSL, SecurityProtocol.SASL_SSL)

    @property
    def uses_sasl(self) -> bool:
        """Whether the broker wants a user name and a password."""
        return self.security_protocol in (SecurityProtocol.SASL_PLAINTEXT, SecurityProtocol.SASL_SSL)

    def ssl_context(self) -> ssl.SSLContext | None:
        """Make the TLS context; None where the connection is not encrypted."""
        if not self.uses_tls:
            return None
        context = ssl.create_default_context(cafile=str(self.ssl_cafile) if self.ssl_cafile else None)
        if self.ssl_certfile:
            # Without a password OpenSSL would ask for it on the terminal, and a worker would wait for ever.
            password = self.ssl_key_password.get_secret_value() if self.ssl_key_password else ""
            context.load_cert_chain(self.ssl_certfile, self.ssl_keyfile, lambda: password)
        return context

    def client_options(self) -> dict[str, Any]:
        """Return the connection settings by the names that kafka-python and aiokafka share."""
        options: dict[str, Any] = {
            "bootstrap_servers": self.servers,
            "security_protocol": self.security_protocol.value,
        }
        if self.uses_tls:
            options["ssl_context"] = self.ssl_context()
        if self.uses_sasl and self.sasl_password is not None:
            options |= {
                "sasl_mechanism": self.sasl_mechanism.value,
                "sasl_plain_username": self.sasl_username,
                "sasl_plain_password": self.sasl_password.get_secret_value(),
            }
        return options
