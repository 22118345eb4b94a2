"""Sentence boundaries, as spans: exact, linear in the length of the text."""

import re
from collections.abc import Iterator

_BOUNDARY = re.compile(r"[.!?…]+[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9])")
_ABBREVIATION = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|St|No|Gen|Lt|Col|Sen|Rep|Gov|Hon|Rs|U\.S|U\.K|[A-Z])$")


def split_sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the (start, end) of each sentence of text[start:end], trimmed of white space."""
    first = start
    for match in _BOUNDARY.finditer(text, start, end):
        if match.group()[0] == "." and _ABBREVIATION.search(text[max(first, match.start() - 12) : match.start()]):
            continue
        yield from _trimmed(text, first, match.end())
        first = match.end()
    yield from _trimmed(text, first, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    stripped = text[start:end].strip()
    if stripped:
        begin = text.index(stripped, start)
        yield begin, begin + len(stripped)
