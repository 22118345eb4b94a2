"""Offices that a state does not have: its press means a foreigner's by them."""

from collections import defaultdict
from collections.abc import Mapping
from types import MappingProxyType

from streams.core.lexicon.roles import ROLES
from streams.core.lexicon.tables import rows, split

_ANY = "*"


def _read() -> dict[str, frozenset[str]]:
    offices = {role.office for role in ROLES.values()}
    lacking: defaultdict[str, set[str]] = defaultdict(set)
    for pattern, codes in rows("offices", 2):
        named = {o for o in offices if o.endswith(pattern[1:])} if pattern.startswith(_ANY) else {pattern}
        for code in split(codes):
            lacking[code] |= named
    return {code: frozenset(named) for code, named in lacking.items()}


LACKING: Mapping[str, frozenset[str]] = MappingProxyType(_read())
"""Alpha-3 code -> the classes of offices that the state does not have."""
