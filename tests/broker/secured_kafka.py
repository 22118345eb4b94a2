"""A real Kafka that refuses whoever it does not know and whatever no right allows."""

import socket
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kafka.admin import (
    ACL,
    ACLFilter,
    ACLOperation,
    ACLPermissionType,
    ACLResourcePatternType,
    ResourcePattern,
    ResourcePatternFilter,
    ResourceType,
    ScramMechanism,
    UserScramCredentialUpsertion,
)

from schemas.access import ClientRole, Right, rights
from streams.settings import Settings
from streams.shell.broker import clients, topics
from streams.shell.broker.embedded import RunningBroker, free_port
from tests.broker.certificates import Authority
from tests.broker.harness import wait_until
from tests.broker.real_kafka import running

APP = "secured"
PARTITIONS = 2
PASSWORDS = {role: f"{role}-Pa55-word-nobody-may-see" for role in ClientRole}
STORES = """
ssl.keystore.type=PEM
ssl.keystore.location={keystore}
ssl.truststore.type=PEM
ssl.truststore.location={truststore}
"""
PROPERTIES = """
process.roles=broker,controller
node.id=1
listeners=PLAINTEXT://127.0.0.1:{open},SASL_SSL://127.0.0.1:{sasl},SSL://127.0.0.1:{mutual},CONTROLLER://127.0.0.1:{controller}
advertised.listeners=PLAINTEXT://127.0.0.1:{open},SASL_SSL://127.0.0.1:{sasl},SSL://127.0.0.1:{mutual}
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,SASL_SSL:SASL_SSL,SSL:SSL,CONTROLLER:PLAINTEXT
controller.listener.names=CONTROLLER
controller.quorum.voters=1@127.0.0.1:{controller}
inter.broker.listener.name=PLAINTEXT
log.dirs={data}
offsets.topic.replication.factor=1
offsets.topic.num.partitions=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
group.initial.rebalance.delay.ms=0
group.min.session.timeout.ms=1000
auto.create.topics.enable=false
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
allow.everyone.if.no.acl.found=false
super.users=User:ANONYMOUS
sasl.enabled.mechanisms=SCRAM-SHA-512,PLAIN
listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
listener.name.sasl_ssl.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required {users};
listener.name.ssl.ssl.client.auth=required
ssl.principal.mapping.rules=RULE:^CN=([^,]+)$/$1/
"""


@dataclass(frozen=True, slots=True)
class Secured:
    """The broker, and what the tests need to be let in or refused."""

    setup: RunningBroker
    """A listener without any protection, whose clients may do everything: to set up, and to be spoken to wrongly."""
    sasl: RunningBroker
    """SASL_SSL with SCRAM-SHA-512, or PLAIN for those who must."""
    mutual: RunningBroker
    """SSL with a certificate of the client."""
    authority: Authority

    def password_user(self, role: ClientRole) -> dict[str, str]:
        """Return the environment of a role's user with a password."""
        return {
            "KAFKA_BOOTSTRAP_SERVERS": self.sasl.bootstrap_servers,
            "KAFKA_SECURITY_PROTOCOL": "SASL_SSL",
            "KAFKA_SASL_USERNAME": role.value,
            "KAFKA_SASL_PASSWORD": PASSWORDS[role],
            "KAFKA_SSL_CAFILE": str(self.authority.certificate),
        }

    def certificate_user(self, name: str) -> dict[str, str]:
        """Return the environment of a user with a certificate."""
        certificate, key = self.authority.sign(name)
        return {
            "KAFKA_BOOTSTRAP_SERVERS": self.mutual.bootstrap_servers,
            "KAFKA_SECURITY_PROTOCOL": "SSL",
            "KAFKA_SSL_CAFILE": str(self.authority.certificate),
            "KAFKA_SSL_CERTFILE": str(certificate),
            "KAFKA_SSL_KEYFILE": str(key),
        }

    @contextmanager
    def without(self, role: ClientRole, *missing: Right) -> Iterator[None]:
        """Take rights from a role until the block ends."""
        with clients.admin(self.settings) as admin:
            admin.delete_acls([_filter(role, right) for right in missing])
        try:
            yield
        finally:
            self.grant(role, missing)

    def grant(self, role: ClientRole, wanted: Iterable[Right]) -> None:
        with clients.admin(self.settings) as admin:
            assert not admin.create_acls([_acl(role, right) for right in wanted])["failed"]

    @property
    def settings(self) -> Settings:
        """Settings of whoever may do everything."""
        return Settings(bootstrap_servers=self.setup.bootstrap_servers, app_id=APP, partitions=PARTITIONS)


@contextmanager
def secured_kafka(directory: Path) -> Iterator[Secured]:
    """Run the broker, with the topics and a user of each role that has the rights of the list and no others."""
    authority = Authority(directory / "authority", "test-authority")
    ports = {name: free_port() for name in ("open", "sasl", "mutual", "controller")}
    users = " ".join(f'user_{role}="{password}"' for role, password in PASSWORDS.items())
    properties = PROPERTIES.format(**ports, data=directory / "data", users=users) + _stores(directory, authority)
    with running(directory, properties, ports["sasl"]):
        opened, sasl, mutual = (RunningBroker(f"127.0.0.1:{ports[name]}", name) for name in ("open", "sasl", "mutual"))
        secured = Secured(opened, sasl, mutual, authority)
        wait_until(lambda: all(_listens(ports[name]) for name in ("open", "sasl", "mutual")), 60, "all listen")
        with clients.admin(secured.settings) as admin:
            assert topics.apply(admin, secured.settings.topics).ok
            refused = admin.alter_user_scram_credentials([_scram(role) for role in ClientRole])
            assert not any(refused.values()), refused
        for role in ClientRole:
            secured.grant(role, rights(role, APP))
        yield secured


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _stores(directory: Path, authority: Authority) -> str:
    certificate, key = authority.sign("localhost")
    keystore = directory / "keystore.pem"
    keystore.write_text(key.read_text() + certificate.read_text())
    return STORES.format(keystore=keystore, truststore=authority.certificate)


def _scram(role: ClientRole) -> UserScramCredentialUpsertion:
    return UserScramCredentialUpsertion(
        user=role.value, mechanism=ScramMechanism.SCRAM_SHA_512, password=PASSWORDS[role], iterations=4096
    )


def _parts(role: ClientRole, right: Right) -> tuple[str, str, ACLOperation, ACLPermissionType]:
    return f"User:{role}", "*", ACLOperation[right.operation], ACLPermissionType.ALLOW


def _acl(role: ClientRole, right: Right) -> ACL:
    return ACL(*_parts(role, right), ResourcePattern(ResourceType[right.resource.upper()], right.name))


def _filter(role: ClientRole, right: Right) -> ACLFilter:
    pattern = ResourcePatternFilter(ResourceType[right.resource.upper()], right.name, ACLResourcePatternType.LITERAL)
    return ACLFilter(*_parts(role, right), pattern)
