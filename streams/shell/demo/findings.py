"""What came of the articles, read back from the topics as any reader would."""

from collections import Counter
from dataclasses import dataclass

from schemas.count import Count
from schemas.event import Event, EventOperation
from schemas.topics import COUNTS, DEAD_LETTERS, EVENTS
from streams.core.state.readings import Reading, join
from streams.settings import Settings
from streams.shell.broker.reading_topics import Consumer, snapshot
from streams.shell.history import recorded
from streams.shell.records.dead_letters import DeadLetter, from_record


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything that the page shows."""

    readings: tuple[Reading, ...]
    """The newest reading of each article."""
    events: tuple[Event, ...]
    """The current events, in the order of their days."""
    counts: tuple[Count, ...]
    dead_letters: tuple[DeadLetter, ...]

    @property
    def outcomes(self) -> Counter[str]:
        """How many articles ended in each outcome."""
        return Counter(reading.outcome.value for reading in self.readings)


def collect(consumer: Consumer, settings: Settings) -> Findings:
    """Read everything that the topics hold now. Raises CommuniqueError if a record is not as its topic says."""
    kept = snapshot(consumer, settings.app_topics.changelogs["readings"].name)
    return Findings(
        readings=tuple(recorded.table(Reading, kept, join).values()),
        events=tuple(sorted(_events(consumer, settings), key=_by_day)),
        counts=tuple(recorded.newest_counts(snapshot(consumer, settings.name_of(COUNTS)))),
        dead_letters=tuple(from_record(record) for record in snapshot(consumer, settings.name_of(DEAD_LETTERS))),
    )


def articles_of(event: Event) -> int:
    """Return how many articles report an event."""
    return len({mention.article_id for mention in event.mentions})


def _events(consumer: Consumer, settings: Settings) -> list[Event]:
    """Keep the record with the highest version of each event, and leave out those that are gone."""
    newest: dict[str, Event] = {}
    for topic in EVENTS.values():
        for event in recorded.models(Event, snapshot(consumer, settings.name_of(topic))):
            kept = newest.get(event.event_id)
            if kept is None or event.version >= kept.version:
                newest[event.event_id] = event
    return [event for event in newest.values() if event.op is EventOperation.UPSERT]


def _by_day(event: Event) -> tuple[str, str, str]:
    return event.date.isoformat() if event.date else "", event.type.value, event.event_id
