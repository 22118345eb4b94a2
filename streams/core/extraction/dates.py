"""Dates that a text states, resolved against an anchor: the day of publication or of the dateline."""

from datetime import date

from streams.core.extraction.model import DateMention


def find_dates(text: str, anchor: date | None, past: bool | None = None) -> list[DateMention]:
    """Return the dates of `text` in order; `past` says which way weekdays and days without a year lie."""
    return []
