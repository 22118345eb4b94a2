"""Sums of money that a text states."""

from schemas.facts import Instrument
from streams.core.extraction.model import AmountMention


def find_amounts(text: str, home_country: str | None = None) -> list[AmountMention]:
    """Return the sums of `text` in order; `home_country` (ISO alpha-3) decides whose rupee, shilling or dollar."""
    return []


def instrument(text: str) -> Instrument | None:
    """Return the kind of money that `text` speaks of, or None if it speaks of none."""
    return None
