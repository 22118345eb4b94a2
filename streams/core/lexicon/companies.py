"""Large companies by name, with the country of their seat: the press names them without it."""

from collections.abc import Mapping
from types import MappingProxyType

from streams.core.lexicon.tables import rows, split

COMPANIES: Mapping[str, str] = MappingProxyType(
    {name: code for code, names in rows("companies", 2) for name in split(names)}
)
"""Name as the press gives it -> alpha-3."""
