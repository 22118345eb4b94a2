"""Promises that are told as an agreement: one party that "agreed to" do something has promised, and agreed with nobody.

| text | an agreement |
| --- | --- |
| The World Bank agreed to extend a loan to Nepal | no: it is a commitment |
| Kenya has agreed to lift its ban on maize | no: it is a commitment |
| Japan and Laos agreed to build a bridge | yes: of both |
| Qatar agreed with Egypt to invest $2 billion | yes: with another |
| The two sides agreed to provide 200 scholarships | yes: of several |
"""

from streams.core.event_traits import TRAITS
from streams.core.extraction.syntax import clauses
from streams.core.extraction.triggers.rules import Candidate, words

_SEVERAL = words("with together jointly mutually between")
_SINGULAR = ("NN", "NNP", "PRP")
_PLURAL_PRONOUNS = words("they we both")


def is_promise(candidate: Candidate) -> bool:
    """Tell whether an agreement's word is the "agreed" of one party that agreed to do something."""
    parse, verb = candidate.parse, candidate.trigger
    if not TRAITS[candidate.type].is_document or candidate.subject < 0 or parse.tokens[verb].lemma != "agree":
        return False
    if not clauses.children(parse, verb, "xcomp") or not _is_one(candidate):
        return False
    return not any(parse.tokens[i].lemma in _SEVERAL for i in parse.children[verb])


def _is_one(candidate: Candidate) -> bool:
    """Tell whether one party is the subject, not several: "the leaders", "A and B", "they"."""
    parse, subject = candidate.parse, candidate.parse.tokens[candidate.subject]
    joined = clauses.children(parse, candidate.subject, "conj")
    return subject.tag in _SINGULAR and subject.lemma.lower() not in _PLURAL_PRONOUNS and not joined
