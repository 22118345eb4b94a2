"""When two forms of a name are one person's: "Antony J. Blinken" and "Blinken", "Wang Yi" and "Wang"."""

import re
import unicodedata
from functools import lru_cache

_PART = re.compile(r"[a-z0-9]+")
_ARTICLES = frozenset(
    ("al", "el", "ul", "ur", "jr", "sr", "ii", "iii", "iv", "bin", "ibn", "bint", "de", "da", "van", "von")
)


@lru_cache(maxsize=8192)
def keys(name: str) -> tuple[str, ...]:
    """Return the words of a name that tell it apart: folded, without articles, initials and numerals."""
    folded = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    parts = _PART.findall(folded.replace("'", ""))
    found = tuple(part for part in parts if len(part) > 1 and part not in _ARTICLES)
    return found or tuple(parts)


def is_form_of(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Tell whether `short` may be a shorter form of the name `full`: all its words in it, one of them at an end."""
    return bool(short) and set(short) <= set(full) and (short[-1] == full[-1] or short[0] == full[0] or len(short) == 1)


def same_person(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Tell whether two names may be one person's: one is a form of the other, or first and last words agree."""
    if not a or not b:
        return False
    both_ends = len(a) > 1 and len(b) > 1 and a[0] == b[0] and a[-1] == b[-1]
    return both_ends or is_form_of(a, b) or is_form_of(b, a)
