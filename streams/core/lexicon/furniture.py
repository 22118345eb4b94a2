"""Page furniture by the patterns of whole blocks."""

import re
from enum import StrEnum
from typing import NamedTuple

from streams.core.lexicon.tables import rows

MAX_CHARS = 700
"""Longer blocks are prose."""


class Furniture(StrEnum):
    """What a pattern says of a block that it matches; see the data file."""

    CREDIT = "credit"
    END = "end"
    CUT = "cut"
    ALWAYS = "always"
    DROP = "drop"
    CAPTION = "caption"


class Pattern(NamedTuple):
    """A line of the data file."""

    kind: Furniture
    pattern: str
    example: str


PATTERNS = tuple(Pattern(Furniture(kind), pattern, example) for kind, pattern, example in rows("furniture", 3))


def _compiled(kind: Furniture) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{entry.pattern})" for entry in PATTERNS if entry.kind is kind), re.IGNORECASE)


_BY_KIND = {kind: _compiled(kind) for kind in Furniture}


def furniture(block: str, *, reads_as_sentence: bool) -> Furniture | None:
    """Return what kind of furniture `block` is, None if it is part of the report."""
    if len(block) > MAX_CHARS:
        return None
    for kind, pattern in _BY_KIND.items():
        if kind is Furniture.DROP and reads_as_sentence:
            continue
        if pattern.fullmatch(block):
            return kind
    return None
