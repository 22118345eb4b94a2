"""The edge: bytes from outside become an article, or a reject that says why not.

Nothing that a publisher sends raises an exception here, and nothing is guessed: one JSON parser (parsers differ on
depth, NaN, byte order marks and big integers), then one schema.

    bytes ─ size ─ encoding ▶ text ─ depth ─ parse ▶ object ─ schema ─ characters ▶ Article
"""

from streams.core.edge.decoding import decode, decode_object
from streams.core.edge.encoding import Headers
from streams.core.edge.reject import DEFAULT_LIMITS, Limits, Reject, RejectReason

__all__ = ["DEFAULT_LIMITS", "Headers", "Limits", "Reject", "RejectReason", "decode", "decode_object"]
