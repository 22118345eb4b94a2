"""Values and where they occur, in an order of their own; kept up as occurrences come and go."""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

K = TypeVar("K")
P = TypeVar("P", bound=tuple[Any, ...])


class Occurrences(Generic[K, P]):
    """Values, each with the places at which it occurs; no two occurrences are at one place.

    Adding and removing cost the logarithm of their number, beside the shift of a list.
    """

    def __init__(self) -> None:
        """Start with none."""
        self._places: dict[K, list[P]] = {}
        self._firsts: list[tuple[P, K]] = []

    def __len__(self) -> int:
        """Return the number of different values."""
        return len(self._places)

    def __iter__(self) -> Iterator[tuple[P, K]]:
        """Yield each value with its first place, in the order of these."""
        return iter(self._firsts)

    def earliest(self, limit: int) -> tuple[tuple[P, K], ...]:
        """Return the `limit` values that occur first, with their first places."""
        return tuple(self._firsts[:limit])

    def times(self, value: K) -> int:
        """Return how often a value occurs."""
        return len(self._places.get(value, ()))

    def first(self, value: K) -> P:
        """Return the first place of a value that occurs."""
        return self._places[value][0]

    def add(self, value: K, place: P) -> None:
        """Note an occurrence."""
        places = self._places.setdefault(value, [])
        before = places[0] if places else None
        insort(places, place)
        self._moved(value, before, places[0])

    def remove(self, value: K, place: P) -> None:
        """Forget an occurrence that was noted."""
        places = self._places[value]
        before = places[0]
        del places[bisect_left(places, place)]
        if not places:
            del self._places[value]
        self._moved(value, before, places[0] if places else None)

    def _moved(self, value: K, before: P | None, after: P | None) -> None:
        if before == after:
            return
        if before is not None:
            del self._firsts[bisect_left(self._firsts, (before,))]
        if after is not None:
            insort(self._firsts, (after, value), key=_place)


def _place(pair: tuple[P, K]) -> P:
    return pair[0]


class Majority(Generic[K, P]):
    """The value that most reports give; of equally common ones the most `specific`, then the one that occurs first."""

    def __init__(self, specific: Callable[[K], tuple[int, ...]] = lambda _: ()) -> None:
        """`specific` returns what decides between equally common values, the larger wins."""
        self._occurrences: Occurrences[K, P] = Occurrences()
        self._specific = specific
        self._best: K | None = None

    @property
    def value(self) -> K | None:
        """The value, or None where there is none."""
        if self._best is None:
            for _, each in self._occurrences:
                self._challenge(each)
        return self._best

    def add(self, value: K, place: P) -> None:
        """Note that a report gives a value."""
        standing = self.value
        self._occurrences.add(value, place)
        if standing is None or standing != value:
            self._challenge(value)

    def remove(self, value: K, place: P) -> None:
        """Forget that a report gave a value."""
        self._occurrences.remove(value, place)
        if value == self._best:
            self._best = None

    def _challenge(self, value: K) -> None:
        if self._best is None:
            self._best = value
            return
        ours, theirs = self._strength(value), self._strength(self._best)
        earlier = self._occurrences.first(value) < self._occurrences.first(self._best)
        if ours > theirs or (ours == theirs and earlier):
            self._best = value

    def _strength(self, value: K) -> tuple[int, ...]:
        return self._occurrences.times(value), *self._specific(value)
