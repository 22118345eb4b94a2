"""A dependency parse, detached from the parser that made it."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import NamedTuple

from streams.core.text.model import Sentence


class Token(NamedTuple):
    """One token of a parse (spaCy's terms: fine-grained tag, dependency label, index of the head)."""

    i: int
    text: str
    start: int
    end: int
    tag: str
    lemma: str
    dep: str
    head: int


@dataclass(frozen=True, slots=True)
class Parse:
    """A parsed sentence, detached from the parser so that the parser's memory can be freed."""

    sentence: Sentence
    index: int
    """Position of the sentence in `Document.sentences`."""
    tokens: tuple[Token, ...]
    children: tuple[tuple[int, ...], ...] = field(repr=False, default=())
    """For each token, the indices of the tokens that it governs, left to right."""
    paths: dict[tuple[int, int], tuple[list[str], list[str]]] = field(repr=False, compare=False, default_factory=dict)
    """What `clauses.path` found between two tokens: many features ask for the same."""

    def subtree(self, i: int, without: AbstractSet[str] = frozenset()) -> Iterator[int]:
        """Yield the indices of token `i` and of all below it, in no particular order.

        What hangs by one of the labels in `without` is left out, with all below it.
        """
        waiting = [i]
        while waiting:
            at = waiting.pop()
            yield at
            waiting += [child for child in self.children[at] if self.tokens[child].dep not in without]
