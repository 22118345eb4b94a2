"""Words of a sentence, the way titles and names need them: "U.S.", "Lt.", "al-Kahmous", "China" + "'s"."""

import re
from dataclasses import dataclass

_ABBREVIATIONS = (
    "Mr|Mrs|Ms|Dr|Prof|Sens?|Reps?|Gov|Gen|Lt|Maj|Col|Capt|Cmdr|Brig|Adm|Sgt|Hon|Rt|St|Rev|Amb|Engr|Eng|Barr|Pres|Sec"
    "|Jr|Sr|Alh|Comr|Mme|Adv|Smt|Ltd|Inc|Corp|Co|No|Ret|Md|Mohd|Sh"
)
_LETTERS = r"[^\W\d_]+"
_WORD = re.compile(
    rf"(?:[A-Z]\.){{2,}}(?:[A-Z](?![^\W_]))?"  # U.S., K.M.M., U.S.A
    rf"|(?:{_ABBREVIATIONS})\.(?![a-z\d])"
    r"|[A-Z]\.(?=\s?[A-Z])"  # an initial
    rf"|{_LETTERS}(?:['’‘\-‑]{_LETTERS})*\+?"
    r"|\d[\d,.]*"
    r"|['’](?=\W|$)"  # the possessive of a plural
    r"|[^\s\w]"
)
_POSSESSIVE = re.compile(r"'[sS]$")
_MIN_POSSESSED = 3
_STRAIGHT = str.maketrans("’‘‑", "''-")


@dataclass(frozen=True, slots=True)
class Word:
    """One word or mark; `start` and `end` are offsets into the sentence."""

    text: str
    start: int
    end: int


def words_of(text: str) -> list[Word]:
    """Return the words and marks of `text`; a possessive "'s" is a word of its own."""
    found: list[Word] = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        word = match.group().translate(_STRAIGHT)
        if len(word) >= _MIN_POSSESSED and _POSSESSIVE.search(word):
            found.append(Word(word[:-2], start, end - 2))
            found.append(Word("'s", end - 2, end))
        else:
            found.append(Word(word, start, end))
    return found
