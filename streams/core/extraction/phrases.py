"""The phrase of a word that reports an event: what hangs from the word itself, apart from the rest of its sentence.

A sentence may tell of two meetings; "the Helsinki summit" and "talks with Mr Okoye in May" say which is which.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from streams.core.extraction.model import DateMention, Parse, PlaceMention
from streams.core.extraction.passages import Passage
from streams.core.extraction.rules import Candidate

_ELSEWHERE = frozenset({"relcl", "advcl", "acl", "ccomp", "parataxis", "conj"})
"""Labels of what hangs from a word but tells something of its own."""
_Mention = TypeVar("_Mention", DateMention, PlaceMention)


@dataclass(frozen=True, slots=True)
class Phrase:
    """What the phrase of a report's word names."""

    places: frozenset[str]
    """Cities, and countries where it names no city of them."""
    countries: frozenset[str]
    """Countries in which the places lie."""
    days: frozenset[str]
    """Days, ISO; those beside the verb count too."""
    names: frozenset[str]
    """Words of proper names, lower case."""


def phrase_of(candidate: Candidate, passage: Passage) -> Phrase:
    """Return what is named in the phrase of a candidate's word."""
    own = set(_phrase(candidate.parse, [candidate.trigger]))
    roots = [candidate.trigger, candidate.predicate]
    dated = set(_phrase(candidate.parse, [i for i in roots if i >= 0])) if passage.has_date else own
    places = [m.place for m in _within(passage.places, passage, own)]
    days = (m for ways in (passage.dates if passage.has_date else ()) for m in ways)
    tokens = candidate.parse.tokens
    return Phrase(
        places=frozenset(name for p in places if (name := p.city or p.country)),
        countries=frozenset(p.country for p in places if p.country),
        days=frozenset(str(m.day) for m in _within(days, passage, dated)),
        names=frozenset(tokens[i].text.lower() for i in own if tokens[i].tag.startswith("NNP")),
    )


def _phrase(parse: Parse, roots: Iterable[int]) -> Iterator[int]:
    """Yield tokens and what hangs from them, but for clauses and for what is joined to a word of them."""
    waiting = list(roots)
    while waiting:
        at = waiting.pop()
        yield at
        waiting += [child for child in parse.children[at] if parse.tokens[child].dep not in _ELSEWHERE]


def _within(mentions: Iterable[_Mention], passage: Passage, indices: Iterable[int]) -> list[_Mention]:
    """Return the mentions, with offsets into the sentence, that hold one of some tokens."""
    start, tokens = passage.sentence.start, passage.parse.tokens
    spans = [(tokens[i].start - start, tokens[i].end - start) for i in indices]
    return [m for m in mentions if any(m.start <= first and last <= m.end for first, last in spans)]
