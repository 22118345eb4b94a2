"""boilerplate by the patterns of whole blocks."""

import re
from enum import StrEnum
from typing import NamedTuple

import ahocorasick

from streams.core.lexicon.tables import rows

MAX_CHARS = 700
"""Longer blocks are prose."""


class Boilerplate(StrEnum):
    """What a pattern says of a block that it matches; see the data file."""

    CREDIT = "credit"
    END = "end"
    CUT = "cut"
    ALWAYS = "always"
    DROP = "drop"
    CAPTION = "caption"
    CUE = "cue"


class Pattern(NamedTuple):
    """A line of the data file."""

    kind: Boilerplate
    pattern: str
    example: str


_ROWS = tuple(Pattern(Boilerplate(kind), pattern, example) for kind, pattern, example in rows("boilerplate", 3))
PATTERNS = tuple(row for row in _ROWS if row.kind is not Boilerplate.CUE)
_CUES = tuple(cue for row in _ROWS if row.kind is Boilerplate.CUE for cue in row.pattern.split("|"))


def _cue_automaton() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton(ahocorasick.STORE_LENGTH)
    for cue in _CUES:
        automaton.add_word(cue)
    automaton.make_automaton()
    return automaton


_CUE_AUTOMATON = _cue_automaton()


def _has_cue(block: str) -> bool:
    return next(_CUE_AUTOMATON.iter(block), None) is not None


def _compiled(kind: Boilerplate) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{entry.pattern})" for entry in PATTERNS if entry.kind is kind), re.IGNORECASE)


_BY_KIND = {kind: _compiled(kind) for kind in Boilerplate if kind is not Boilerplate.CUE}


def boilerplate(block: str, *, reads_as_sentence: bool) -> Boilerplate | None:
    """Return what kind of boilerplate `block` is, None if it is part of the report."""
    if len(block) > MAX_CHARS or (reads_as_sentence and not _has_cue(block.lower())):
        return None
    for kind, pattern in _BY_KIND.items():
        if kind is Boilerplate.DROP and reads_as_sentence:
            continue
        if pattern.fullmatch(block):
            return kind
    return None
