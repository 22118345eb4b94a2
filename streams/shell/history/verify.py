"""The oracle at work: what the topics and tables say, compared with the fold of `mentions` from offset 0.

Everything is read with assigned partitions, in no group. The stream may run meanwhile, but then what is under way shows
as mismatches: verify when the stream is at rest.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from schemas.event import Event
from schemas.topics import ARTICLES, COUNTS, DEAD_LETTERS, EVENTS, MENTIONS
from streams.core.proof import oracle
from streams.core.proof.oracle import Mismatch
from streams.core.state import ledger, readings
from streams.core.state.entry import Entry
from streams.core.state.readings import Reading
from streams.settings import Settings
from streams.shell.broker import clients, reading_topics
from streams.shell.history import recorded

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

        topics = settings.app_topics
        placed, malformed = recorded.mentions(read(topics.name_of(MENTIONS)))
        expected = oracle.fold(placed)
        events = [event for topic in EVENTS.values() for event in recorded.models(Event, read(topics.name_of(topic)))]
        counts = recorded.newest_counts(read(topics.name_of(COUNTS)))
        entries = recorded.table(Entry, read(topics.changelogs["ledger"].name), ledger.join)
        kept = recorded.table(Reading, read(topics.changelogs["readings"].name), readings.join)
        return Verification(
            articles=sum(1 for _ in read(ARTICLES.name)),
            dead_letters=sum(1 for _ in read(topics.name_of(DEAD_LETTERS))),
            readings=dict(Counter(reading.outcome.value for reading in kept.values())),
            mentions=len(placed),
            malformed=malformed,
            blocks=len(expected.entries),
            events=sum(1 for event in expected.events.values() if event.mentions),
            cells=sum(1 for total in expected.counts.values() if total.events),
            mismatches=oracle.compare(expected, events, counts, entries),
        )
