"""From a record's bytes to an article, in order of cost: the cheap refusals first."""

import re

import orjson
from pydantic import ValidationError

from schemas.article import Article
from streams.core.edge.characters import without_controls
from streams.core.edge.encoding import Headers, to_text
from streams.core.edge.reject import DEFAULT_LIMITS, Limits, Reject, RejectReason
from streams.core.edge.wording import from_validation

BRACKET = re.compile(rb'"(?:[^"\\]++|\\.)*+"?|([\[{])|[\]}]', re.DOTALL)
"""A whole string (to the end, where it is not closed), an opening or a closing bracket. Possessive: linear time."""

MIN_YEAR, MAX_YEAR = 1600, 2999
"""Years of publication: since the first newspaper. Far from the ends of the calendar, so date arithmetic is safe."""


def decode(value: bytes | None, headers: Headers = None, limits: Limits = DEFAULT_LIMITS) -> Article | Reject:
    """Read one record as an article.

    Returns the article with harmless control characters replaced (one space each, so offsets stay those of what was
    sent), or the first reason why it is none. Never raises, whatever the bytes.
    """
    if value is None:
        return Reject(RejectReason.EMPTY, "the record has no value")
    if len(value) > limits.max_bytes:
        return Reject(RejectReason.TOO_LARGE, f"{len(value):,} bytes; at most {limits.max_bytes:,} are read")
    text = to_text(value, headers)
    if isinstance(text, Reject):
        return text
    if not text.strip():
        return Reject(RejectReason.EMPTY, "nothing but white space" if text else "the record is empty")
    parsed = _parse(text.encode("utf-8"), limits)
    return parsed if isinstance(parsed, Reject) else decode_object(parsed)


def decode_object(parsed: object) -> Article | Reject:
    """Read a parsed JSON value as an article; otherwise as `decode`."""
    if not isinstance(parsed, dict):
        return Reject(RejectReason.NOT_AN_OBJECT, f"{_kind(parsed)} instead of an object with the article's fields")
    try:
        article = Article.model_validate(parsed)
    except ValidationError as error:
        return from_validation(error)
    if article.published_at and not MIN_YEAR <= article.published_at.year <= MAX_YEAR:
        return Reject(RejectReason.INVALID_FIELD, f"published_at: must be of the years {MIN_YEAR} to {MAX_YEAR}")
    return without_controls(article)


def deeper_than(value: bytes, limit: int) -> bool:
    """Tell whether JSON in UTF-8 nests deeper than `limit` levels, without parsing it. Linear in its length."""
    if value.count(b"[") + value.count(b"{") <= limit:
        return False
    depth = 0
    for token in BRACKET.finditer(value):
        if token[1]:
            depth += 1
            if depth > limit:
                return True
        elif token[0] in b"]}":
            depth -= 1
    return False


def _parse(value: bytes, limits: Limits) -> object | Reject:
    if deeper_than(value, limits.max_depth):
        return Reject(RejectReason.TOO_DEEP, f"nested deeper than {limits.max_depth} levels")
    try:
        parsed: object = orjson.loads(value)
    except orjson.JSONDecodeError as error:
        return Reject(RejectReason.NOT_JSON, f"not JSON: {error}")
    return parsed


def _kind(parsed: object) -> str:
    names = {list: "an array", str: "a string", bool: "true or false", type(None): "null"}
    return names.get(type(parsed), "a number")
