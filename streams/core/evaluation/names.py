"""Whether two names are one participant's."""

import re
import unicodedata

_NOT_NAMES = frozenset({
    "the", "of", "and", "mr", "mrs", "ms", "dr", "sir", "president", "minister", "prime", "foreign", "king",
    "prince", "sheikh", "government", "republic", "ministry", "officials", "official", "delegation", "al", "bin",
    "jr", "ii",
})  # fmt: skip
"""Words that say what somebody is, not who."""
_SURNAME_CHARS = 3
"""Family names shorter than this prove nothing by themselves."""


def name_words(name: str) -> list[str]:
    """Return the words of a name that tell it from others: without accents, in lower case."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    return [word for word in re.findall(r"[a-z0-9]+", plain) if word not in _NOT_NAMES]


def same_name(one: str, other: str) -> bool:
    """Tell whether the last words of two names are equal, or one has all words of the other."""
    a, b = name_words(one), name_words(other)
    if not a or not b:
        return False
    if a[-1] == b[-1] and len(a[-1]) >= _SURNAME_CHARS:
        return True
    return set(a) <= set(b) or set(b) <= set(a)
