"""From character spans of a sentence to the tokens of its parse."""

from bisect import bisect_left

from streams.core.extraction.syntax import clauses
from streams.core.extraction.syntax.parse import Parse


class Tokens:
    """The tokens of one parse, found by offsets into the sentence."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        base = parse.sentence.start
        self._starts = [token.start - base for token in parse.tokens]
        self._ends = [token.end - base for token in parse.tokens]
        self._depths: dict[int, int] = {}

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the first and last token that overlap the characters `start` to `end`."""
        first = bisect_left(self._ends, start + 1)
        last = bisect_left(self._starts, end) - 1
        return (first, last) if first <= last and first < len(self._starts) else None

    def head(self, first: int, last: int, preferred: tuple[int, int] | None = None) -> int:
        """Return the token of the span that is governed from outside it, nearest to the root; names go first."""
        inside = range(first, last + 1)
        tops = [i for i in inside if self.parse.tokens[i].head not in inside or self.parse.tokens[i].head == i]
        own = [i for i in tops if preferred and preferred[0] <= i <= preferred[1]]
        return min(own or tops or [last], key=lambda i: (self._depth(i), i))

    def _depth(self, i: int) -> int:
        depth = self._depths.get(i)
        if depth is None:
            depth, at = 0, i
            while self.parse.tokens[at].head != at and depth < len(self._starts):
                at, depth = self.parse.tokens[at].head, depth + 1
            self._depths[i] = depth
        return depth

    def tag(self, i: int) -> str:
        """Return the fine-grained tag of a token."""
        return self.parse.tokens[i].tag

    def text(self, i: int) -> str:
        """Return the text of a token."""
        return self.parse.tokens[i].text

    def dep(self, i: int) -> str:
        """Return the dependency label of a token."""
        return self.parse.tokens[i].dep

    def governor(self, i: int) -> str:
        """Return the lemma of the token that governs token `i`."""
        return self.parse.tokens[self.parse.tokens[i].head].lemma.lower()

    def first_conjunct(self, i: int) -> int:
        """Return the first of the joined tokens that token `i` belongs to."""
        return clauses.first_conjunct(self.parse, i)
