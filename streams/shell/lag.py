"""How much of a topic a consumer group has not done yet."""

from typing import Any, Protocol

from streams.shell.reading_topics import Consumer, ends


class GroupOffsets(Protocol):
    """What we use of `kafka.KafkaAdminClient`."""

    def list_group_offsets(self, group_specs: dict[str, Any]) -> dict[str, dict[Any, Any]]:
        """Return the committed offset of each partition, by group."""


def waiting(admin: GroupOffsets, consumer: Consumer, group: str, topic: str) -> int:
    """Return how many records of a topic the group has not acknowledged."""
    newest = ends(consumer, [topic])
    committed = admin.list_group_offsets({group: None}).get(group, {})
    done = {place: max(0, committed[place].offset) if place in committed else 0 for place in newest}
    return sum(max(0, end - done[place]) for place, end in newest.items())
