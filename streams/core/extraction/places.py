"""Cities and countries that a text names."""

from streams.core.extraction.model import PlaceMention


def find_places(text: str) -> list[PlaceMention]:
    """Return the places of `text` in order."""
    return []
