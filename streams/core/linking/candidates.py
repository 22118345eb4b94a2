"""Which reports of a block can be of one event at all: an index, so that a report is not compared with every other.

It finds all that `likeness.contradict` and the days let pass, and few others. A set of reports is a set of bits, so a
look-up is a few operations on integers that are as long as the block has reports.
"""

from collections.abc import Iterable, Iterator
from functools import reduce
from operator import or_

from streams.core.event_traits import TRAITS
from streams.core.linking.claims import Claim, Key, agreeing, claims, marks, quoted
from streams.core.linking.likeness import Profile
from streams.core.linking.reports import Span

_MOST_DAYS = 64
"""Longer spans are not kept by day: they may meet any other."""


class CandidateIndex:
    """Reports by number, found by what they claim and by their days."""

    def __init__(self) -> None:
        """Start empty."""
        self._numbers: dict[Claim | Key | int | None, int] = {}
        self._kept: dict[int, set[Claim | Key | int | None]] = {}

    def add(self, number: int, profile: Profile, span: Span) -> None:
        """Keep what the report of this number says; a number stands for one report at a time."""
        claimed = claims(profile)
        self._keep(
            number, {*_days(span, 0), *claimed, *marks(profile), *(key for keys in claimed.values() for key in keys)}
        )

    def widen(self, number: int, span: Span) -> None:
        """Note that the report of this number stands for an event that lasts as long."""
        self._keep(number, set(_days(span, 0)))

    def remove(self, number: int) -> None:
        """Forget the report of this number."""
        for name in self._kept.pop(number):
            self._numbers[name] &= ~(1 << number)
            if not self._numbers[name]:
                del self._numbers[name]

    def like(self, profile: Profile, span: Span) -> int:
        """Return, as bits, the numbers of the reports that may be of one event with one that says this."""
        near = self._near(span, TRAITS[profile.type].tolerance_days)
        found = near
        for claim, keys in claims(profile).items():
            wanted = agreeing(claim, keys, profile)
            if wanted is not None:
                found &= ~self._of([claim]) | self._of(wanted)
        return found | (near & self._of([quoted(profile)])) if profile.is_telling else found

    def _keep(self, number: int, names: set[Claim | Key | int | None]) -> None:
        kept = self._kept.setdefault(number, set())
        for name in names - kept:
            self._numbers[name] = self._numbers.get(name, 0) | 1 << number
        kept |= names

    def _near(self, span: Span, tolerance: int) -> int:
        days = list(_days(span, tolerance))
        return sum(1 << number for number in self._kept) if None in days else self._of([None, *days])

    def _of(self, names: Iterable[Claim | Key | int | None]) -> int:
        return reduce(or_, (self._numbers.get(name, 0) for name in names), 0)


def numbers(bits: int) -> Iterator[int]:
    """Yield the numbers that bits stand for, the smallest first."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def _days(span: Span, tolerance: int) -> Iterator[int | None]:
    """Yield the ordinals of a span's days and of those near it; None for one that is too long."""
    first, last = span.first.toordinal() - tolerance, span.last.toordinal() + tolerance
    yield from range(first, last + 1) if last - first < _MOST_DAYS else (None,)
