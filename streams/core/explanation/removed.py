"""What of an article's text is not read: datelines and boilerplate."""

import re
from collections.abc import Iterator

from streams.core.explanation.values import Removed
from streams.core.lexicon.boilerplate import boilerplate
from streams.core.text.markup import mask
from streams.core.text.model import Document

DATELINE, MARKUP, STRAY = "dateline", "markup", "stray line"
_LINE = re.compile(r"\S[^\n]*")


def removed_from(text: str, document: Document) -> tuple[Removed, ...]:
    """Return every stretch of the text that is in no sentence, line by line, in order."""
    return tuple(_removed(text, mask(text), document))


def _removed(text: str, page: str, document: Document) -> Iterator[Removed]:
    starts = {sentence.start for sentence in document.sentences}
    for first, last in _gaps(len(text), document):
        for line in _LINE.finditer(page, first, last):
            bare = line[0].rstrip()
            start, end = line.start(), line.start() + len(bare)
            opens = last in starts and "\n" not in page[end:last]
            what = DATELINE if opens else _kind(bare)
            yield Removed(start=start, end=end, text=text[start:end], what=what)
        if first < last and text[first:last].strip() and not page[first:last].strip():
            yield Removed(start=first, end=last, text=text[first:last], what=MARKUP)


def _gaps(length: int, document: Document) -> Iterator[tuple[int, int]]:
    at = 0
    for sentence in sorted(document.sentences, key=lambda s: s.start):
        yield at, sentence.start
        at = max(at, sentence.end)
    yield at, length


def _kind(line: str) -> str:
    """Name the pattern of boilerplate that a line is; what stands below "Related articles" needs none."""
    known = boilerplate(line, reads_as_sentence=False)
    return f"boilerplate ({known.value})" if known else STRAY
