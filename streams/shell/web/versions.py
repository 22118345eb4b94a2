"""Which versions of the state the live page reads: the one that is shown, and the one that will replace it.

Where readers are switched, the wanted version is read whole before it is shown:

    shown only  ── another version is wanted ──▶  shown and coming  ── coming is caught up ──▶  shown only
                ◀── the shown one is wanted again ──
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from kafka import TopicPartition

from streams.shell.broker.reading_topics import Consumer
from streams.shell.records.record import ConsumerRecord
from streams.shell.web.live_state import LiveState


@dataclass(slots=True, eq=False)
class Followed:
    """A version of the state that is being read."""

    version: int
    state: LiveState
    public: dict[str, str]
    """The public name of each of its topics. What follows knows those alone, whichever version is followed."""
    targets: dict[TopicPartition, int]
    """The end of each partition when it was begun."""
    positions: dict[TopicPartition, int] = field(default_factory=dict)
    """The next record of each partition."""
    behind: int = 1
    """Records that are known of and not read yet."""

    def take(self, consumer: Consumer, polled: Iterable[Any], connected: bool) -> list[ConsumerRecord]:
        """Fold in what is its own of what was polled, and return it under public names."""
        records = [
            _renamed(record, self.public[record.topic])
            for batch in polled
            for record in batch
            if record.topic in self.public
        ]
        self.positions = {each: consumer.position(each) for each in self.targets}
        self.behind = _behind(consumer, self.positions, self.targets)
        known = {(self.public[each.topic], each.partition): at for each, at in self.positions.items()}
        self.state.apply(records, known, connected and self.behind == 0)
        return records


@dataclass(frozen=True, slots=True)
class Versions:
    """The versions that are read."""

    shown: Followed
    coming: Followed | None = None
    """The one that will be shown once it is caught up; None while readers are not being switched."""

    @property
    def all(self) -> tuple[Followed, ...]:
        """Both, or the one that is shown."""
        return (self.shown,) if self.coming is None else (self.shown, self.coming)

    def next_step(self, wanted: int) -> "SwitchStep":
        """Return what to do next where readers are to see the version `wanted`."""
        if self.coming is not None and self.coming.version == wanted:
            return SwitchStep.SHOW if self.coming.behind == 0 else SwitchStep.STAY
        if self.shown.version != wanted:
            return SwitchStep.OPEN
        return SwitchStep.STAY if self.coming is None else SwitchStep.DROP


class SwitchStep(Enum):
    """What to do with the versions that are read."""

    STAY = auto()
    OPEN = auto()
    """Begin to read the wanted version, in place of any other that is coming."""
    DROP = auto()
    """Stop reading the version that is coming: the one that is shown is wanted again."""
    SHOW = auto()
    """Show the version that is coming: it is caught up."""


class Connection:
    """Whether the broker is still there: it is asked after many quiet polls, and then at each until it answers."""

    def __init__(self, ask_every: int) -> None:
        self._ask_every = ask_every
        self._quiet = 0
        self.is_up = True

    @property
    def is_due(self) -> bool:
        """Whether the broker is to be asked."""
        return self._quiet >= self._ask_every

    def polled(self, found: bool) -> None:
        """Note a poll, and whether it found records."""
        self._quiet = 0 if found or (self.is_up and self.is_due) else self._quiet + 1
        self.is_up = self.is_up or found

    def asked(self, answered: bool) -> None:
        """Note whether the broker answered when it was asked."""
        self.is_up = answered


def _renamed(record: Any, topic: str) -> Any:  # noqa: ANN401 - a named tuple of kafka-python, which ships no types
    return record if record.topic == topic else record._replace(topic=topic)


def _behind(consumer: Consumer, positions: dict[TopicPartition, int], targets: dict[TopicPartition, int]) -> int:
    """Return how much was not read of what was there at the start and of what the newest fetches told."""
    return sum(max(0, targets[each] - at, (consumer.highwater(each) or 0) - at) for each, at in positions.items())
