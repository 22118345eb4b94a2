"""Counts: how many events there are in each cell."""

from datetime import date

from schemas.facts import EventType
from schemas.model import Model
from schemas.sectors import Sector


class Cell(Model):
    """One counter: null for sector or actor means any; null for day means that the events have no date."""

    type: EventType
    sector: Sector | None = None
    actor: str | None = None
    """Country code or organisation's acronym, as in `Actor.country`."""
    day: date | None = None


class Count(Cell):
    """The newest total of a cell; a reader keeps the record with the highest version of each cell."""

    events: int
    """Distinct events."""
    mentions: int
    """Reports of them."""
    version: int = 0
    """Grows with each change: a worker that was paused may send an old count after a newer one."""


class Tally(Cell):
    """One ledger partition's absolute total of a cell (internal)."""

    partition: int
    version: int
    """The offset in `mentions` that the total reflects."""
    events: int
    mentions: int
