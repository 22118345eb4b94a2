"""Who acts, and for which country.

Document ─ tag every line ▶ titles ─ Register ▶ people ─ Evidence ▶ countries ─ Cast ▶ actors ─ align ▶ ActorMention
"""

from collections.abc import Sequence

from streams.core.extraction.actors.finder import ActorFinder
from streams.core.extraction.actors.overlay import KnownActor, OverlayError, read_overlay
from streams.core.extraction.model import ActorMention, Document, Parse

__all__ = ["ActorFinder", "KnownActor", "OverlayError", "find_actors", "read_overlay"]

_DEFAULT = ActorFinder()


def find_actors(document: Document, parses: Sequence[Parse]) -> tuple[tuple[ActorMention, ...], ...]:
    """Return the actor mentions of each parsed sentence, aligned with `parses`, by the lexicon alone."""
    return _DEFAULT.find(document, parses)
