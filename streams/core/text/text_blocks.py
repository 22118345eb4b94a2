"""The blocks of a page: its paragraphs and lines, before anything is said of what they are."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_BREAK = re.compile(r"\n\s*|[ ]{5,}")
_WRAP_CHARS = 45
"""A line shorter than this is no full line of hard-wrapped prose."""
_WRAPPED_LINES = 8
_WRAPPED_CHARS = 100
_TERMINAL = (".", "!", "?", '"', "”", "…", ":", ";", "]")

_SENTENCE_ENDS = (".", "!", "?", "…", ":", '"', "”", "[…]", "[...]", ".)", ".’", ".'")

_GLUE = re.compile(r"(?<=[a-zé][a-zé])(?<!\b[MD][ac]c)(?<!\bMc)(?<!\bDe)(?<!\bLe)(?=[A-Z][a-z])")
_GLUE_AFTER_STOP = re.compile(r"(?<=[a-z][.!?])(?=[A-Z][a-z])")
_GLUE_AFTER_CAPITALS = re.compile(
    r"(?<=[A-Z][A-Z])(?=(?:The|Mr|Mrs|He|She|It|In|On|At|They|But|And|Image|Published)\b)"
)
_GLUES = (_GLUE, _GLUE_AFTER_STOP, _GLUE_AFTER_CAPITALS)
_GLUED_CHARS = 1_000
"""A page with a break in so few characters as this has its line breaks."""
_GLUED_SHARE = 1 / 400
"""From this many glued words a character on, the page has lost its line breaks: "Search BBCHomeNewsSport"."""


class TextBlock(NamedTuple):
    """A stretch of the page without its surrounding space; offsets into the page."""

    start: int
    end: int
    text: str

    @property
    def is_sentence_end(self) -> bool:
        """True where the block ends as prose does, or opens a list."""
        return self.text.endswith(_SENTENCE_ENDS)


def text_blocks_of(page: str) -> list[TextBlock]:
    """Return the blocks of a masked page in order. Lines broken in mid-sentence are one block."""
    spans = list(_lines(page))
    if _is_glued(page):
        spans = [piece for span in spans for piece in _unglued(page, *span)]
        return [TextBlock(start, end, page[start:end]) for start, end in spans]
    wrapped = _is_hard_wrapped(page, spans)
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and _continues(page, joined[-1], start, end, wrapped):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return [TextBlock(start, end, page[start:end]) for start, end in joined]


def _is_glued(page: str) -> bool:
    if len(page) < _GLUED_CHARS * (page.count("\n") + 1):
        return False
    return len(_GLUE.findall(page)) > len(page) * _GLUED_SHARE


def _lines(page: str) -> Iterator[tuple[int, int]]:
    first = 0
    for match in _BREAK.finditer(page):
        yield from _trimmed(page, first, match.start())
        first = match.end()
    yield from _trimmed(page, first, len(page))


def _trimmed(page: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = page[start:end]
    bare = piece.strip()
    if bare:
        start += len(piece) - len(piece.lstrip())
        yield start, start + len(bare)


def _is_hard_wrapped(page: str, spans: list[tuple[int, int]]) -> bool:
    """Say whether the page was broken at a fixed width, with empty lines between the paragraphs."""
    if len(spans) < _WRAPPED_LINES or "\n\n" not in page:
        return False
    widths = [end - start for start, end in spans]
    return max(widths) <= _WRAPPED_CHARS and sum(width > _WRAP_CHARS for width in widths) > len(widths) / 2


def _continues(page: str, before: tuple[int, int], start: int, end: int, wrapped: bool) -> bool:
    """Say whether a line goes on with the sentence of the line before it."""
    gap, previous = page[before[1] : start], page[before[0] : before[1]]
    if gap.count("\n") > 1 and "<" not in gap:
        return False
    if wrapped:
        return "\n" in gap
    return (
        page[start].islower() and not previous.endswith(_TERMINAL) and (" " in page[start:end] or page[end - 1] == ".")
    )


def _unglued(page: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    cuts = sorted({match.start() for pattern in _GLUES for match in pattern.finditer(page, start, end)})
    for first, last in zip([start, *cuts], [*cuts, end], strict=True):
        yield from _trimmed(page, first, last)
