"""Sets of words that rules look at, by name."""

from collections.abc import Mapping
from types import MappingProxyType

from streams.core.lexicon.tables import rows

WORDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {name: frozenset(words.split()) for name, words in rows("words", 2)}
)
"""Name of the set -> its words in lower case."""
