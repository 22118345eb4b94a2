"""The words around a candidate's, in the sentence and in its grammar: what only the network of words looks at.

Most of them say something only together, which a linear model cannot see.
"""

from collections.abc import Iterator
from itertools import chain

from streams.core.extraction.sentences.analysed_sentence import AnalysedSentence
from streams.core.extraction.triggers.rules import Candidate

_TAGGED, _COUNTED, _NEARBY = 3, 4, 8
"""Words on either side whose tags are looked at, which are told apart by their distance, and whose side is. To tell six
apart by distance is worse than four."""
_UPWARDS = 4
"""Words above the candidate's, one hanging from the other."""


def window_features(candidate: Candidate, sent: AnalysedSentence) -> set[str]:
    """Return the features of what stands around a candidate's word."""
    at = candidate.trigger
    return {*_beside(sent, at), *_above(sent, at), *_below(sent, at, candidate.predicate)}


def _beside(sent: AnalysedSentence, at: int) -> Iterator[str]:
    words, tokens = sent.lexical, sent.parse.tokens
    yield from (f"before {word}" for word in words[max(0, at - _NEARBY) : at])
    yield from (f"after {word}" for word in words[at + 1 : at + _NEARBY + 1])
    for i in chain(range(max(0, at - _COUNTED), at), range(at + 1, min(at + _COUNTED + 1, len(words)))):
        yield f"word{i - at:+}={words[i]}"
        if abs(i - at) <= _TAGGED:
            yield f"tag{i - at:+}={tokens[i].tag}"


def _above(sent: AnalysedSentence, at: int) -> Iterator[str]:
    tokens = sent.parse.tokens
    for height in range(_UPWARDS):
        head = tokens[at].head
        if head == at:
            return
        yield f"up{height}={tokens[at].dep}:{sent.lexical[head]}"
        at = head


def _below(sent: AnalysedSentence, at: int, verb: int) -> Iterator[str]:
    tokens, children = sent.parse.tokens, sent.parse.children
    for child in children[at]:
        yield f"child={tokens[child].dep}:{_filling(sent, child)}"
        preposition = tokens[child].lemma.lower() if tokens[child].dep == "prep" else ""
        for below in children[child]:
            yield f"grandchild={tokens[child].dep}:{preposition}:{tokens[below].dep}:{_filling(sent, below)}"
    if verb not in (-1, at):
        yield from (f"verb child={tokens[child].dep}:{_filling(sent, child)}" for child in children[verb])


def _filling(sent: AnalysedSentence, i: int) -> str:
    """Return the kind of the actor that a token belongs to, or its word."""
    mention = sent.actor_at(i)
    return sent.lexical[i] if mention is None else f"<{mention.actors[0].kind.value}>"
