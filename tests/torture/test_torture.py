"""Some rounds of everything that can go wrong, on real Kafka; and proof that the comparison sees what is planted.

`make torture` plays as many rounds as one likes.
"""

import json
import os
import re
from collections.abc import Iterator

import pytest
from kafka import KafkaConsumer, OffsetAndMetadata, TopicPartition
from kafka.errors import KafkaError

from schemas.topics import ARTICLES, COUNTS
from streams.shell.broker import clients
from streams.shell.stream.worker import NOT_IN_TIME
from tests.broker.harness import PARTITIONS, Worker, wait_until
from tests.broker.real_kafka import available
from tests.torture.cast import TROUBLE
from tests.torture.checking import behind, check, settled
from tests.torture.faults import FAULTS
from tests.torture.kafka_node import KafkaNode
from tests.torture.rounds import PUBLISH_SECONDS, Campaign, Publishing
from tests.torture.traffic import article

ROUNDS = (
    ("kill", "scale"),
    ("zombie", "next-release"),
    ("kill-broker", "stop"),
    ("frozen", "unreachable", "kill-all", "lose-state"),
)
RECORDS = 80
RECORDS_ON_A_FULL_DISK = 200
"""So many that they are still arriving when the disk is full: only a worker with something in hand ends."""
LEFT_OPEN = (
    "ignore:Exception ignored in. <socket:pytest.PytestUnraisableExceptionWarning",
    "ignore:unclosed <socket:ResourceWarning",
)
"""kafka-python leaves sockets to the garbage collector, those of a broker that was killed among them."""

SENTENCE = re.compile(
    r"^.*(Kafka failed the worker|no Kafka broker answers at|does not answer as a Kafka broker).*$", re.MULTILINE
)
BY_NAME = {fault.name: fault for fault in FAULTS}

pytestmark = [pytest.mark.broker, pytest.mark.timeout(600), *map(pytest.mark.filterwarnings, LEFT_OPEN)]


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KafkaNode]:
    """A broker of its own: it is killed. The embedded one would lose everything then."""
    if not available():
        if os.environ.get("COMMUNIQUE_REQUIRE_KAFKA") == "1":
            pytest.fail("COMMUNIQUE_REQUIRE_KAFKA=1, but java and mvn are not both on the path: no real Kafka can run")
        pytest.skip("the broker is killed in these tests, so real Kafka is needed, and java and mvn are not both here")
    running = KafkaNode(tmp_path_factory.mktemp("kafka"))
    yield running
    running.stop()


@pytest.fixture
def campaign(node: KafkaNode, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Campaign]:
    playing = Campaign(node, tmp_path_factory.mktemp("campaign"), seed=11, records=RECORDS)
    try:
        playing.begin()
        yield playing
    finally:
        playing.end()


def test_counts_stay_exact_whatever_goes_wrong(campaign: Campaign) -> None:
    for number, names in enumerate(ROUNDS):
        played = campaign.play(number, tuple(BY_NAME[name] for name in names), compare=number == len(ROUNDS) - 1)
        assert played.wrong == []
    assert played.checked is not None
    books = played.checked.account
    assert books.records == RECORDS * len(ROUNDS)
    assert books.adds_up
    assert min(books.with_events, books.without_events, books.older, books.dead_letters) > 5
    assert played.checked.verification.events > 50
    assert campaign.cast.did["workers killed"] >= 4


def test_full_broker_disk_stops_workers_cleanly_and_loses_nothing(campaign: Campaign) -> None:
    publishing = Publishing(campaign.stream, [campaign.publishers.next() for _ in range(RECORDS_ON_A_FULL_DISK)])
    publishing.start()
    workers = [*campaign.cast.running]
    wait_until(lambda: campaign.stream.size(ARTICLES.name) > RECORDS // 4, 60, "articles are under way")
    assert campaign.node.fill_disk() != 0
    wait_until(lambda: any(map(_ended, workers)), 120, "a worker that had something in hand has ended")
    for worker in filter(_ended, workers):
        assert worker.process.returncode in (TROUBLE, NOT_IN_TIME), worker.text()[-3000:]
        assert SENTENCE.search(worker.text()), worker.text()[-3000:]
    campaign.node.restart()
    publishing.join(PUBLISH_SECONDS)
    assert (publishing.is_alive(), publishing.failed) == (False, [])
    checked = settled(campaign.stream.settings, 120, campaign.cast.tend)
    assert (checked.wrong, campaign.cast.wrong) == ((), [])
    assert checked.account.records == RECORDS_ON_A_FULL_DISK
    assert checked.verification.events > 20


def test_checker_sees_doubled_or_stale_counts_and_skipped_articles(campaign: Campaign) -> None:
    campaign.stream.publish([article(number, 1) for number in range(1, 30)])
    assert settled(campaign.stream.settings, 90, campaign.cast.tend).wrong == ()
    key, count = newest_count(campaign)
    for later, events in enumerate((count["events"] * 2, count["events"] - 1), 1):
        plant(campaign, key, {**count, "events": events, "version": count["version"] + later})
        assert seen(campaign) == [f"counts: different {key.decode()}"]
    plant(campaign, key, {**count, "version": count["version"] + 3})
    campaign.end()
    campaign.stream.publish([article(101, 1)])
    wait_until(lambda: commit_ends(campaign), 90, "the broker takes offsets of a group that is gone")
    assert behind(campaign.stream.settings) == {}
    lost, sums = seen(campaign)
    assert lost == "article article-101: lost, it has no reading"
    assert sums.startswith("the records do not add up")


def _ended(worker: Worker) -> bool:
    return worker.process.poll() is not None


def plant(campaign: Campaign, key: bytes, count: dict[str, int]) -> None:
    """Publish a count that the stream did not make."""
    with clients.producer(campaign.stream.settings) as producer:
        producer.send(COUNTS.name, json.dumps(count).encode(), key=key).get(timeout=10)


def seen(campaign: Campaign) -> list[str]:
    found = check(campaign.stream.settings)
    assert found is not None
    return [each.split(": is ")[0] for each in found.wrong]


def newest_count(campaign: Campaign) -> tuple[bytes, dict[str, int]]:
    """The newest count of the busiest cell."""
    newest: dict[bytes, dict[str, int]] = {}
    for record in campaign.stream.records(COUNTS.name):
        value = json.loads(record.value)
        if value["version"] >= newest.get(record.key, value)["version"]:
            newest[record.key] = value
    return max(newest.items(), key=lambda pair: pair[1]["events"])


def commit_ends(campaign: Campaign) -> bool:
    """Say that the stream has processed every article; False while the broker still counts on its workers."""
    settings = campaign.stream.settings
    client = KafkaConsumer(**settings.client_options(), group_id=settings.application_id, enable_auto_commit=False)
    try:
        partitions = [TopicPartition(ARTICLES.name, number) for number in range(PARTITIONS)]
        client.assign(partitions)
        client.commit({tp: OffsetAndMetadata(end, "", -1) for tp, end in client.end_offsets(partitions).items()})
    except KafkaError:
        return False
    finally:
        client.close(autocommit=False)
    return True
