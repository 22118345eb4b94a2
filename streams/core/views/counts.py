"""The newest count of each cell, whatever order the records come in; memory is bounded."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from schemas.count import Count
from streams.core.state.cells import text_of

SLACK = 10
"""One cell in so many is dropped at a time."""


@dataclass(slots=True)
class CountView:
    """At most about `limit` cells: those of the oldest days go first, whole days at a time."""

    limit: int
    horizon: date | None = None
    """The newest day that was dropped for want of room; None while every count is kept."""
    _kept: dict[str, Count] = field(default_factory=dict)

    @property
    def complete_since(self) -> date | None:
        """The first day of which every count is kept; None while that is so for all."""
        return self.horizon + timedelta(days=1) if self.horizon else None

    def apply(self, count: Count) -> bool:
        """Fold one record in; tells whether it changed anything: a repeat or an older count does not."""
        cell = text_of(count)
        kept = self._kept.get(cell)
        if kept is not None and count.version <= kept.version:
            return False
        if self.horizon is not None and count.day is not None and count.day <= self.horizon:
            return False
        self._kept[cell] = count
        if len(self._kept) > self.limit + self.limit // SLACK:
            self._drop_oldest()
        return True

    def __len__(self) -> int:
        """Return how many cells are kept."""
        return len(self._kept)

    def __iter__(self) -> Iterator[Count]:
        """Yield the newest count of each cell."""
        return iter(self._kept.values())

    def _drop_oldest(self) -> None:
        days = sorted(count.day or date.max for count in self._kept.values())
        last = days[len(days) - self.limit - 1]
        if last == date.max:
            return  # nothing is left but counts of events without a day, which no horizon can hide
        self.horizon = last
        self._kept = {cell: count for cell, count in self._kept.items() if (count.day or date.max) > last}
