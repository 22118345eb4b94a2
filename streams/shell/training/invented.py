"""What is learned from made-up articles, and what only from published ones (docs/decisions/0012)."""

from schemas.facts import EventType
from streams.shell.training.corpus import Labelled

_NOT_FROM_INVENTED = frozenset(("place", "sector", "same", "party", "event"))
"""Models that are fitted to published articles alone: towns are invented, sectors were given more freely, papers repeat
events more often, the country of unknown parties has to be guessed, and papers report fewer events."""
_WEIGHTS = {EventType.COMMITMENT: 0.25}
"""How much candidates of made-up articles count, if not fully. People promise more in them than in the press: at full
weight the average precision of commitments in newspapers fell from .64 to .61, that of all other types rose."""


def teaches(item: Labelled, model: str) -> bool:
    """Tell whether an article is one that a model is fitted to."""
    return not (item.invented and model in _NOT_FROM_INVENTED)


def weight_of(item: Labelled, kind: EventType) -> float:
    """Return how much the article's candidates of a type count."""
    return _WEIGHTS.get(kind, 1.0) if item.invented else 1.0
