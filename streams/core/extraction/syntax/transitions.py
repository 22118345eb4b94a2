"""The parser's transitions, for all sentences of a batch step by step.

spaCy's own loop over the steps does the same without holding the interpreter's lock. Its wheels for Python 3.11 have
profiling hooks that take this lock anew in every function of that loop: half of the parser's time. Held all the while,
the lock costs next to nothing. From Python 3.12 on the wheels have no such hooks.
"""

import sys
from collections.abc import Sequence
from typing import Any

from spacy.pipeline import DependencyParser
from spacy.tokens import Doc

FEWEST = 12
"""Sentences from which on steps for all of them take less time than spaCy's loop."""
_HOOKED = sys.version_info < (3, 12)


def transitions(parser: DependencyParser, docs: Sequence[Doc], *, hooked: bool = _HOOKED) -> list[Any]:
    """Return the states in which the parser's transitions end, one for each doc.

    `hooked` says whether spaCy was built with such hooks.
    """
    if not hooked or len(docs) < FEWEST:
        return list(parser.predict(docs))
    ends = parser.moves.init_batch(docs)
    scorer = parser.model.predict(docs)
    states = [state for state in ends if not state.is_final()]
    while states:  # not scorer.predict, which at every step looks for actions that training never saw: there are none
        vectors = scorer.state2vec.predict(scorer.get_token_ids(states))
        states = parser.transition_states(states, scorer.vec2scores.predict(vectors))
    scorer.clear_memory()  # its parts hold each other, and would wait for the garbage collector
    return list(ends)
