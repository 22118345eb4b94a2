"""Creating and checking topics, against a small broker of our own that keeps what it is told."""

from dataclasses import replace
from typing import Any

import pytest
from kafka.admin import ConfigResource
from kafka.errors import KafkaError

from schemas.topics import ARTICLES, COUNTS, Topic, topics_for
from streams.shell.broker.topics import apply, check

DEFAULTS = {"segment.bytes": "1073741824", "retention.ms": "604800000", "compression.type": "producer"}


class FakeAdmin:
    """Keeps topics in memory and answers in the shapes of kafka-python 3."""

    def __init__(self, defaults: dict[str, str] | None = None, refuse: int = 0) -> None:
        self.defaults = DEFAULTS if defaults is None else defaults
        self.refuse = refuse
        self.topics: dict[str, dict[str, Any]] = {}

    def create_topics(self, new_topics: dict[str, dict[str, Any]], *, raise_errors: bool) -> dict[str, Any]:
        assert raise_errors is False
        return {"topics": [self._create(name, how) for name, how in new_topics.items()]}

    def _create(self, name: str, how: dict[str, Any]) -> dict[str, Any]:
        code = self.refuse or (36 if name in self.topics else 0)
        if code == 0:
            self.topics[name] = how
        return {"name": name, "error_code": code, "error_message": None}

    def wait_for_topics(self, topics: list[str]) -> None:
        assert set(topics) <= set(self.topics)

    def describe_topics(self, topics: list[str]) -> list[dict[str, Any]]:
        return [self._describe(name) for name in topics]

    def _describe(self, name: str) -> dict[str, Any]:
        if name not in self.topics:
            return {"name": name, "error_code": 3, "partitions": []}
        return {"name": name, "error_code": 0, "partitions": [{}] * self.topics[name]["num_partitions"]}

    def describe_configs(self, config_resources: list[ConfigResource], *, config_filter: str) -> dict[str, Any]:
        assert config_filter == "all"
        return {"topic": {each.name: self._configs(each.name) for each in config_resources}}

    def _configs(self, name: str) -> dict[str, dict[str, str]]:
        return {key: {"value": value} for key, value in (self.defaults | self.topics[name]["configs"]).items()}


TOPICS = topics_for("communique")


def changed(topic: Topic, **changes: Any) -> tuple[Topic, ...]:  # noqa: ANN401
    return tuple(replace(each, **changes) if each.name == topic.name else each for each in TOPICS)


def test_apply_creates_what_is_missing_and_agrees_with_itself() -> None:
    admin = FakeAdmin()
    report = apply(admin, TOPICS)
    assert report.created == tuple(topic.name for topic in TOPICS)
    assert report.ok
    assert admin.topics["articles"]["num_partitions"] == ARTICLES.partitions
    assert admin.topics["articles"]["replication_factor"] == 1


def test_applying_twice_changes_nothing() -> None:
    admin = FakeAdmin()
    apply(admin, TOPICS)
    before = dict(admin.topics)
    report = apply(admin, TOPICS)
    assert report == check(admin, TOPICS)
    assert report.created == ()
    assert admin.topics == before


@pytest.mark.parametrize(("replicas", "insync"), [(1, None), (2, None), (3, "2")])
def test_a_replicated_topic_waits_for_two_replicas(replicas: int, insync: str | None) -> None:
    admin = FakeAdmin()
    apply(admin, TOPICS, replicas=replicas)
    assert admin.topics["counts"]["configs"].get("min.insync.replicas") == insync


@pytest.mark.parametrize(
    ("there", "sentence"),
    [
        pytest.param(
            changed(COUNTS, partitions=3), "topic counts has 3 partitions and needs 8", id="other number of partitions"
        ),
        pytest.param(
            changed(ARTICLES, uncompressed=False),
            "topic articles has compression.type=producer and needs compression.type=uncompressed",
            id="compressed records allowed",
        ),
        pytest.param(
            changed(COUNTS, compaction_lag_ms=None),
            "topic counts has min.compaction.lag.ms=unset and needs min.compaction.lag.ms=3600000",
            id="no compaction lag",
        ),
        pytest.param(
            changed(ARTICLES, retention_ms=5),
            "topic articles has retention.ms=5 and needs retention.ms=-1",
            id="records expire",
        ),
        pytest.param(
            tuple(topic for topic in TOPICS if topic != COUNTS), "topic counts does not exist", id="a topic is missing"
        ),
    ],
)
def test_each_difference_is_one_sentence(there: tuple[Topic, ...], sentence: str) -> None:
    admin = FakeAdmin()
    apply(admin, there)
    report = check(admin, TOPICS)
    assert report.differences == (sentence,)
    assert not report.ok


def test_apply_reports_a_difference_and_leaves_it() -> None:
    admin = FakeAdmin()
    apply(admin, changed(COUNTS, partitions=3))
    report = apply(admin, TOPICS)
    assert report.differences == ("topic counts has 3 partitions and needs 8",)
    assert admin.topics["counts"]["num_partitions"] == 3


def test_broker_that_ignores_topic_configurations_is_recognised() -> None:
    admin = FakeAdmin(defaults={})
    apply(admin, changed(ARTICLES, retention_ms=5))
    report = check(admin, TOPICS)
    assert report.ok
    assert report.notes == ("this broker does not apply topic configurations, so they were not checked",)


def test_a_refusal_names_the_topic() -> None:
    with pytest.raises(KafkaError, match="topic articles: refused"):
        apply(FakeAdmin(refuse=29), TOPICS)
