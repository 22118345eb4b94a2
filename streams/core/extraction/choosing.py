"""Choosing one of several options, or none, by a model: for the date, the place and the sum of an event."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from streams.core.extraction.linear import Features, LinearModel

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Option(Generic[T]):
    """A value that could be the right one, and what speaks for it."""

    value: T
    features: Features


def choose(options: Iterable[Option[T]], model: LinearModel, threshold: float) -> T | None:
    """The likeliest option, or None where none is likelier than the threshold; the first of equals."""
    scored = [(model.probability(option.features), option) for option in options]
    best = max(scored, key=lambda pair: pair[0], default=None)
    return best[1].value if best and best[0] >= threshold else None
