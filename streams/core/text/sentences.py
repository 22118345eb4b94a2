"""Sentence boundaries, as spans: exact, linear in the length of the text.

A boundary is a full stop, question or exclamation mark (with closing quotes and brackets) before something that can
begin a sentence. Most of the work is to see where a full stop ends only an abbreviation.
"""

import re
from collections.abc import Iterator

from streams.core.lexicon.words import WORDS

_BOUNDARY = re.compile(
    r"(?P<mark>[.!?…]{1,6})(?P<close>[\"'”’)\]]{0,3})"
    r"(?:(?P<space>\s{1,200})(?=[\"'“‘(\[•–—-]{0,3}\s?[A-Z0-9À-Ž$€£])|(?:,(?=[A-Z])|(?=[“A-Z][a-z’']|[A-Z]\s[a-z]))|(?=[\"“][A-Z]))"
)
_WORD_BEFORE = re.compile(r"[\w.'’-]{1,20}$")
_ADDRESS = re.compile(r"[/@]\S*$|\bwww\S*$")
_DOMAIN = re.compile(r"(?:org|com|net|gov|edu|int|info)\b", re.IGNORECASE)
_SPEAKER = re.compile(
    r"(?:[A-Z][\w.'’-]+\s|(?:the|a)\s[a-z]+\s){0,6}"
    r"(?:said|says|asked|asks|added|adds|wrote|writes|tweeted|told|replied|shouted|declared|exclaimed|wondered)\b"
)
"""What follows a quotation that is not the end of its sentence: "Why now?" Minister Roe asked."""
_NEXT_WORD = re.compile(r"[\"'“‘(\[]*([A-Za-zÀ-ž'’]+)")
_LOOKED_BACK = 24
_ABBREVIATIONS = WORDS["abbreviations"]
"""Never end a sentence: titles and the like, before a name or a number."""
_SOMETIMES = WORDS["abbreviations-that-end"]
"""Abbreviations that a sentence may end with; it does if a word follows that mostly begins one."""
_OPENERS = WORDS["sentence-openers"]
_INITIAL = re.compile(r"(?:^|[\s(“\"'’.-])[A-Z]$")
_ACRONYM = re.compile(r"(?:^|[\s(“\"'’/-])(?:[A-Za-z]\.)+[A-Za-z]$")
_NUMBERED = re.compile(r"(?:^|[\s(])(?:\d{1,2}|[ivx]{1,4})$")
_MAX_CHARS = 2_000
"""Longer runs without a boundary are cut at a space: no parser should see a page as one sentence."""
_SOFT_CUT = re.compile(r"[;,:]\s+|\s+")


def split_sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the (start, end) of each sentence of text[start:end], trimmed of white space."""
    first = start
    for match in _BOUNDARY.finditer(text, start, end):
        if match.end() >= end or not _is_boundary(text, first, match):
            continue
        yield from _cut(text, first, match.end())
        first = match.end()
    yield from _cut(text, first, end)


def _is_boundary(text: str, first: int, match: re.Match[str]) -> bool:
    if match["mark"] != "." or match["close"]:
        return _ends_quotation_or_call(text, match)
    before = text[max(first, match.start() - _LOOKED_BACK) : match.start()]
    if match["space"] is None:
        return _is_missing_space(text, before, match)
    word = _word_before(before)
    if word.lower() in _ABBREVIATIONS or (before == word and _NUMBERED.search(before)):
        return False
    if word.lower() in _SOMETIMES or _ACRONYM.search(before):
        return _next_word(text, match).lower() in _OPENERS
    return not _INITIAL.search(before)


def _ends_quotation_or_call(text: str, match: re.Match[str]) -> bool:
    """Judge a mark that is no plain full stop: the sentence goes on after dots without a space, or with who spoke."""
    if match["close"]:
        return match["mark"] == "." or not _SPEAKER.match(text, match.end())
    return match["space"] is not None or match["mark"] in ("?", "!")


def _is_missing_space(text: str, before: str, match: re.Match[str]) -> bool:
    """Say whether "ceremony.The" is a boundary: after a word in lower case, not within an address or "U.S.Army"."""
    word = _word_before(before)
    if "." in word or len(word) < 3 or word.lower() in _ABBREVIATIONS or _ADDRESS.search(before):
        return False
    if _DOMAIN.match(text, match.end()):
        return False
    return word[-1].islower() or word.isdigit() or text[match.end() : match.end() + 1] in '“"'


def _word_before(before: str) -> str:
    match = _WORD_BEFORE.search(before)
    return match.group().lstrip("'’-") if match else ""


def _next_word(text: str, match: re.Match[str]) -> str:
    following = _NEXT_WORD.match(text, match.end())
    return following[1] if following else ""


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a stretch without its surrounding white space, in pieces if it is too long to be a sentence."""
    while end - start > _MAX_CHARS:
        cuts = [match.end() for match in _SOFT_CUT.finditer(text, start + _MAX_CHARS // 2, start + _MAX_CHARS)]
        at = cuts[-1] if cuts else start + _MAX_CHARS
        yield from _trimmed(text, start, at)
        start = at
    yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    bare = piece.strip()
    if bare:
        start += len(piece) - len(piece.lstrip())
        yield start, start + len(bare)
