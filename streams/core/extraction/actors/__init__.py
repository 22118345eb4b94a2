"""Who acts, and for which country.

Document ─ tag every line ▶ titles ─ Register ▶ people ─ Evidence ▶ countries ─ Cast ▶ actors ─ align ▶ ActorMention
"""

from streams.core.extraction.actors.finder import ActorFinder
from streams.core.extraction.actors.overlay import KnownActor, OverlayError, read_overlay

__all__ = ["ActorFinder", "KnownActor", "OverlayError", "read_overlay"]
