"""Which version of the state readers follow: read by all who read, written by who switches them.

It stands in a topic of one partition that all versions share. Where it holds nothing of an application, or does not
exist yet, readers follow version 1. Whoever is told a version by `COMMUNIQUE_VERSION` follows that, and no switch.
"""

from datetime import UTC, datetime
from uuid import uuid4

from kafka import TopicPartition

from schemas.access import AclOperation
from schemas.current_version import CurrentVersion
from schemas.topics import CURRENT, prefix_of
from streams.settings import Settings
from streams.shell.broker import clients
from streams.shell.broker.reading_topics import Consumer, snapshot
from streams.shell.broker.sending import Sending
from streams.shell.history import recorded
from streams.shell.records import cloudevents, codec
from streams.shell.records.record import ConsumerRecord, ProducerRecord

PLACE = TopicPartition(CURRENT.name, 0)
"""The one partition of the topic."""
FIRST = 1
"""The version that readers follow where nothing was ever said."""
SOURCE = "switch"


def version_said(said: CurrentVersion | None) -> int:
    """Return the version that readers follow, by what was said last."""
    return said.version if said else FIRST


class Pointer:
    """What the records of the topic said so far of one application."""

    def __init__(self, app_id: str) -> None:
        self.newest: CurrentVersion | None = None
        self.next_offset = 0
        """Where a reader of the topic goes on."""
        self._key = app_id.encode()

    @property
    def version(self) -> int:
        """The version that readers follow."""
        return version_said(self.newest)

    def take(self, record: ConsumerRecord) -> None:
        """Fold in the next record of the topic. Raises MalformedRecordError if it is not as its topic says.

        A record without a value takes back what was said: compaction would drop it with all before it.
        """
        self.next_offset = record.offset + 1
        if record.key == self._key:
            self.newest = next(recorded.models(CurrentVersion, [record]), None)


def read(consumer: Consumer, app_id: str) -> Pointer | None:
    """Read all that the topic says of an application; None if there is no such topic. The consumer is reassigned."""
    if not consumer.partitions_for_topic(CURRENT.name):
        return None
    pointer = Pointer(app_id)
    for record in snapshot(consumer, CURRENT.name):
        pointer.take(record)
    return pointer


def newest(settings: Settings) -> CurrentVersion | None:
    """Return what was said last, with a consumer of its own. Raises BrokerError if we may not read it."""
    with clients.consumer(settings) as consumer:
        found = read(consumer, settings.app_id)
    return found.newest if found else None


def followed(settings: Settings) -> Settings:
    """Return the settings of the version that a reader follows: the one that was told, else the current one."""
    if settings.version_is_explicit:
        return settings
    return settings.of_version(version_said(newest(settings)))


def announce(settings: Settings, previous: int) -> CurrentVersion:
    """Say that readers follow the version of `settings` from now on, in one record; returns it.

    Raises BrokerError if we may not, or if the broker does not confirm it: then it may have been said or not.
    """
    said = CurrentVersion(
        app_id=settings.app_id,
        version=settings.version,
        previous=previous,
        switched_at=datetime.now(UTC).replace(microsecond=0),
        prefix=prefix_of(settings.application_id, settings.version),
    )
    clients.require_topic(settings, CURRENT.name, AclOperation.WRITE)
    record = _record(said)
    with clients.producer(settings) as producer:
        sending = Sending(producer)
        sending.send(record.topic, record.key, record.value, record.headers, PLACE.partition)
        sending.finish()
    return said


def _record(said: CurrentVersion) -> ProducerRecord:
    """Make the record, whose id tells one switch from another that was made in the same second."""
    return cloudevents.announcement(
        CURRENT,
        said.app_id.encode(),
        codec.encode(said),
        source=SOURCE,
        event_id=str(uuid4()),
        time=cloudevents.text_of(said.switched_at),
    )
