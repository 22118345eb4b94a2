"""The phrase of a word that reports an event: what hangs from the word itself, apart from the rest of its sentence.

A sentence may tell of two meetings; "the Helsinki summit" and "talks with Mr Okoye in May" say which is which.
"""

from collections.abc import Iterable
from typing import NamedTuple, TypeVar

from streams.core.extraction.sentences.analysed_sentence import AnalysedSentence
from streams.core.extraction.triggers.rules import Candidate
from streams.core.values.mentions import DateMention, PlaceMention

_ELSEWHERE = frozenset({"relcl", "advcl", "acl", "ccomp", "parataxis", "conj"})
"""Labels of what hangs from a word but tells something of its own."""
_Mention = TypeVar("_Mention", DateMention, PlaceMention)


class Phrase(NamedTuple):
    """What the phrase of a report's word names."""

    places: frozenset[str]
    """Cities, and countries where it names no city of them."""
    countries: frozenset[str]
    """Countries in which the places lie."""
    days: frozenset[str]
    """Days, ISO; those beside the verb count too."""
    names: frozenset[str]
    """Words of proper names, lower case."""


def phrase_of(candidate: Candidate, sent: AnalysedSentence) -> Phrase:
    """Return what is named in the phrase of a candidate's word."""
    parse, verb = candidate.parse, candidate.predicate
    own = {*parse.subtree(candidate.trigger, _ELSEWHERE)}
    places = [m.place for m in _within(sent.places, sent, own)]
    days: list[DateMention] = []
    if sent.has_date:
        beside = own | {*parse.subtree(verb, _ELSEWHERE)} if verb >= 0 else own
        days = _within((m for ways in sent.dates for m in ways), sent, beside)
    return Phrase(
        places=frozenset(name for p in places if (name := p.city or p.country)),
        countries=frozenset(p.country for p in places if p.country),
        days=frozenset(str(m.day) for m in days),
        names=frozenset(parse.tokens[i].text.lower() for i in own if parse.tokens[i].tag.startswith("NNP")),
    )


def _within(mentions: Iterable[_Mention], sent: AnalysedSentence, indices: Iterable[int]) -> list[_Mention]:
    """Return the mentions, with offsets into the sentence, that hold one of some tokens."""
    start, tokens = sent.sentence.start, sent.parse.tokens
    spans = [(tokens[i].start - start, tokens[i].end - start) for i in indices]
    return [m for m in mentions if any(m.start <= first and last <= m.end for first, last in spans)]
