"""The lag of each stage: what no worker has settled yet, in records and in seconds.

Asked of the broker from outside, so that it is right also where a partition is stalled or no worker runs: the seconds
are the age of the oldest record that waits, by the broker's own time of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kafka import TopicPartition

from schemas.app_topics import AppTopics
from streams.shell.broker.reading_topics import MAX_POLLS, POLL_MS, ends
from streams.shell.monitoring.lag import GroupOffsets, LagConsumer, settled


@dataclass(frozen=True, slots=True)
class Lag:
    """What waits in one partition."""

    stage: str
    partition: int
    committed: int
    """Offset below which all is settled, or no longer there."""
    end: int
    """Offset after the newest record."""
    seconds: float
    """Age of the oldest record that waits; 0 where none does."""

    @property
    def records(self) -> int:
        """Offsets between what is settled and the end."""
        return max(0, self.end - self.committed)


def measure(admin: GroupOffsets, consumer: LagConsumer, topics: AppTopics, now: float) -> list[Lag]:
    """Return the lag of every partition that the stages read; `now` is in seconds since 1970."""
    sources = topics.sources
    newest = ends(consumer, list(sources))
    done = settled(admin, consumer, topics.app_id, newest)
    first = _times(consumer, {place: done[place] for place, end in newest.items() if done[place] < end})
    return [
        Lag(
            sources[place.topic],
            place.partition,
            done[place],
            end,
            max(0.0, now - first[place]) if place in first else 0.0,
        )
        for place, end in newest.items()
    ]


def _times(consumer: LagConsumer, places: Mapping[TopicPartition, int]) -> dict[TopicPartition, float]:
    """Return when the first record from each offset on was appended, in seconds since 1970.

    A partition of which nothing can be read, since compaction or a transaction left nothing there, is left out.
    """
    found: dict[TopicPartition, float] = {}
    if not places:
        return found
    consumer.assign(list(places))
    for place, offset in places.items():
        consumer.seek(place, offset)
    for _ in range(MAX_POLLS):
        for place, records in consumer.poll(timeout_ms=POLL_MS).items():
            waiting: Sequence[Any] = [record for record in records if record.offset >= places[place]]
            if waiting and place not in found:
                found[place] = waiting[0].timestamp / 1_000
        if len(found) == len(places):
            break
    return found
