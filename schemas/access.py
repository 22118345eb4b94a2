"""The one list of rights: what each kind of client may do on a Kafka that refuses everything else.

The broker tests run every role with exactly these, `deploy/kubernetes` has them as Strimzi users, and a worker compares
them with what the broker allows it before it begins.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from schemas.app_topics import AppTopics
from schemas.topics import (
    ARTICLES,
    COUNTS,
    CURRENT,
    DEAD_LETTERS,
    EVENTS,
    MENTIONS,
    topics_for,
)


class Resource(StrEnum):
    """What a right is for."""

    TOPIC = "topic"
    GROUP = "group"


class AclOperation(StrEnum):
    """What may be done, by Kafka's names. READ and WRITE include DESCRIBE."""

    READ = "READ"
    WRITE = "WRITE"
    CREATE = "CREATE"
    DESCRIBE = "DESCRIBE"
    DESCRIBE_CONFIGS = "DESCRIBE_CONFIGS"


class ClientRole(StrEnum):
    """A kind of client; each gets a user of its own."""

    PUBLISHER = "publisher"
    """Publishes articles: `communique publish`, or any producer."""
    WORKER = "worker"
    """Runs the stream: `communique worker`."""
    READER = "reader"
    """Reads events and counts: `tail`, `counts`, `web`, or any consumer without a group."""
    MONITOR = "monitor"
    """Measures lag, publishes heartbeats, verifies: `communique monitor`."""
    TOPICS = "topics"
    """Creates and compares the topics: `communique topics`."""
    OPERATOR = "operator"
    """Looks at everything and decides: `doctor`, `verify`, `dead-letters replay`, `archive`, `switch`, `losses`."""


@dataclass(frozen=True, slots=True, order=True)
class Right:
    """One operation on one topic or consumer group, by its exact name."""

    resource: Resource
    name: str
    operation: AclOperation

    def __str__(self) -> str:
        return f"{self.operation} on {self.resource} {self.name}"


def rights(role: ClientRole, app_id: str, version: int = 1) -> tuple[Right, ...]:
    """Return every right that a role needs, sorted; `app_id` is the application's id with its version.

    It is also the name of the consumer group and the prefix of internal topics.
    """
    names = tuple(topic.name for topic in topics_for(app_id, version=version))
    return tuple(sorted(_RIGHTS[role](_Names(AppTopics.of(app_id, version), names))))


@dataclass(frozen=True, slots=True)
class _Names:
    """The names of one version of the application."""

    topics: AppTopics
    all: tuple[str, ...]

    @property
    def group(self) -> str:
        return self.topics.app_id

    @property
    def of_workers(self) -> list[str]:
        """What a worker needs: it runs the version that it is given, whichever is current."""
        return [name for name in self.all if name != CURRENT.name]

    @property
    def events(self) -> list[str]:
        return [self.topics.name_of(topic) for topic in (*EVENTS.values(), COUNTS)]

    @property
    def passed_on(self) -> list[str]:
        """The topics that one stage writes and the next reads."""
        return [self.topics.accepted.name, self.topics.name_of(MENTIONS), self.topics.tallies.name]

    @property
    def beats_in(self) -> str:
        """The topic of the heartbeats that the monitor publishes."""
        return self.topics.article_heartbeats.name

    @property
    def beats_on(self) -> str:
        """The topic of the heartbeats that a worker passes on alongside mentions."""
        return self.topics.mention_heartbeats.name

    @property
    def changelogs(self) -> list[str]:
        return [topic.name for topic in self.topics.changelogs.values()]


def _may(operation: AclOperation, names: Iterable[str]) -> set[Right]:
    return {Right(Resource.TOPIC, name, operation) for name in names}


def _group(operation: AclOperation, names: _Names) -> set[Right]:
    return {Right(Resource.GROUP, names.group, operation)}


def _publisher(names: _Names) -> set[Right]:
    return _may(AclOperation.WRITE, [names.topics.name_of(ARTICLES)])


def _worker(names: _Names) -> set[Right]:
    return (
        _may(
            AclOperation.READ,
            [names.topics.name_of(ARTICLES), names.beats_in, names.beats_on, *names.passed_on, *names.changelogs],
        )
        | _may(AclOperation.WRITE, [names.beats_on, *names.passed_on, *names.changelogs])
        | _may(AclOperation.WRITE, [*names.events, names.topics.name_of(DEAD_LETTERS)])
        | _may(AclOperation.DESCRIBE_CONFIGS, names.of_workers)
        | _group(AclOperation.READ, names)
    )


def _reader(names: _Names) -> set[Right]:
    return _may(AclOperation.READ, [*names.events, CURRENT.name])


def _monitor(names: _Names) -> set[Right]:
    return (
        _may(AclOperation.READ, names.all)
        | _may(AclOperation.WRITE, [names.beats_in])
        | _group(AclOperation.DESCRIBE, names)
    )


def _topics(names: _Names) -> set[Right]:
    return (
        _may(AclOperation.CREATE, names.all)
        | _may(AclOperation.DESCRIBE, names.all)
        | _may(AclOperation.DESCRIBE_CONFIGS, names.all)
    )


def _operator(names: _Names) -> set[Right]:
    return (
        _may(AclOperation.READ, names.all)
        | _may(AclOperation.DESCRIBE_CONFIGS, names.all)
        | _may(AclOperation.WRITE, [names.topics.name_of(ARTICLES), names.topics.accepted.name, CURRENT.name])
        | _group(AclOperation.READ, names)
    )


_RIGHTS = {
    ClientRole.PUBLISHER: _publisher,
    ClientRole.WORKER: _worker,
    ClientRole.READER: _reader,
    ClientRole.MONITOR: _monitor,
    ClientRole.TOPICS: _topics,
    ClientRole.OPERATOR: _operator,
}
