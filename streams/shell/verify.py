"""The oracle at work: what the topics and tables say, compared with the fold of `mentions` from offset 0.

Everything is read with assigned partitions, in no group. The stream may run meanwhile, but then what is under way shows
as mismatches: verify when the stream is at rest.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, TypeVar

from schemas.count import Count
from schemas.event import Event
from schemas.mention import Mention
from schemas.model import Model
from schemas.topics import ARTICLES, COUNTS, DEAD_LETTERS, EVENTS, MENTIONS, changelog
from streams.core import ledger, oracle, readings
from streams.core.cells import text_of
from streams.core.entry import Entry
from streams.core.oracle import Mismatch, Placed
from streams.core.readings import Reading
from streams.settings import Settings
from streams.shell import clients, codec, reading_topics
from streams.shell.codec import MalformedRecordError

M = TypeVar("M", bound=Model)

Progress = Callable[[str], None]
"""Is told the name of each topic before it is read."""


@dataclass(frozen=True, slots=True)
class Verification:
    """What was read and how it differs from what must be."""

    articles: int
    """Records of `articles`."""
    dead_letters: int
    readings: Mapping[str, int]
    """Distinct articles in the table `readings`, by outcome."""
    mentions: int
    """Records of `mentions`."""
    malformed: int
    """Records of `mentions` that are none; the ledger put them aside."""
    blocks: int
    events: int
    """Events that some mention reports."""
    cells: int
    """Cells that count at least one event."""
    mismatches: tuple[Mismatch, ...] = field(default=())

    @property
    def ok(self) -> bool:
        """Whether all is as it must be."""
        return not self.mismatches

    def as_json(self) -> dict[str, Any]:
        """Return the figures, and the mismatches as sentences."""
        figures = {name: value for name, value in asdict(self).items() if name != "mismatches"}
        return {"ok": self.ok, **figures, "mismatches": [str(each) for each in self.mismatches]}


def verify(settings: Settings, progress: Progress = lambda _topic: None) -> Verification:
    """Read everything and compare. Raises BrokerError if Kafka cannot be read."""
    with clients.consumer(settings) as consumer:

        def read(topic: str) -> Iterator[Any]:
            progress(topic)
            return reading_topics.snapshot(consumer, topic)

        app_id = settings.application_id
        placed, malformed = _mentions(read(MENTIONS.name))
        expected = oracle.fold(placed)
        events = [event for topic in EVENTS.values() for event in _models(Event, read(topic.name))]
        counts = _newest_counts(read(COUNTS.name))
        entries = _table(Entry, read(changelog(app_id, "ledger").name), ledger.join)
        kept = _table(Reading, read(changelog(app_id, "readings").name), readings.join)
        return Verification(
            articles=sum(1 for _ in read(ARTICLES.name)),
            dead_letters=sum(1 for _ in read(DEAD_LETTERS.name)),
            readings=dict(Counter(reading.outcome.value for reading in kept.values())),
            mentions=len(placed),
            malformed=malformed,
            blocks=len(expected.entries),
            events=sum(1 for event in expected.events.values() if event.mentions),
            cells=sum(1 for total in expected.counts.values() if total.events),
            mismatches=oracle.compare(expected, events, counts, entries),
        )


def _mentions(records: Iterator[Any]) -> tuple[list[Placed], int]:
    placed, malformed = [], 0
    for record in records:
        try:
            placed.append(Placed(codec.decode(Mention, record.value), record.partition, record.offset))
        except MalformedRecordError:
            malformed += 1
    return placed, malformed


def _models(model: type[M], records: Iterator[Any]) -> Iterator[M]:
    return (_decoded(model, record) for record in records if record.value is not None)


def _decoded(model: type[M], record: Any) -> M:  # noqa: ANN401 - kafka-python ships no types
    try:
        return codec.decode(model, record.value)
    except MalformedRecordError as error:
        place = f"{record.topic}/{record.partition}/{record.offset}"
        hint = "somebody else writes to this topic; see who may"
        raise MalformedRecordError(f"the record {place} is not as its topic says: {error}", hint) from error


def _newest_counts(records: Iterator[Any]) -> list[Count]:
    """Return what a reader of `counts` holds in the end: the highest version of each cell."""
    newest: dict[str, Count] = {}
    for count in _models(Count, records):
        cell = text_of(count)
        if cell not in newest or newest[cell].version <= count.version:
            newest[cell] = count
    return list(newest.values())


def _table(model: type[M], records: Iterator[Any], join: Callable[[M, M], M]) -> dict[str, M]:
    """Return what a worker would recover from a changelog."""
    values: dict[str, M] = {}
    for record in records:
        if record.key is not None and record.value is not None:
            key, value = record.key.decode(), _decoded(model, record)
            values[key] = join(values[key], value) if key in values else value
    return values
