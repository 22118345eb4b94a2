"""A broker for the whole session, and for each test its own topics and worker processes."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from streams.shell.broker.embedded import RunningBroker, embedded
from tests.broker.harness import Stream
from tests.broker.real_kafka import available, real_kafka


@pytest.fixture(scope="session")
def kafka(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningBroker]:
    """Real Apache Kafka where Java and Maven are here, else the embedded broker; the former is demanded in CI."""
    if available():
        with real_kafka(tmp_path_factory.mktemp("kafka")) as broker:
            yield broker
        return
    if os.environ.get("COMMUNIQUE_REQUIRE_KAFKA") == "1":
        pytest.fail("COMMUNIQUE_REQUIRE_KAFKA=1, but java and mvn are not both on the path: no real Kafka can run")
    with embedded() as broker:
        yield broker


@pytest.fixture
def stream(kafka: RunningBroker, tmp_path: Path) -> Iterator[Stream]:
    """The stream on fresh topics; its workers end with the test."""
    running = Stream(kafka, tmp_path)
    try:
        running.fresh_topics()
        yield running
    finally:
        running.stop_all()


@pytest.hookimpl(tryfirst=True)
def pytest_report_header() -> str:
    """Say which broker the tests run on."""
    return "broker: Apache Kafka from Maven Central" if available() else "broker: EMBEDDED, no java and mvn here"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Bear with kafka-python, which now and then leaves a socket of a closed client to the garbage collector."""
    for item in items:
        if item.path.parent == Path(__file__).parent:
            for left in (
                "Exception ignored in. <socket:pytest.PytestUnraisableExceptionWarning",
                "unclosed <socket:ResourceWarning",
            ):
                item.add_marker(pytest.mark.filterwarnings(f"ignore:{left}"))
