"""Wait until every record that was published is accounted for."""

import time
from collections.abc import Callable

from streams.settings import Settings
from streams.shell.errors import CommuniqueError
from streams.shell.monitoring.lag import GroupOffsets, LagConsumer, waiting

_PAUSE = 0.3
"""Seconds between two looks."""


def wait_until_settled(
    admin: GroupOffsets,
    consumer: LagConsumer,
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
    for topic in settings.app_topics.sources:
        while left := waiting(admin, consumer, group, topic):
            watch(topic, left)
            if time.monotonic() > deadline:
                raise CommuniqueError(
                    f"after {seconds:g} seconds {left:,} records of {topic} are not done", "give a longer --deadline"
                )
            time.sleep(_PAUSE)
