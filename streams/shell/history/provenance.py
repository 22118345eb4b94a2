"""The log read for its proofs: what stands behind a number, and how an event came to be what it is."""

from collections.abc import Callable
from dataclasses import dataclass

from schemas.article import ArticleStatus
from schemas.event import Event
from schemas.mention import Operation
from schemas.topics import COUNTS, EVENTS, MENTIONS
from streams.core.edge import Reject, decode
from streams.core.proof import life, oracle, proving
from streams.core.proof.life import Step
from streams.core.proof.oracle import Expected, Mismatch, Placed
from streams.core.proof.proving import CellSelection, ProvenEvent
from streams.core.state.entry import CellTotal
from streams.settings import Settings
from streams.shell.broker import clients
from streams.shell.broker.reading_topics import Consumer, one, snapshot
from streams.shell.history import recorded

Progress = Callable[[str], None]
"""Is told the name of each topic before it is read."""


@dataclass(frozen=True, slots=True)
class Proof:
    """A number as published, and the events that the log of mentions has for it."""

    published: CellTotal
    events: tuple[ProvenEvent, ...]

    @property
    def listed(self) -> CellTotal:
        """What the listed events add up to."""
        return proving.total(self.events)

    @property
    def holds(self) -> bool:
        """Whether the number is what the log says."""
        return self.published == self.listed


def trace(settings: Settings, selection: CellSelection, progress: Progress = lambda _topic: None) -> Proof:
    """Read the counts that the selection adds up, then the log of mentions, and find the events behind the sum.

    The log is read whole: only the fold of a block says what its events are. Raises BrokerError if it cannot be read.
    """
    with clients.consumer(settings) as consumer:
        progress(COUNTS.name)
        counts = recorded.newest_counts(snapshot(consumer, settings.name_of(COUNTS)))
        progress(MENTIONS.name)
        placed, _malformed = recorded.mentions(snapshot(consumer, settings.name_of(MENTIONS)))
    counted = [count for count in counts if selection.covers(count)]
    published = CellTotal(sum(each.events for each in counted), sum(each.mentions for each in counted))
    return Proof(published, proving.prove(placed, selection))


@dataclass(frozen=True, slots=True)
class EventHistory:
    """An event's states as the log of mentions has them, and how the event topic differs from the last."""

    steps: tuple[Step, ...]
    mismatches: tuple[Mismatch, ...]


def history(settings: Settings, event_id: str, progress: Progress = lambda _topic: None) -> EventHistory | None:
    """Follow an event through the log; None if no mention ever made an event of this id.

    Raises BrokerError if the log cannot be read.
    """
    with clients.consumer(settings) as consumer:
        progress(MENTIONS.name)
        placed, _malformed = recorded.mentions(snapshot(consumer, settings.name_of(MENTIONS)))
        block = life.records_of_block(placed, event_id)
        steps = life.history(block, event_id, _withdrawals(consumer, block))
        if not steps:
            return None
        last = steps[-1].event
        topic = settings.name_of(EVENTS[last.type])
        progress(topic)
        records = (each for each in snapshot(consumer, topic) if each.key == event_id.encode())
        published = list(recorded.models(Event, records))
    return EventHistory(steps, oracle.compare(Expected({}, {event_id: last}, {}), published, ()))


def _withdrawals(consumer: Consumer, block: tuple[Placed, ...]) -> frozenset[str]:
    """Return the places of the articles behind the block's retractions that are withdrawals and still in the log."""
    causes = {each.cause for each in block if each.mention.op is Operation.RETRACT and each.cause.count("/") == 2}
    return frozenset(cause for cause in causes if _withdraws(consumer, cause))


def _withdraws(consumer: Consumer, cause: str) -> bool:
    topic, partition, offset = cause.split("/")
    record = one(consumer, topic, int(partition), int(offset))
    if record is None:
        return False
    headers = [(name, value) for name, value in record.headers if value is not None]
    article = decode(record.value, headers)
    return not isinstance(article, Reject) and article.status is ArticleStatus.WITHDRAWN
