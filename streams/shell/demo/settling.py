"""Wait until every record that was published is accounted for."""

import time
from collections.abc import Callable
from typing import Any, Protocol

from schemas.topics import ARTICLES, MENTIONS, accepted, tallies
from streams.settings import Settings
from streams.shell.errors import CommuniqueError
from streams.shell.reading_topics import Consumer, ends

_PAUSE = 0.3
"""Seconds between two looks."""


class GroupOffsets(Protocol):
    """What we use of `kafka.KafkaAdminClient`."""

    def list_group_offsets(self, group_specs: dict[str, Any]) -> dict[str, dict[Any, Any]]:
        """Return the committed offset of each partition, by group."""


def wait_until_settled(
    admin: GroupOffsets,
    consumer: Consumer,
    settings: Settings,
    seconds: float,
    watch: Callable[[str, int], None],
) -> None:
    """Wait until the workers have acknowledged everything in every topic on the path.

    The topics are looked at in the order of the path, each only when the one before is done: an agent acknowledges
    after everything that follows is durable, so what is seen at the end is all there is. `watch` is told the topic and
    how many of its records wait; it may raise. Raises CommuniqueError when the time is over.
    """
    group = settings.application_id
    deadline = time.monotonic() + seconds
    for topic in (ARTICLES.name, accepted(group).name, MENTIONS.name, tallies(group).name):
        while waiting := _waiting(admin, consumer, group, topic):
            watch(topic, waiting)
            if time.monotonic() > deadline:
                raise CommuniqueError(
                    f"after {seconds:g} seconds {waiting:,} records of {topic} are not done", "give a longer --deadline"
                )
            time.sleep(_PAUSE)


def _waiting(admin: GroupOffsets, consumer: Consumer, group: str, topic: str) -> int:
    newest = ends(consumer, [topic])
    committed = admin.list_group_offsets({group: None}).get(group, {})
    done = {place: max(0, committed[place].offset) if place in committed else 0 for place in newest}
    return sum(max(0, end - done[place]) for place, end in newest.items())
