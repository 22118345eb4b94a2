"""Whether a worker is alive and ready, as it is: each check can fail, and is told by what the worker does.

- alive: the event loop turns, and no stage has had records for a long time without settling any. A restart helps.
- ready: alive, partitions assigned, tables recovered, the broker answers, and the producer sends. Wait, or look why.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

LOOP_SECONDS = 20.0
"""Longest time without a turn of the event loop."""

Clock = Callable[[], float]
"""Seconds of a clock that never goes back."""


@dataclass(slots=True)
class _Stage:
    waiting: Callable[[], int]
    moved_at: float
    in_hand: bool = False


@dataclass(slots=True)
class Health:
    """What a worker's health is judged by; written by its event loop, read by the server of the probes."""

    stall_seconds: float
    clock: Clock = time.monotonic
    begun_at: float = field(init=False)
    ready_once: bool = False
    assigned: bool = False
    """Whether the group has given us our partitions; a surplus worker is given none and stands by."""
    recovered: bool = False
    connected: Callable[[], bool] = lambda: False
    """Whether the group's coordinator answers; asked only while partitions are assigned."""
    producing: Callable[[], bool] = lambda: False
    _turned_at: float = field(init=False)
    _stages: dict[str, _Stage] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.begun_at = self._turned_at = self.clock()

    def lost(self) -> None:
        """Note that partitions are being assigned anew."""
        self.assigned = self.recovered = False

    def given(self) -> None:
        """Note that partitions were assigned; their tables are not recovered yet."""
        self.assigned = True

    def reading(self) -> None:
        """Note that the tables are recovered and records are read."""
        self.assigned = self.recovered = self.ready_once = True

    def watch(self, stage: str, waiting: Callable[[], int]) -> None:
        """Watch a stage; `waiting` tells the number of records that wait for it."""
        self._stages[stage] = _Stage(waiting, self.clock())

    def took(self, stage: str) -> None:
        """Note that a stage has records in hand."""
        self._stages[stage].in_hand = True

    def progressed(self, stage: str) -> None:
        """Note that a stage got further with what it has in hand."""
        self._stages[stage].moved_at = self.clock()

    def settled(self, stage: str) -> None:
        """Note that a stage has settled what it had."""
        self._stages[stage].in_hand = False
        self._stages[stage].moved_at = self.clock()

    def turn(self) -> None:
        """Note that the event loop turns; a stage without work, or not allowed to work, is not stalled."""
        self._turned_at = now = self.clock()
        for stage in self._stages.values():
            if not stage.in_hand and (not self.recovered or stage.waiting() == 0):
                stage.moved_at = now

    def alive(self) -> dict[str, bool]:
        """Return the checks of /healthz."""
        now = self.clock()
        stalled = any(now - stage.moved_at > self.stall_seconds for stage in self._stages.values())
        return {"loop": now - self._turned_at <= LOOP_SECONDS, "moving": not stalled}

    def ready(self) -> dict[str, bool]:
        """Return the checks of /readyz."""
        return self.alive() | {
            "assigned": self.assigned,
            "recovered": self.recovered,
            "connected": self.assigned and self.connected(),
            "producer": self.producing(),
        }

    @property
    def age(self) -> float:
        """Seconds since the worker was made."""
        return self.clock() - self.begun_at
