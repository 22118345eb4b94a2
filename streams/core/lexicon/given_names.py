"""Common given names of the world, by which a name without a title is known as a person's."""

from streams.core.lexicon.person_names import keys
from streams.core.lexicon.tables import rows, split

_GIVEN, _SURNAME_FIRST = "given", "surname-first"


def _read(kind: str) -> frozenset[str]:
    return frozenset(
        key for row, names in rows("given_names", 2) if row == kind for name in split(names) for key in keys(name)[:1]
    )


SURNAMES_FIRST: frozenset[str] = _read(_SURNAME_FIRST)
"""Folded family names that stand before the given name: Xi, Kim, Nguyen."""
GIVEN_NAMES: frozenset[str] = _read(_GIVEN) | SURNAMES_FIRST
"""Folded words with which a person's name begins."""
