"""How much of a topic a consumer group has not done yet."""

import time
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from kafka import TopicPartition
from kafka.errors import CoordinatorNotAvailableError

from streams.shell.reading_topics import Consumer, ends

PAUSE = 1.0
"""Seconds between two looks at what the workers have done."""


class GroupOffsets(Protocol):
    """What we use of `kafka.KafkaAdminClient`."""

    def list_group_offsets(self, group_specs: dict[str, Any]) -> dict[str, dict[Any, Any]]:
        """Return the committed offset of each partition, by group."""


def behind(admin: GroupOffsets, group: str, targets: Mapping[TopicPartition, int]) -> int:
    """Return how many records the group has still to acknowledge to come to these offsets."""
    committed = _committed(admin, group)
    done = {place: max(0, committed[place].offset) if place in committed else 0 for place in targets}
    return sum(max(0, end - done[place]) for place, end in targets.items())


def _committed(admin: GroupOffsets, group: str) -> Mapping[TopicPartition, Any]:
    try:
        return admin.list_group_offsets({group: None}).get(group, {})
    except CoordinatorNotAvailableError:  # the broker never had a group
        return {}


def waiting(admin: GroupOffsets, consumer: Consumer, group: str, topic: str) -> int:
    """Return how many records of a topic the group has not acknowledged."""
    return behind(admin, group, ends(consumer, [topic]))


def wait_for(
    admin: GroupOffsets, consumer: Consumer, group: str, topic: str, watch: Callable[[int, int], None]
) -> None:
    """Wait until the group has acknowledged what the topic holds now; for ever, if no worker runs.

    What arrives meanwhile is not waited for, or a busy stream would never end it. `watch` is told how many records are
    done and how many there are; it may raise.
    """
    targets = ends(consumer, [topic])
    most = left = behind(admin, group, targets)
    while left:
        watch(most - left, most)
        time.sleep(PAUSE)
        left = behind(admin, group, targets)
