"""Real Apache Kafka without Docker: the jars from Maven Central, one KRaft node in a temporary directory."""

import base64
import fcntl
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from streams.shell.broker.embedded import RunningBroker, free_port, stop, wait_until_listening

VERSION = "4.3.1"
CACHE = Path(__file__).parents[2] / ".cache" / "kafka" / VERSION
POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>test</groupId><artifactId>kafka</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>{version}</version></dependency>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka-tools</artifactId><version>{version}</version></dependency>
    <dependency><groupId>org.apache.logging.log4j</groupId><artifactId>log4j-slf4j-impl</artifactId><version>2.25.4</version></dependency>
  </dependencies>
</project>
"""
PROPERTIES = """
process.roles=broker,controller
node.id=1
listeners=PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller}
advertised.listeners=PLAINTEXT://127.0.0.1:{port}
controller.listener.names=CONTROLLER
controller.quorum.voters=1@127.0.0.1:{controller}
log.dirs={data}
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
group.initial.rebalance.delay.ms=0
group.min.session.timeout.ms=1000
auto.create.topics.enable=false
"""


def available() -> bool:
    """Whether Java and Maven are here."""
    return bool(shutil.which("java") and shutil.which("mvn"))


@contextmanager
def real_kafka(directory: Path) -> Iterator[RunningBroker]:
    """Run Kafka until the block ends."""
    port, controller = free_port(), free_port()
    properties = PROPERTIES.format(port=port, controller=controller, data=directory / "data")
    with running(directory, properties, port):
        yield RunningBroker(f"127.0.0.1:{port}", f"Apache Kafka {VERSION}")


@contextmanager
def running(directory: Path, properties: str, port: int) -> Iterator[None]:
    """Run Kafka with these properties until the block ends; `port` is one that it listens on."""
    classpath = f"{_jars()}/*"
    config = directory / "server.properties"
    config.write_text(properties)
    _java(classpath, "kafka.tools.StorageTool", "format", "-t", _cluster_id(), "-c", str(config))
    with (directory / "kafka.log").open("wb") as log:
        process = subprocess.Popen(
            ["java", "-Xmx768m", "-Xms256m", "-cp", classpath, "kafka.Kafka", str(config)], stdout=log, stderr=log
        )
        try:
            wait_until_listening(port, process, 60)
            yield
        finally:
            stop(process)


def _jars() -> Path:
    """Download the jars once, into the project's cache, whichever of the processes that run tests needs them first."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _download()
    return CACHE


def _download() -> None:
    if not (CACHE / "complete").exists():
        pom = CACHE / "pom.xml"
        pom.write_text(POM.format(version=VERSION))
        subprocess.run(
            ["mvn", "-q", "-B", "-f", str(pom), "dependency:copy-dependencies", f"-DoutputDirectory={CACHE}"],
            check=True,
            timeout=240,
        )
        (CACHE / "complete").touch()


def _java(classpath: str, *arguments: str) -> None:
    environment = os.environ | {"KAFKA_LOG4J_OPTS": ""}
    subprocess.run(["java", "-cp", classpath, *arguments], check=True, timeout=60, capture_output=True, env=environment)


def _cluster_id() -> str:
    # One id in 64 begins with "-", which Kafka's tool takes for an option: a first byte of zero gives an "A".
    return base64.urlsafe_b64encode(bytes(1) + uuid4().bytes[1:]).decode().rstrip("=")
