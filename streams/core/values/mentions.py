"""What a text states, where it stands: days, places, sums of money; offsets are into that text."""

from dataclasses import dataclass
from datetime import date

from schemas.facts import DatePrecision, Place


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a text; offsets are into that text."""

    start: int
    end: int
    day: date
    precision: DatePrecision
    last_day: date | None = None
    """The end of a range."""


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A city or country in a text; offsets are into that text."""

    start: int
    end: int
    place: Place


@dataclass(frozen=True, slots=True)
class AmountMention:
    """A sum of money in a text; offsets are into that text."""

    start: int
    end: int
    amount: float
    currency: str
