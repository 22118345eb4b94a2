"""Errors of the schema in one short sentence that names the field."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from streams.core.edge.reject import Reject, RejectReason

WORDING: Mapping[str, str] = {
    "string_type": "must be a string",
    "string_too_short": "must not be empty",
    "string_too_long": "is longer than {max_length:,} characters",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_parsing_size": "must be a whole number of a sensible size",
    "int_from_float": "must be a whole number",
    "finite_number": "must be a finite number",
    "greater_than_equal": "must be {ge} or more",
    "less_than_equal": "must be {le} or less",
    "enum": "must be {expected}",
    "datetime_type": "must be a date and time, such as 2024-05-09T20:09:00+05:00",
    "datetime_parsing": "is not a date and time in ISO 8601: {error}",
    "datetime_from_date_parsing": "is not a date and time in ISO 8601: {error}",
    "datetime_object_invalid": "is not a date and time in ISO 8601: {error}",
}
"""Pydantic's error type -> what we say; placeholders are filled from the error's context."""


def from_validation(error: ValidationError) -> Reject:
    """Turn the first problem that the schema found into a reject."""
    first = error.errors(include_url=False, include_input=False)[0]
    context: dict[str, Any] = first.get("ctx", {})
    field = ".".join(str(part) for part in first["loc"])
    if not field:
        return Reject(RejectReason.MISSING_TEXT, str(context.get("error", first["msg"])))
    wording = WORDING.get(first["type"])
    said = wording.format_map(context) if wording else first["msg"][:1].lower() + first["msg"][1:]
    return Reject(_reason(field, first["type"]), f"{field}: {said}")


def _reason(field: str, kind: str) -> RejectReason:
    too_large = field == "text" and kind == "string_too_long"
    return RejectReason.TOO_LARGE if too_large else RejectReason.INVALID_FIELD
