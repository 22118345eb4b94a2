"""The edge: bytes from outside become an article, or a reject that says why not.

Nothing that a publisher sends raises an exception here, and nothing is guessed: one JSON parser (parsers differ on
depth, NaN, byte order marks and big integers), then one schema.

    bytes ─ size ─ encoding ▶ text ─ depth ─ parse ▶ object ─ schema ─ characters ▶ Article

decoding     all of these checks, cheapest first
encoding     bytes to text, by the declared charset or as UTF-8
characters   control characters: replaced, or too many
wording      a validation error of the schema as one sentence
reject       a reject and its reasons; the limits on an article
publication  articles dated after their ingestion
known_articles  what every release must accept: is this one fit to read
refusals     circuit breaker, off unless set: so many rejects that the worker should stop
"""

from streams.core.edge.decoding import decode, decode_object
from streams.core.edge.encoding import Headers
from streams.core.edge.reject import DEFAULT_LIMITS, Limits, Reject, RejectReason

__all__ = ["DEFAULT_LIMITS", "Headers", "Limits", "Reject", "RejectReason", "decode", "decode_object"]
