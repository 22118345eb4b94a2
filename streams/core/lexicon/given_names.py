"""Common given names of the world, by which a name without a title is known as a person's."""

from streams.core.lexicon.person_names import keys
from streams.core.lexicon.tables import rows, split

GIVEN_NAMES: frozenset[str] = frozenset(
    key for (names,) in rows("given_names", 1) for name in split(names) for key in keys(name)[:1]
)
"""Folded given names."""
