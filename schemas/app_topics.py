"""The topics of one version of the application: worked out once, and handed to whoever reads or writes them."""

from collections.abc import Mapping
from dataclasses import dataclass

from schemas.topics import (
    ARTICLES,
    MENTIONS,
    TABLES,
    TOPICS,
    Topic,
    accepted,
    changelog,
    heartbeats,
    of_version,
    tallies,
)


@dataclass(frozen=True, slots=True)
class StageTopics:
    """What one stage of the stream reads, and where its heartbeats come and go."""

    name: str
    """Of the stage: intake, read, ledger or count."""
    source: str
    """Name of the topic that it reads."""
    heartbeats: Topic | None
    """The topic of its heartbeats alongside a public source; None where they come among the records of its source."""
    forward: Topic | None
    """The topic that it passes heartbeats on to; None for the last stage."""


@dataclass(frozen=True, slots=True)
class AppTopics:
    """The names of public topics and the internal topics themselves, as one version of the application has them."""

    app_id: str
    """The application's id with its version: the consumer group, and the prefix of internal topics."""
    names: Mapping[str, str]
    """The name that this version has for each public topic, by its public name."""
    accepted: Topic
    tallies: Topic
    article_heartbeats: Topic
    """Heartbeats that the monitor publishes, on their way to intake."""
    mention_heartbeats: Topic
    """Heartbeats on their way to the ledger."""
    changelogs: Mapping[str, Topic]
    """The changelog of each table."""

    @classmethod
    def of(cls, app_id: str, version: int = 1) -> "AppTopics":
        """Return those of the application whose id with its version is `app_id`."""
        return cls(
            app_id=app_id,
            names={topic.name: of_version(topic, app_id, version).name for topic in TOPICS},
            accepted=accepted(app_id),
            tallies=tallies(app_id),
            article_heartbeats=heartbeats(app_id, ARTICLES),
            mention_heartbeats=heartbeats(app_id, MENTIONS),
            changelogs={table: changelog(app_id, table) for table in TABLES},
        )

    def name_of(self, topic: Topic) -> str:
        """Return the name that this version has for a public topic."""
        return self.names[topic.name]

    @property
    def stages(self) -> dict[str, StageTopics]:
        """The stages by their names, in the order of the path of an article."""
        path = (
            StageTopics("intake", self.name_of(ARTICLES), self.article_heartbeats, self.accepted),
            StageTopics("read", self.accepted.name, None, self.mention_heartbeats),
            StageTopics("ledger", self.name_of(MENTIONS), self.mention_heartbeats, self.tallies),
            StageTopics("count", self.tallies.name, None, None),
        )
        return {stage.name: stage for stage in path}

    @property
    def sources(self) -> dict[str, str]:
        """The name of the stage that reads each topic, by the topic's name, in the order of the path."""
        return {stage.source: stage.name for stage in self.stages.values()}
