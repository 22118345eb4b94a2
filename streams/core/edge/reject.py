"""Why a record from outside is not an article."""

from dataclasses import dataclass
from enum import StrEnum

from schemas.topics import MAX_ARTICLE_BYTES
from streams.core.printable import printable

MAX_DETAIL_CHARS = 300


class RejectReason(StrEnum):
    """The bounded list of reasons: it labels a metric and travels in the header of a dead letter."""

    EMPTY = "empty"
    """No value (a Kafka tombstone), no bytes, or nothing but white space."""
    TOO_LARGE = "too-large"
    """More bytes than the limit, or a text longer than an article may be."""
    UNKNOWN_ENCODING = "unknown-encoding"
    """The content-type header names an encoding that is not on the list."""
    BAD_ENCODING = "bad-encoding"
    """The bytes are not valid in their encoding (UTF-8 where none is named)."""
    TOO_DEEP = "too-deep"
    """Objects and arrays nested deeper than the limit."""
    NOT_JSON = "not-json"
    """Not JSON by RFC 8259: NaN, Infinity, raw control characters, lone surrogates and trailing text are not."""
    NOT_AN_OBJECT = "not-an-object"
    """JSON, but not an object."""
    MISSING_TEXT = "missing-text"
    """An article that is not withdrawn and has no text, or one that nothing names."""
    INVALID_FIELD = "invalid-field"
    """A field of the wrong type or outside its range; the detail names it."""
    CONTROL_CHARACTERS = "control-characters"
    """So many control characters that the text is no text, or one in a field that names the article."""
    UNREADABLE_PAGE = "unreadable-page"
    """A saved page in which no article was found (input formats of the command line)."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How large and how deep a record may be."""

    max_bytes: int = MAX_ARTICLE_BYTES
    max_depth: int = 32
    """Levels of objects and arrays. An article needs one; publishers' extra fields have a few more."""


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Reject:
    """A record that is not an article.

    `detail` is one sentence for people, at most 300 characters, printable: it quotes what strangers sent.
    """

    reason: RejectReason
    detail: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "detail", printable(self.detail, MAX_DETAIL_CHARS))
