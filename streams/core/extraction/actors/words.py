"""The tokenizer for titles and names: "U.S.", "Lt.", "al-Kahmous", "China" + "'s"."""

import re
from typing import TypeAlias

Word: TypeAlias = tuple[str, int, int]
"""A word or mark, with straight apostrophes and hyphens, and where it starts and ends in the text."""

_ABBREVIATIONS = (
    "Mr|Mrs|Ms|Dr|Prof|Sens?|Reps?|Gov|Gen|Lt|Maj|Col|Capt|Cmdr|Brig|Adm|Sgt|Hon|Rt|St|Rev|Amb|Engr|Eng|Barr|Pres|Sec"
    "|Jr|Sr|Alh|Comr|Mme|Adv|Smt|Ltd|Inc|Corp|Co|No|Ret|Md|Mohd|Sh"
)
_LETTERS = r"[^\W\d_]+"
_WORD = re.compile(
    r"[a-z]+(?=[\s,.;:)])"  # most words, at once
    r"|(?:[A-Z]\.){2,}(?:[A-Z](?![^\W_]))?"  # U.S., K.M.M., U.S.A
    rf"|(?:{_ABBREVIATIONS})\.(?![a-z\d])"
    r"|[A-Z]\.(?=\s?[A-Z])"  # an initial
    rf"|{_LETTERS}(?:(?:-(?![A-Z]\.[A-Z])|'(?![sS]\b)){_LETTERS})*\+?"
    r"|'[sS]\b"
    r"|\d[\d,.]*"
    r"|[^\s\w]"
)
_STRAIGHT = str.maketrans("’‘‑", "''-")


def words_of(text: str) -> list[Word]:
    """Return the words and marks of `text`; a possessive "'s" is a word of its own."""
    plain = text if text.isascii() else text.translate(_STRAIGHT)
    return [(match.group(), *match.span()) for match in _WORD.finditer(plain)]
