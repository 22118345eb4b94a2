"""Words of the sectors, with their weights and CRS purposes, as one automaton."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import ahocorasick

from schemas.sectors import Sector
from streams.core.lexicon.tables import rows, split


class Sense(NamedTuple):
    """What a word says of one sector."""

    sector: Sector
    weight: float
    purpose: str
    """5-digit CRS code, or empty."""


class SectorWord(NamedTuple):
    """A word of the lexicon where a text has it."""

    start: int
    end: int
    senses: tuple[Sense, ...]


def _read() -> dict[str, tuple[Sense, ...]]:
    """Return term -> senses; where rows give one term and sector several weights the last counts, -0 takes it away."""
    table: dict[str, dict[Sector, Sense]] = {}
    for slug, weight, purpose, terms in rows("sectors", 4):
        for term in split(terms):
            senses = table.setdefault(term, {})
            if weight == "-0":
                senses.pop(Sector(slug), None)
            else:
                senses[Sector(slug)] = Sense(Sector(slug), float(weight), purpose)
    return {term: tuple(senses.values()) for term, senses in table.items()}


_TERMS = _read()


def _automaton() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for term, senses in _TERMS.items():
        stem = term.rstrip("*")
        for variant in {stem, stem.replace("'", "’"), stem.replace("-", " ")}:
            automaton.add_word(variant, (len(variant), term.endswith("*"), senses))
    automaton.make_automaton()
    return automaton


_AUTOMATON = _automaton()


@lru_cache(maxsize=256)
def words_of(text: str) -> tuple[SectorWord, ...]:
    """Return the words of the lexicon in `text` (lower case), the longest where they overlap, left to right.

    The last texts are remembered: sectors and topics ask for the same.
    """
    return tuple(_words_in(text))


def _words_in(text: str) -> Iterator[SectorWord]:
    held: SectorWord | None = None
    for last, (length, is_stem, senses) in _AUTOMATON.iter(text):
        start, end = last + 1 - length, last + 1
        if (start and text[start - 1].isalnum()) or (not is_stem and end < len(text) and text[end].isalnum()):
            continue
        if held and start < held.end:
            if end - start > held.end - held.start:
                held = SectorWord(start, end, senses)
            continue
        if held:
            yield held
        held = SectorWord(start, end, senses)
    if held:
        yield held
