"""Heads of state and government, ministers and heads of international organisations since about 2010.

Public facts: the last resort where an article names a leader without the country.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from streams.core.lexicon.countries import OFFICIAL
from streams.core.lexicon.organisations import ACRONYMS
from streams.core.lexicon.person_names import keys
from streams.core.lexicon.tables import rows, split

_OPEN_END = 9999
_SLACK = 2
"""Years by which an article may miss the years of office: a leader is in the news before and after."""


@dataclass(frozen=True, slots=True)
class Leader:
    """A person known to act for `country` (None for Kosovo) from year `first` to year `last`."""

    name: str
    country: str | None
    office: str
    first: int
    last: int

    def in_office(self, year: int | None) -> bool:
        """Tell whether the news of `year` may mean this person by a part of the name."""
        return year is None or self.first - _SLACK <= year <= self.last + _SLACK

    def in_power(self, year: int | None) -> bool:
        """Tell whether this person holds the office in `year`."""
        return year is not None and self.first <= year <= self.last


def _read() -> tuple[dict[tuple[str, ...], list[Leader]], dict[tuple[str, ...], list[Leader]]]:
    whole: defaultdict[tuple[str, ...], list[Leader]] = defaultdict(list)
    surnames: defaultdict[tuple[str, ...], list[Leader]] = defaultdict(list)
    for name, code, office, first, last, parts in rows("leaders", 6):
        country = code if code in OFFICIAL or code in ACRONYMS else None
        leader = Leader(name, country, office, int(first), int(last or _OPEN_END))
        whole[keys(name)].append(leader)
        for part in split(parts):
            whole[keys(part)].append(leader)
        surnames[keys(name)[-1:]].append(leader)
        surnames[keys(name)[:1]].append(leader)
    return dict(whole), dict(surnames)


_whole, _surnames = _read()
_holders: defaultdict[tuple[str | None, str], list[Leader]] = defaultdict(list)
for _found in {id(known): known for found in _whole.values() for known in found}.values():
    _holders[_found.country, _found.office].append(_found)
LEADERS: Mapping[tuple[str, ...], list[Leader]] = MappingProxyType(_whole)
"""Folded names, and parts of names that need no title, -> the leaders so called."""


def leader(name: str, offices: frozenset[str], year: int | None) -> Leader | None:
    """Return the leader called `name`; a bare surname is enough with one of the offices, or if it is distinctive."""
    wanted = keys(name)
    if not wanted:
        return None
    found = _whole.get(wanted) or (_whole.get((wanted[0], wanted[-1])) if len(wanted) > 1 else None)
    if found:
        return _at(found, year) or (found[0] if len(wanted) > 1 else None)
    return _at([known for known in _surnames.get(wanted, ()) if known.office in offices], year)


def leaders_called(surname: str, year: int | None) -> list[Leader]:
    """Return the leaders of a time whose family name, or name that stands first, is `surname`."""
    return [known for known in _surnames.get(keys(surname), ()) if known.in_office(year)]


def holders(country: str | None, office: str, year: int) -> list[Leader]:
    """Return who holds an office throughout a year, as far as is known."""
    return [known for known in _holders.get((country, office), ()) if known.first < year < known.last]


def _at(found: Sequence[Leader], year: int | None) -> Leader | None:
    """Return who of several is in office in `year`, else was about then."""
    exact = (known for known in found if known.in_power(year))
    return next(exact, None) or next((known for known in found if known.in_office(year)), None)
