"""The published language on a real broker: topics as the list says, and the readme's consumer."""

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from kafka import KafkaAdminClient

from schemas.topics import Topic, topics_for
from streams.shell.broker.embedded import RunningBroker
from streams.shell.broker.topics import apply, check
from tests.broker.articles import article
from tests.broker.harness import Stream

pytestmark = pytest.mark.broker

README = Path(__file__).parents[2] / "README.md"
NOT_APPLIED = ("this broker does not apply topic configurations, so they were not checked",)


@pytest.fixture
def admin(kafka: RunningBroker) -> Iterator[KafkaAdminClient]:
    client = KafkaAdminClient(bootstrap_servers=kafka.bootstrap_servers)
    yield client
    client.close()


@pytest.fixture
def own_topics() -> tuple[Topic, ...]:
    """Every topic of the list under names that nobody else uses, with fewer partitions so that it is quick."""
    prefix = f"trial-{uuid4().hex[:8]}"
    return tuple(replace(each, name=f"{prefix}-{each.name}") for each in topics_for("trial", partitions=2))


def test_what_was_applied_is_as_the_list_says(admin: KafkaAdminClient, own_topics: tuple[Topic, ...]) -> None:
    first = apply(admin, own_topics)
    assert first.ok, first.differences
    assert first.created == tuple(topic.name for topic in own_topics)
    again = apply(admin, own_topics)
    assert (again.created, again.differences) == ((), ())


def test_differences_are_found_on_a_real_broker(
    admin: KafkaAdminClient, own_topics: tuple[Topic, ...], kafka: RunningBroker
) -> None:
    articles, *rest = own_topics
    apply(admin, [replace(articles, partitions=3, retention_ms=60_000, uncompressed=False), *rest])
    report = check(admin, own_topics)
    partitions = f"topic {articles.name} has 3 partitions and needs 2"
    if kafka.name == "embedded":
        assert (report.differences, report.notes) == ((partitions,), NOT_APPLIED)
        return
    assert report.notes == ()
    assert set(report.differences) == {
        partitions,
        f"topic {articles.name} has retention.ms=60000 and needs retention.ms=-1",
        f"topic {articles.name} has compression.type=producer and needs compression.type=uncompressed",
    }


def test_the_consumer_in_the_readme_follows_the_events(stream: Stream) -> None:
    stream.worker().ready()
    stream.publish([article(1), article(1), article(2)])
    assert stream.at_rest().events > 0
    (code,) = re.findall(r"```python\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    printed = set[str]()
    for topic in ("visits", "meetings", "commitments", "agreements"):
        mine = code.replace("127.0.0.1:9092", stream.broker.bootstrap_servers).replace('"visits"', f'"{topic}"')
        command = [sys.executable, "-c", mine.replace("10_000", "3_000")]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr
        printed |= set(done.stdout.splitlines())
    assert len(printed) == stream.at_rest().events
