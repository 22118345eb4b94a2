"""Create the topics that the application needs, and compare those on the broker with the list in `schemas.topics`.

Nothing here alters a topic that exists: a wrong number of partitions cannot be mended without moving every key, and a
wrong configuration was somebody's decision. Each difference is said in one sentence, for a person to act on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from kafka.admin import ConfigResource, ConfigResourceType
from kafka.errors import for_code

from schemas.topics import Topic

_NO_ERROR, _UNKNOWN_TOPIC, _EXISTS = 0, 3, 36
"""Error codes of the Kafka protocol."""

_SAFE_REPLICAS = 3
"""From this many replicas on, a write waits for two of them."""

_ANY_REAL_BROKER_REPORTS = "segment.bytes"
"""A broker that applies topic configurations reports the defaults too; the embedded one echoes what it was told."""


class TopicAdmin(Protocol):
    """What we use of `kafka.KafkaAdminClient`."""

    def create_topics(self, new_topics: dict[str, dict[str, Any]], *, raise_errors: bool) -> dict[str, Any]:
        """Create topics; the answer has an error code for each."""

    def wait_for_topics(self, topics: list[str]) -> object:
        """Wait until the brokers know the topics and who leads each partition."""

    def describe_topics(self, topics: list[str]) -> list[dict[str, Any]]:
        """Describe topics; an unknown one has an error code."""

    def describe_configs(self, config_resources: list[ConfigResource], *, config_filter: str) -> dict[str, Any]:
        """Describe configurations by type of resource, name and key."""


@dataclass(frozen=True, slots=True)
class TopicReport:
    """What was created and what is not as the list says."""

    created: tuple[str, ...] = ()
    differences: tuple[str, ...] = ()
    """One sentence each; empty if the broker agrees with the list."""
    notes: tuple[str, ...] = ()
    """What could not be checked, and why."""

    @property
    def ok(self) -> bool:
        """Whether the application may run on these topics."""
        return not self.differences


def apply(admin: TopicAdmin, topics: Sequence[Topic], replicas: int = 1) -> TopicReport:
    """Create the topics that are missing, then check all of them. Doing it again changes nothing.

    Raises KafkaError if the broker cannot be reached or refuses to create a topic.
    """
    wanted = {topic.name: _creation(topic, replicas) for topic in topics}
    answers = admin.create_topics(wanted, raise_errors=False)["topics"]
    for answer in answers:
        _raise_unless(answer, allowed=(_NO_ERROR, _EXISTS))
    created = tuple(answer["name"] for answer in answers if answer["error_code"] == _NO_ERROR)
    admin.wait_for_topics(list(created))
    report = check(admin, topics)
    return TopicReport(created, report.differences, report.notes)


def check(admin: TopicAdmin, topics: Sequence[Topic]) -> TopicReport:
    """Compare partitions and configurations on the broker with the list. Changes nothing.

    Raises KafkaError if the broker cannot be reached or refuses to say.
    """
    found = _partitions(admin, topics)
    present = [topic for topic in topics if topic.name in found]
    configs = _configs(admin, present)
    differences = [f"topic {topic.name} does not exist" for topic in topics if topic.name not in found]
    differences += [_partition_difference(topic, found[topic.name]) for topic in present]
    if hidden := _hidden(admin, present):
        notes: tuple[str, ...] = (f"we may not see the configurations of {', '.join(hidden)}, so none was checked",)
    elif _echoes(configs):
        notes = ("this broker does not apply topic configurations, so they were not checked",)
    else:
        notes = ()
        differences += [line for topic in present for line in _config_differences(topic, configs[topic.name])]
    return TopicReport(differences=tuple(filter(None, differences)), notes=notes)


def _creation(topic: Topic, replicas: int) -> dict[str, Any]:
    safe = {"min.insync.replicas": "2"} if replicas >= _SAFE_REPLICAS else {}
    return {
        "num_partitions": topic.partitions,
        "replication_factor": replicas,
        "configs": topic.configs | safe,
    }


def _raise_unless(answer: Mapping[str, Any], allowed: tuple[int, ...]) -> None:
    if answer["error_code"] not in allowed:
        raise for_code(answer["error_code"])(f"topic {answer['name']}: {answer.get('error_message') or 'refused'}")


def _partitions(admin: TopicAdmin, topics: Sequence[Topic]) -> dict[str, int]:
    """Return the number of partitions of each topic that exists."""
    names = [topic.name for topic in topics]
    # In our order: the broker has none, and a sentence should name the same topic every time.
    described = sorted(admin.describe_topics(names), key=lambda answer: names.index(answer["name"]))
    for answer in described:
        _raise_unless(answer, allowed=(_NO_ERROR, _UNKNOWN_TOPIC))
    return {each["name"]: len(each["partitions"]) for each in described if each["error_code"] == _NO_ERROR}


def _configs(admin: TopicAdmin, topics: Sequence[Topic]) -> dict[str, dict[str, str]]:
    """Return the configuration of each topic as the broker reports it, defaults included."""
    resources = [ConfigResource(ConfigResourceType.TOPIC, topic.name) for topic in topics]
    if not resources:
        return {}
    described = admin.describe_configs(resources, config_filter="all").get("topic", {})
    return {
        topic.name: {key: str(entry["value"]) for key, entry in described.get(topic.name, {}).items()}
        for topic in topics
    }


def _hidden(admin: TopicAdmin, topics: Sequence[Topic]) -> list[str]:
    """Return the topics whose configuration the broker does not show us; it answers as if there were none."""
    described = admin.describe_topics([topic.name for topic in topics]) if topics else []
    operations = {each["name"]: each.get("authorized_operations") for each in described}
    return [name for name, allowed in operations.items() if allowed and "DESCRIBE_CONFIGS" not in allowed]


def _echoes(configs: Mapping[str, Mapping[str, str]]) -> bool:
    return any(_ANY_REAL_BROKER_REPORTS not in each for each in configs.values())


def _partition_difference(topic: Topic, found: int) -> str:
    if found == topic.partitions:
        return ""
    return f"topic {topic.name} has {found} partitions and needs {topic.partitions}"


def _config_differences(topic: Topic, found: Mapping[str, str]) -> list[str]:
    return [
        f"topic {topic.name} has {key}={found.get(key, 'unset')} and needs {key}={value}"
        for key, value in topic.configs.items()
        if found.get(key) != value
    ]
