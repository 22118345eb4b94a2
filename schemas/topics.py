"""The one list of topics: what each carries, how it is keyed, cut and kept.

Public topics are the published language. Internal ones carry the application's id as prefix, so that two versions of
the application can run side by side on one cluster. Nothing else in the project spells a topic's name or configuration.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from schemas.article import Article
from schemas.count import Count, Tally
from schemas.current_version import CurrentVersion
from schemas.event import Event
from schemas.facts import EventType
from schemas.mention import Mention
from schemas.model import Model

PARTITIONS = 8
"""Partitions of a topic unless the operator says otherwise; tables and the topics that feed them must agree."""

MAX_ARTICLE_BYTES = 2 * 2**20
"""Largest article that is read: the longest text that one may have, with every character escaped, takes 1.2 MB."""

MAX_INPUT_BYTES = 2 * MAX_ARTICLE_BYTES
"""Largest record that `articles` takes. What is larger than an article may be becomes a dead letter that people can
look at; what is larger than this the broker refuses, and its publisher is told."""

MAX_DEAD_LETTER_BYTES = MAX_INPUT_BYTES + 2**18
"""The same record with its key, its headers and the headers that say what was wrong."""

MAX_DERIVED_BYTES = 8 * 2**20
"""Largest record that the application writes: the ledger's entry of a block that thousands of articles report."""

HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS


class Cleanup(StrEnum):
    """What Kafka does with old records."""

    DELETE = "delete"
    COMPACT = "compact"


class Visibility(StrEnum):
    """For everyone to read, or private to the application."""

    PUBLIC = "public"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic. `model` is None where the value is not ours to describe: original bytes, or a table's own state."""

    name: str
    key: str
    """What a record's key is."""
    carries: str
    """What a record says, in one line."""
    model: type[Model] | None
    record: str = ""
    """Name and major version of what a record is, as in `visit.v1`; empty where the value is not ours to describe."""
    cleanup: Cleanup = Cleanup.DELETE
    retention_ms: int | None = None
    """How long records are kept; None is for ever."""
    compaction_lag_ms: int | None = None
    """How long a superseded record stays readable in a compacted topic."""
    max_bytes: int = MAX_DERIVED_BYTES
    uncompressed: bool = False
    """True where untrusted producers write: a compressed record may be a bomb for whoever reads it."""
    visibility: Visibility = Visibility.PUBLIC
    partitions: int = PARTITIONS

    @property
    def ce_type(self) -> str:
        """The CloudEvents type of a record."""
        return f"communique.{self.record}"

    @property
    def dataschema(self) -> str:
        """The identifier of the JSON Schema of a record: its `$id`, and the CloudEvents dataschema."""
        return f"urn:communique:{self.record}"

    @property
    def configs(self) -> dict[str, str]:
        """Kafka's topic configuration, by Kafka's names. A record's timestamp is always its time of ingestion."""
        configs = {
            "cleanup.policy": self.cleanup.value,
            "max.message.bytes": str(self.max_bytes),
            "message.timestamp.type": "LogAppendTime",
        }
        if self.cleanup is Cleanup.DELETE:
            configs["retention.ms"] = "-1" if self.retention_ms is None else str(self.retention_ms)
        if self.compaction_lag_ms is not None:
            configs["min.compaction.lag.ms"] = str(self.compaction_lag_ms)
        if self.uncompressed:
            configs["compression.type"] = "uncompressed"
        return configs


ARTICLES = Topic(
    "articles",
    key="any; the publisher's choice",
    carries="one revision of one article, from any publisher",
    model=Article,
    record="article.v1",
    max_bytes=MAX_INPUT_BYTES,
    uncompressed=True,
)
MENTIONS = Topic(
    "mentions",
    key="block: the coarse key under which mentions of one event meet",
    carries="one article's report of one event, asserted or retracted",
    model=Mention,
    record="mention.v1",
)
DEAD_LETTERS = Topic(
    "articles-dead-letters",
    key="the original key, byte for byte",
    carries="a record of articles that could not be processed: original bytes, and headers with the reason",
    model=None,
    max_bytes=MAX_DEAD_LETTER_BYTES,
    uncompressed=True,
)


def _events(kind: EventType) -> Topic:
    return Topic(
        f"{kind.value}s",
        key="event id",
        carries=f"the state of one {kind.value}, at one version",
        model=Event,
        record=f"{kind.value}.v1",
        cleanup=Cleanup.COMPACT,
        # A late write of a worker that lost its partition must not hide the newer version from a reader that follows.
        compaction_lag_ms=DAY_MS,
    )


EVENTS: dict[EventType, Topic] = {kind: _events(kind) for kind in EventType}
"""The topic of each type of event."""

COUNTS = Topic(
    "counts",
    key="cell: type, sector or any, actor or any, day or none",
    carries="the newest count of one cell: events and mentions",
    model=Count,
    record="count.v1",
    cleanup=Cleanup.COMPACT,
    compaction_lag_ms=HOUR_MS,
)

CURRENT = Topic(
    "current-version",
    key="application id, without its version",
    carries="which version of the state readers follow; version 1 where there is no record",
    model=CurrentVersion,
    record="current-version.v1",
    cleanup=Cleanup.COMPACT,
    compaction_lag_ms=DAY_MS,
    partitions=1,
)
"""One partition, so that its records have one order: a switch is one moment, and the last one holds."""

TOPICS: tuple[Topic, ...] = (ARTICLES, MENTIONS, *EVENTS.values(), COUNTS, DEAD_LETTERS, CURRENT)
"""The public topics, in the order in which a record passes them; last what says which of them are current."""

SHARED = (ARTICLES, CURRENT)
"""The topics that are the same for all versions of the application."""

TABLES: dict[str, str] = {"readings": "accepted", "ledger": "mentions", "counts": "tallies"}
"""The tables of the application and the topic that feeds each: both must have the same partitions."""


def accepted(app_id: str) -> Topic:
    """Return the internal topic of articles that passed intake, keyed by article id."""
    return Topic(
        f"{app_id}-accepted",
        key="article id",
        carries="an article that passed intake, under its canonical id",
        model=Article,
        record="article.v1",
        retention_ms=7 * DAY_MS,
        visibility=Visibility.INTERNAL,
    )


def tallies(app_id: str) -> Topic:
    """Return the internal topic of totals. Never compacted: partitions of the ledger share the key of a cell."""
    return Topic(
        f"{app_id}-tallies",
        key="cell",
        carries="the absolute total of one cell in one partition of the ledger",
        model=Tally,
        record="tally.v1",
        retention_ms=7 * DAY_MS,
        visibility=Visibility.INTERNAL,
    )


def heartbeats(app_id: str, alongside: Topic) -> Topic:
    """Return the internal topic of heartbeats on their way to the stage that reads the public topic `alongside`.

    They have a topic of their own, because that one is kept for ever and whoever reads it wants no control records.
    """
    return Topic(
        f"{app_id}-{alongside.name}-heartbeats",
        key="number of the partition",
        carries=f"heartbeats on their way to the stage that reads `{alongside.name}`",
        model=None,
        retention_ms=HOUR_MS,
        visibility=Visibility.INTERNAL,
    )


def changelog(app_id: str, table: str) -> Topic:
    """Return the changelog of a table of `TABLES`. Recovery joins its records, so they stay readable for a while."""
    if table not in TABLES:
        raise KeyError(f"no table is called {table!r}; there are {', '.join(TABLES)}")
    return Topic(
        f"{app_id}-{table}-changelog",
        key=f"key of table {table}",
        carries=f"the state of table {table}, from which a worker recovers it",
        model=None,
        cleanup=Cleanup.COMPACT,
        compaction_lag_ms=DAY_MS,
        visibility=Visibility.INTERNAL,
    )


_OF_VERSION = re.compile(r"^[a-z0-9-]+-v[0-9]+-")


def of_version(topic: Topic, app_id: str, version: int) -> Topic:
    """Return the public topic as a version of the application writes it; `app_id` is the application's of that version.

    All versions read the same articles. The first writes what follows from them under the public names; a later one,
    which runs beside it, under names of its own. `CURRENT` says which of them readers follow.
    """
    return topic if topic in SHARED else replace(topic, name=prefix_of(app_id, version) + topic.name)


def prefix_of(app_id: str, version: int) -> str:
    """Return what stands before the name of a public topic that this version of the application writes."""
    return "" if version == 1 else f"{app_id}-"


def topics_for(app_id: str, partitions: int = PARTITIONS, version: int = 1) -> tuple[Topic, ...]:
    """Return every topic of the application `app_id`, all but `CURRENT` with the same number of partitions."""
    public = (of_version(topic, app_id, version) for topic in TOPICS)
    internal = (accepted(app_id), tallies(app_id), *(changelog(app_id, table) for table in TABLES))
    beats = (heartbeats(app_id, alongside) for alongside in (ARTICLES, MENTIONS))
    every = (*public, *internal, *beats)
    return tuple(topic if topic is CURRENT else replace(topic, partitions=partitions) for topic in every)


def topic(name: str) -> Topic:
    """Return the public topic of this name, in any version of the application; KeyError names those that exist."""
    public = _OF_VERSION.sub("", name)
    for each in TOPICS:
        if each.name == public:
            return each
    raise KeyError(f"no public topic is called {name!r}; there are {', '.join(each.name for each in TOPICS)}")
