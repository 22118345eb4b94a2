"""Words of which titles, groups and bodies are made: "Deputy Prime Minister", "U.S. officials", "Ministry of Finance".

A form with a capital letter in the data ("PM", "Gen.") is looked up with its case, all others in any case.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from streams.core.lexicon.tables import rows, split


class Scope(StrEnum):
    """What the holder of a role holds office in."""

    STATE = "state"
    REGION = "region"
    DIPLOMAT = "diplomat"
    MILITARY = "military"
    BODY = "body"
    PRIVATE = "private"


class Group(StrEnum):
    """What a collective noun stands for."""

    OFFICIAL = "official"
    PEOPLE = "people"
    COMPANY = "company"
    BODY = "body"
    INSTITUTION = "institution"


@dataclass(frozen=True, slots=True)
class RoleEntry:
    """The head of a title: `office` is shared by roles that answer to one another ("premier", "prime minister")."""

    scope: Scope
    office: str
    country: str | None
    """The country of a bare title that only one country uses ("Taoiseach")."""


def _read_roles() -> dict[str, RoleEntry]:
    roles: dict[str, RoleEntry] = {}
    for forms, scope, office, country in rows("roles", 4):
        role = RoleEntry(Scope(scope), office, country or None)
        roles.update(dict.fromkeys(split(forms), role))
    return roles


def _read_groups() -> dict[str, Group]:
    groups: dict[str, Group] = {}
    for kind, forms in rows("groups", 2):
        for form in split(forms):
            groups.setdefault(form, Group(kind))
    return groups


_words = {kind: frozenset(split(forms)) for kind, forms in rows("title_words", 2)}

ROLES: Mapping[str, RoleEntry] = MappingProxyType(_read_roles())
"""Head of a title -> its role."""
GROUPS: Mapping[str, Group] = MappingProxyType(_read_groups())
"""Collective noun or noun for a body -> what it stands for."""
MODIFIERS = _words["modifier"]
"""Words before a role that do not change whose it is: "deputy", "former", "federal"."""
PORTFOLIO = _words["portfolio"]
"""Words that name what a ministry or department deals with."""
ENTERPRISES = _words["enterprise"]
"""Nouns for a company that stand before its name: "producer", "giant"."""
HONORIFICS = _words["honorific"]
"""Words before a name that are no part of it: "Mr", "Her Excellency"."""
PARTICLES = _words["particle"]
"""Small words inside names: "bin", "von", "de"."""
NAME_LIKE = _words["name-like"]
"""Words of the other lists, and places, that are also first or family names: "Jordan", "Power"."""
NOT_NAMES = _words["not-name"]
"""Words, in lower case, that are capitalised at the start of a sentence or headline but are no name."""
VAGUE_GROUPS = _words["vague-group"]
"""Groups that mean nobody without their owner: "the members", but "ASEAN members"."""
SAYING = _words["saying"]
"""Lemmas of verbs whose subject, if it is a capital, is that country's government: "Beijing said"."""
GIVING = _words["giving"]
"""Lemmas of verbs that have whom something is given to, or promised, beside them."""
GIFTS = _words["gift"]
"""Nouns, in lower case, for what is given "to" somebody."""
ADDRESSING = _words["addressing"]
"""Lemmas of verbs whose object, if it is a capital, is that country's government: "urged Tehran"."""
SPEAKING = _words["speaking"]
"""Lemmas of verbs whose subject is who speaks in the quotation beside them."""
NOT_STATES = _words["not-state"]
"""Names that begin with a country's and are no state's: "North America", "the South China Sea"."""
CALENDAR = _words["calendar"]
"""Days and months, in lower case."""
BODY_NOUNS = _words["body-noun"]
"""Nouns that are a body even in lower case where their owner stands before them."""
PERSON_VERBS = _words["person-verb"]
"""Words after a single name that show it to be a person's."""
PUBLIC_NOUNS = _words["public-noun"]
"""Nouns for bodies of the state: one without an owner is the home country's."""
CONTINENTAL = _words["continental"]
"""Words that say that a group is of many countries: "African presidents", "world leaders"."""
