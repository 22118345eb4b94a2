"""Whether readers may be switched to a version of the state: its workers live, have caught up, and count rightly."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from kafka import KafkaAdminClient, KafkaConsumer
from kafka.errors import CoordinatorNotAvailableError

from schemas.topics import COUNTS
from streams.core.proof.oracle import Mismatch
from streams.settings import Settings
from streams.shell.broker import clients
from streams.shell.broker.reading_topics import ends
from streams.shell.errors import UsageError
from streams.shell.history.verify import Progress, verify
from streams.shell.monitoring import lag

SETTLE_SECONDS = 30.0
"""How long a version may take to do what there is when it is looked at: an article that has just come is no reason."""
TRIES = 3
"""Verifications of a log that grows meanwhile, for what is under way shows as mismatches."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """What was found of a version, up to the first reason not to switch to it."""

    version: int
    workers: int
    waiting: Mapping[str, int]
    """Records that its workers have not done, by topic; empty where they have caught up."""
    mismatches: tuple[Mismatch, ...]
    rested: bool = True
    """Whether nothing arrived while it was verified."""

    @property
    def refusal(self) -> str:
        """Why readers are not switched to it, and what to do; empty if nothing is in the way."""
        name = f"version {self.version}"
        if not self.workers:
            return (
                f"no worker of {name} runs, so its counts would stand still: "
                f"start workers that run for good, with COMMUNIQUE_VERSION={self.version}"
            )
        if self.waiting:
            waits = ", ".join(f"{count:,} wait in {topic}" for topic, count in self.waiting.items())
            return f"{name} has not caught up: {waits}"
        if self.mismatches:
            counts = f"{name} does not count what its mentions say: {len(self.mismatches):,} mismatches"
            return counts if self.rested else f"{counts}; articles were arriving, so try again at rest"
        return ""


def require(settings: Settings) -> None:
    """Raise UsageError unless there is this version of the state."""
    counts = settings.name_of(COUNTS)
    with clients.consumer(settings) as consumer:
        if not consumer.partitions_for_topic(counts):
            raise UsageError(
                f"there is no version {settings.version} of the state: the broker has no topic {counts}",
                f"run: communique rebuild --version {settings.version}",
            )


def look(settings: Settings, watch: Progress = lambda _what: None) -> Readiness:
    """Look at the version of `settings`, the cheap things first; `watch` is told what is being looked at."""
    group = settings.application_id
    with clients.consumer(settings) as consumer, clients.admin(settings) as admin:
        watch("workers")
        members = workers(admin, group)
        waiting = _waiting(admin, consumer, settings, watch) if members else {}
        if not members or waiting:
            return Readiness(settings.version, members, waiting, ())
        for _ in range(TRIES):
            before = _ends(consumer, settings)
            mismatches = verify(settings, watch).mismatches
            rested = before == _ends(consumer, settings)
            if rested or not mismatches:
                break
        return Readiness(settings.version, members, {}, mismatches, rested)


def workers(admin: KafkaAdminClient, group: str) -> int:
    """Return how many members a consumer group has now. A worker that was killed counts until its session times out."""
    try:
        return len(admin.describe_groups([group])[group]["members"])
    except CoordinatorNotAvailableError:  # the broker never had a group
        return 0


def _waiting(admin: KafkaAdminClient, consumer: KafkaConsumer, settings: Settings, watch: Progress) -> dict[str, int]:
    """Give the workers a moment to do what there is now; return what they have not done, empty if they have all."""
    group = settings.application_id
    topics = _topics(settings)
    deadline = time.monotonic() + SETTLE_SECONDS
    try:
        for topic in topics:
            watch(topic)
            lag.wait_for(admin, consumer, group, topic, partial(_until, deadline))
    except TimeoutError:
        waiting = {topic: lag.waiting(admin, consumer, group, topic) for topic in topics}
        return {topic: count for topic, count in waiting.items() if count}
    return {}


def _until(deadline: float, _done: int, _all: int) -> None:
    if time.monotonic() > deadline:
        raise TimeoutError


def _ends(consumer: KafkaConsumer, settings: Settings) -> object:
    return ends(consumer, _topics(settings))


def _topics(settings: Settings) -> list[str]:
    """Return the topics that the stages of a version read."""
    return list(settings.app_topics.sources)
