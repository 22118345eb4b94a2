"""The next version of the state beside the present one: its topics, how far it has come, and how its counts differ."""

from collections.abc import Callable
from functools import partial

from schemas.topics import COUNTS
from streams.core.proof.comparison import Comparison, compare
from streams.settings import Settings
from streams.shell.broker import clients, topics
from streams.shell.broker.reading_topics import snapshot
from streams.shell.errors import BrokerError, UsageError
from streams.shell.history import recorded
from streams.shell.monitoring.lag import wait_for

Watch = Callable[[str, int, int], None]
"""Is told which topic is being worked on, how many of its records are done, and how many there are. It may raise."""


def next_version(settings: Settings, version: int) -> Settings:
    """Return the settings of a later version. Raises UsageError if it is none."""
    if version <= settings.version:
        hint = f"give --version {settings.version + 1}, or set COMMUNIQUE_VERSION to the present version"
        raise UsageError(f"version {version} is not later than the present one, {settings.version}", hint)
    return settings.model_copy(update={"version": version})


def create_topics(settings: Settings, replicas: int) -> None:
    """Create the topics of a version that are missing. Raises BrokerError if some are not as they must be."""
    with clients.admin(settings) as admin:
        report = topics.apply(admin, settings.topics, replicas)
    if not report.ok:
        raise BrokerError(f"the topics are not ready: {'; '.join(report.differences)}")


def wait_until_caught_up(settings: Settings, watch: Watch) -> None:
    """Wait until the workers of a version have done what there is now, in the order of the path.

    For ever, if none runs; `watch` may raise.
    """
    group = settings.application_id
    with clients.consumer(settings) as consumer, clients.admin(settings) as admin:
        for topic in settings.app_topics.sources:
            wait_for(admin, consumer, group, topic, partial(watch, topic))


def difference(old: Settings, new: Settings) -> Comparison:
    """Compare the counts of two versions as published."""
    with clients.consumer(old) as consumer:
        return compare(
            recorded.newest_counts(snapshot(consumer, old.name_of(COUNTS))),
            recorded.newest_counts(snapshot(consumer, new.name_of(COUNTS))),
        )
