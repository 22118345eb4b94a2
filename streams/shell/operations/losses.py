"""Records that were deleted before the workers read them: which, what can be had back, and how to go on.

A worker that finds such a loss stops (`engine.losses`). To go on is a decision, and this carries it out: the group's
offsets are set to the oldest records that are left. What internal topics lost is made again, by reading the topic that
it follows from once more; that changes nothing but what is missing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from kafka import OffsetAndMetadata, TopicPartition

from schemas.topics import ARTICLES, MENTIONS
from streams.settings import Settings
from streams.shell.broker.reading_topics import ends
from streams.shell.engine import losses
from streams.shell.engine.losses import LostRange
from streams.shell.errors import BrokerError
from streams.shell.monitoring.lag import GroupOffsets, LagConsumer, committed_offsets

STOP_WORKERS = "stop all workers first; one that was killed is forgotten after COMMUNIQUE_SESSION_TIMEOUT seconds"


class GroupAdmin(GroupOffsets, Protocol):
    """What we use of `kafka.KafkaAdminClient`."""

    def alter_group_offsets(self, group_id: str, offsets: dict[TopicPartition, Any]) -> Mapping[TopicPartition, Any]:
        """Set committed offsets; the answer has a class of error for each."""


@dataclass(frozen=True, slots=True)
class Losses:
    """What was deleted unread, of all topics that a stage reads."""

    lost: tuple[LostRange, ...]
    begins: Mapping[TopicPartition, int]
    """Where each partition of these topics begins."""
    made_from: Mapping[str, str]
    """From which topic each internal one is made again."""

    @property
    def read_again(self) -> list[str]:
        """The topics that are read once more, since what was lost follows from them."""
        return sorted({self.made_from[each.topic] for each in self.lost if each.topic in self.made_from})

    @property
    def gone(self) -> tuple[LostRange, ...]:
        """Losses of topics that follow from nothing that is kept here."""
        return tuple(each for each in self.lost if each.topic not in self.made_from)

    @property
    def resume(self) -> dict[TopicPartition, int]:
        """Where to go on: where reading again begins, and at the oldest record that is left where some were lost."""
        lost, again = {(each.topic, each.partition) for each in self.lost}, self.read_again
        return {place: at for place, at in self.begins.items() if place in lost or place.topic in again}


def find(admin: GroupOffsets, consumer: LagConsumer, settings: Settings) -> Losses:
    """Compare what the group has committed with what each partition holds."""
    topics = settings.app_topics
    newest = ends(consumer, list(topics.sources))
    begins = consumer.beginning_offsets(list(newest))
    wanted = losses.expected(committed_offsets(admin, topics.app_id), newest, ())
    shorter = [
        LostRange(*place, at, begins[TopicPartition(*place)]) for place, at in wanted.items() if at > newest[place]
    ]
    lost = sorted([*losses.find(wanted, begins), *shorter])
    made_from = {topics.accepted.name: ARTICLES.name, topics.tallies.name: topics.name_of(MENTIONS)}
    return Losses(tuple(lost), begins, made_from)


def accept(admin: GroupAdmin, group: str, found: Losses) -> None:
    """Set the group's offsets to where it is to go on. Raises BrokerError if it still has workers."""
    offsets = {place: OffsetAndMetadata(at, "", None) for place, at in found.resume.items()}
    answers = admin.alter_group_offsets(group, offsets) if offsets else {}
    refused = {error.__name__ for error in answers.values() if getattr(error, "errno", 0)}
    if refused:
        raise BrokerError(f"the broker does not set the offsets of group {group}: {', '.join(refused)}", STOP_WORKERS)
