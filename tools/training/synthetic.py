"""Which models learn from synthetic articles too, and which from published ones alone (docs/decisions/0012)."""

from tools.training.corpus import Labelled

_NOT_FROM_INVENTED = frozenset(("report.commitment", "place", "same", "party", "event"))
"""Models that are fitted to published articles alone: people promise more in synthetic ones, towns are synthetic,
papers repeat events more often, the country of unknown parties has to be guessed, and papers report fewer events."""
_FROM_SHORT_ITEMS = frozenset(("report.commitment", "event"))
"""But those that short synthetic items teach: each promise among them has its counterpart that promises nothing, and
hardly a published article that is annotated is as short."""
_SHORT = 500
"""Characters of a short item: a lead, a brief, a caption."""
SECTORS_COUNT = 0.5
"""How much the sectors of a synthetic event count, of a published one 1: writers give them more freely than papers, but
speak of more of them."""


def teaches(item: Labelled, model: str) -> bool:
    """Tell whether an article is one that a model is fitted to."""
    if not item.synthetic or model not in _NOT_FROM_INVENTED:
        return True
    return model in _FROM_SHORT_ITEMS and len(item.article.text) <= _SHORT
