"""How much of a topic a consumer group has not done yet."""

import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

from kafka import TopicPartition
from kafka.errors import CoordinatorNotAvailableError

from streams.shell.broker.reading_topics import Consumer, ends

PAUSE = 1.0
"""Seconds between two looks at what the workers have done."""


class GroupOffsets(Protocol):
    """What we use of `kafka.KafkaAdminClient`."""

    def list_group_offsets(self, group_specs: dict[str, Any]) -> dict[str, dict[Any, Any]]:
        """Return the committed offset of each partition, by group."""


class LagConsumer(Consumer, Protocol):
    """What we use of `kafka.KafkaConsumer`."""

    def beginning_offsets(self, partitions: list[TopicPartition]) -> Mapping[TopicPartition, int]:
        """Return the offset of the oldest record of each partition."""


def settled(
    admin: GroupOffsets, consumer: LagConsumer, group: str, places: Iterable[TopicPartition]
) -> dict[TopicPartition, int]:
    """Return the offset of each partition below which nothing waits: all is acknowledged, or no longer there."""
    committed = committed_offsets(admin, group)
    return {
        place: max(committed.get(place, 0), oldest)
        for place, oldest in consumer.beginning_offsets(list(places)).items()
    }


def behind(admin: GroupOffsets, consumer: LagConsumer, group: str, targets: Mapping[TopicPartition, int]) -> int:
    """Return how many records the group has still to acknowledge to come to these offsets."""
    done = settled(admin, consumer, group, targets)
    return sum(max(0, end - done[place]) for place, end in targets.items())


def committed_offsets(admin: GroupOffsets, group: str) -> dict[TopicPartition, int]:
    """Return the offsets that a group has committed."""
    try:
        offsets = admin.list_group_offsets({group: None}).get(group, {})
    except CoordinatorNotAvailableError:  # the broker never had a group
        return {}
    return {place: offset.offset for place, offset in offsets.items()}


def waiting(admin: GroupOffsets, consumer: LagConsumer, group: str, topic: str) -> int:
    """Return how many records of a topic the group has not acknowledged."""
    return behind(admin, consumer, group, ends(consumer, [topic]))


def wait_for(
    admin: GroupOffsets, consumer: LagConsumer, group: str, topic: str, watch: Callable[[int, int], None]
) -> None:
    """Wait until the group has acknowledged what the topic holds now; for ever, if no worker runs.

    What arrives meanwhile is not waited for, or a busy stream would never end it. `watch` is told how many records are
    done and how many there are; it may raise.
    """
    targets = ends(consumer, [topic])
    most = left = behind(admin, consumer, group, targets)
    while left:
        watch(most - left, most)
        time.sleep(PAUSE)
        left = behind(admin, consumer, group, targets)
