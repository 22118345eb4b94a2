"""Countries by every name that the press gives them. Facts: ISO 3166-1, UN member names, common demonyms.

A form is looked up with its case ("US" is a country, "us" is not); long forms also in capitals ("PAKISTAN").
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from streams.core.lexicon.tables import rows, split

_REGULAR_PLURALS = ("an", "i")
"""Adjectives with these endings also name the people with a plural s: American, Americans; Iraqi, Iraqis."""

_MIN_CAPITALS = 4
"""Shortest form that is also known in capitals; shorter ones are acronyms of other things as often as countries."""


def _people(adjectives: tuple[str, ...]) -> Iterator[str]:
    for adjective in adjectives:
        yield adjective
        if adjective.endswith(_REGULAR_PLURALS):
            yield adjective + "s"


def _forms(form: str) -> Iterator[str]:
    yield form
    if "'" in form:
        yield form.replace("'", "’")


def _read() -> tuple[dict[str, str], dict[str, str], dict[str, str], dict[str, str]]:
    official: dict[str, str] = {}
    names: dict[str, str] = {}
    demonyms: dict[str, str] = {}
    capitals: dict[str, str] = {}
    for code, name, others, adjectives, seats in rows("countries", 5):
        official[code] = name
        for table, forms in (
            (names, (name, *split(others))),
            (demonyms, tuple(_people(split(adjectives)))),
            (capitals, split(seats)),
        ):
            for form in forms:
                table.update(dict.fromkeys(_forms(form), code))
    return official, names, demonyms, capitals


_official, _names, _demonyms, _capitals = _read()

OFFICIAL: Mapping[str, str] = MappingProxyType(_official)
"""ISO alpha-3 -> the name we give the country."""
DEMONYMS: Mapping[str, str] = MappingProxyType(_demonyms)
"""Adjectives and names of the people ("French", "Americans") -> alpha-3."""
CAPITALS: Mapping[str, str] = MappingProxyType(_capitals)
"""Capitals and seats of government -> alpha-3."""
SEATS: Mapping[str, str] = MappingProxyType({code: form for form, code in reversed(_capitals.items())})
"""ISO alpha-3 -> the capital that is the seat of government."""
NAMES: Mapping[str, str] = MappingProxyType(_demonyms | _names)
"""Every form of the country itself, demonyms included, without capitals -> alpha-3."""
PROPER: Mapping[str, str] = MappingProxyType(_names)
"""Names proper ("France", "the Netherlands", "UK") without demonyms -> alpha-3."""
MONARCHIES = frozenset(
    (
        *("ARE", "BEL", "BHR", "BRN", "BTN", "DNK", "ESP", "GBR", "JOR", "JPN", "KHM", "KWT", "LIE", "LSO"),
        *("LUX", "MAR", "MCO", "MYS", "NLD", "NOR", "OMN", "QAT", "SAU", "SWE", "SWZ", "THA", "TON"),
    )
)
"""States with a monarch of their own."""
STATELESS: Mapping[str, str] = MappingProxyType(
    {form: name for name, others, _ in rows("stateless", 3) for form in (name, *split(others))}
)
"""Forms of the states whose status is disputed -> their name; their actors have no country code."""
_CAPITALISED = {form.upper(): code for form, code in NAMES.items() if len(form) >= _MIN_CAPITALS}


def code_of(name: str) -> str | None:
    """Return the alpha-3 code of a country's name, variant, demonym or abbreviation; None if it is none of these."""
    form = " ".join(name.split())
    bare = form[4:] if form[:4] in ("the ", "The ", "THE ") else form
    return NAMES.get(form) or NAMES.get(bare) or _CAPITALISED.get(bare)


def is_country(code: str | None) -> bool:
    """Tell a country's alpha-3 code from an organisation's acronym or nothing."""
    return code in OFFICIAL
