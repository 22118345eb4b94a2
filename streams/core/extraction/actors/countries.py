"""Which country or organisation each actor of a document acts for."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from streams.core.extraction.actors.alphabet import CAPITAL
from streams.core.extraction.actors.people import NamedPerson, PeopleIndex
from streams.core.extraction.actors.tagging import Tagged
from streams.core.extraction.actors.titles import Title
from streams.core.lexicon.countries import MONARCHIES, is_country
from streams.core.lexicon.leaders import Leader, holders, leader, leaders_called
from streams.core.lexicon.offices import LACKING
from streams.core.lexicon.organisations import ORGANISATIONS
from streams.core.lexicon.person_names import keys
from streams.core.lexicon.roles import RoleEntry, Scope

_NATIONAL = frozenset((Scope.STATE, Scope.REGION, Scope.MILITARY))
"""Scopes whose holders act for the home country if the text names no other."""
_ROYAL = frozenset(("king", "crown-prince", "prince"))
_COUNTED = frozenset("CDJ")
_PLACES = frozenset("CDK")
_COUNTERPART = re.compile(r"(?<=h)D(?=[MF]*L)")
"""Whose "his counterpart" is."""
_AT_SITE = re.compile(r"[itfrx]d?[MF]*([CKG])(?!s)")
_TOWARDS = frozenset(("in", "at", "to", "from", "near", "across", "visit", "visits", "visited", "visiting", "toured"))
"""Words before a place that say that somebody is or goes there."""
_SINGLE = frozenset(("prime-minister", "foreign-minister", "attorney-general"))
"""Offices of which a state has one, and which no other body has."""
_WITH_PREMIERS = frozenset(("AUS", "CAN", "ZAF"))
"""States whose provinces have premiers: theirs is no foreign prime minister."""
_PREMIER = re.compile(r"\bpremier\b", re.IGNORECASE)
_SECOND = re.compile(
    r"\b(?:former|ex|then|deputy|vice|acting|designate|elect|assistant|shadow|state|junior|candidate)\b", re.IGNORECASE
)
"""Words of titles that several may hold at a time, or one who holds it no more."""
_MENTIONED = 0.05
"""Share of the main country's weight below which the outlet's country counts as not spoken of."""
_ABROAD = 5
"""Weight of the main country below which a document is none about another country: it only mentions one."""
_PROMINENT = 0.5
"""Share of the main country's weight above which the dateline's country is the home of an international article."""
_SPOKEN_OF = 6
"""Weight from which a document speaks so much of a country that a bare surname means its leader."""
_TITLE_WEIGHT = 3
_LEDE_WEIGHT = 2
_LEDE = 4
"""Lines (headline included) in which a country counts as part of the lede."""


@dataclass(frozen=True, slots=True)
class Allegiance:
    """A country or organisation, and whether the text says so."""

    code: str | None
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when an article was published: the countries of its outlet and its dateline, and the year."""

    home: str | None
    dateline: str | None
    year: int | None
    official: bool = False
    """True if a government publishes: it always speaks of itself."""


class CountryEvidence:
    """What a whole document says about countries."""

    def __init__(self, lines: Sequence[Tagged], titles: Iterable[Title], people: PeopleIndex, setting: Setting) -> None:
        self._register = people
        self._year = setting.year
        self._lines = lines
        self._outlets, self._dateline = setting.home, setting.dateline
        self.publisher = setting.home if setting.official else None
        self.weights = country_weights(lines)
        self.main = min(self.weights, key=lambda code: (-self.weights[code], code)) if self.weights else None
        self.home = self._choose_home(setting)
        self._offices = _office_holders(titles)

    def _choose_home(self, setting: Setting) -> str | None:
        """Return whose "the army" is: the outlet's country's, unless the article does not speak of it."""
        top = self.weights[self.main] if self.main else 0
        if setting.home and setting.home == setting.dateline:
            return setting.home
        if setting.home:
            spoken_of = self.weights[setting.home] + self._capital_named(setting.home)
            elsewhere = top >= _ABROAD and spoken_of < _MENTIONED * top and not setting.official
            return self.main if elsewhere else setting.home
        return setting.dateline if self.weights[setting.dateline or ""] > _PROMINENT * top else self.main

    def _capital_named(self, country: str) -> int:
        """Return how often the document names a country's capital: papers seldom name the country where they appear."""
        return sum(tag.letter == CAPITAL and tag.value == country for line in self._lines for tag in line.tags)

    def of_person(self, person: NamedPerson) -> Allegiance:
        """Return whom a person acts for: named in the text, else known of the person, else the home country."""
        offices = frozenset(role.office for role in person.roles)
        known = leader(person.name, offices, self._year) or self.spoken_of(person.name)
        explicit = _explicit(person, known, self._year) or self._of_affiliation(person)
        if explicit:
            return explicit
        implied = self.implied(person.roles)
        if implied:
            return implied
        if person.carried:
            return Allegiance(person.carried[0].code, person.carried[0].inferred)
        return self._by_default(person)

    def spoken_of(self, surname: str) -> Leader | None:
        """Return the leader of this surname whose country the document speaks of most."""
        found = [known for known in leaders_called(surname, self._year) if self._speaks_of(known.country)]
        return max(found, key=lambda known: self.weights[known.country or ""], default=None)

    def _speaks_of(self, country: str | None) -> bool:
        return self.weights[country or ""] >= _SPOKEN_OF

    def _of_affiliation(self, person: NamedPerson) -> Allegiance | None:
        """Return whom the affiliation acts for: Trump for "Trump adviser X"."""
        if not person.affiliation:
            return None
        patron = self._register.find(person.affiliation)
        if patron and patron is not person and not patron.affiliation:
            return self.of_person(patron)
        known = leader(person.affiliation, frozenset(), self._year)
        if known:
            return Allegiance(known.country)
        body = ORGANISATIONS.get(person.affiliation)
        return Allegiance(body.acronym) if body else None

    def _by_default(self, person: NamedPerson) -> Allegiance:
        for role in person.roles:
            if role.scope is Scope.STATE and self._offices.get(role.office) and self.home != self._outlets:
                return Allegiance(self._offices[role.office])
        if self.home and self._is_foreign(person):
            return Allegiance(self.abroad(person.line), inferred=True)
        if self._meets_home_counterpart(person):
            return Allegiance(None)
        allegiance = self.national(person.roles, person.hosts, bodies=person.bodies)
        if allegiance.code is None and not _private(person) and (person.roles or self.home == self._outlets):
            return Allegiance(self.home, inferred=True)
        return allegiance

    def _meets_home_counterpart(self, person: NamedPerson) -> bool:
        """Tell who is named before "his Vietnamese counterpart" where home is Vietnam: they are from elsewhere."""
        line = self._lines[person.line]
        own = line.text.find(person.name)
        counterparts = (line.tags[match.start()] for match in _COUNTERPART.finditer(line.letters))
        return any(0 <= own < tag.start and tag.value == self.home for tag in counterparts)

    def _is_foreign(self, person: NamedPerson) -> bool:
        """Tell an officer of another state: the home country lacks the office, or another is known to hold it."""
        if self.home in _WITH_PREMIERS and _PREMIER.search(person.role or ""):
            return False
        lacking = LACKING.get(self.home or "", frozenset())
        if any(role.country is None and role.office in lacking for role in person.roles):
            return True
        return any(self._is_anothers(role.office, person) for role in person.roles)

    def _is_anothers(self, office: str, person: NamedPerson) -> bool:
        if self._year is None or office not in _SINGLE or _SECOND.search(person.role or ""):
            return False
        holder = holders(self.home, office, self._year)
        return bool(holder) and all(set(keys(known.name)).isdisjoint(person.keys) for known in holder)

    def abroad(self, number: int) -> str | None:
        """Return the foreign country named last up to line `number`, else the most spoken of, else the dateline's."""
        others = [code for code in self.weights if code != self.home]
        most = max(others, key=lambda code: (self.weights[code], code), default=None)
        return self.last_foreign(number, None, back=number) or most or self._dateline

    def last_foreign(self, number: int, end: int | None, back: int) -> str | None:
        """Return the foreign country named last up to tag `end` of the line `number`, or in the `back` lines before."""
        for n in range(number, max(0, number - back) - 1, -1):
            tags = self._lines[n].tags[: end if n == number else None]
            found = [tag.value for tag in tags if tag.letter in _PLACES and isinstance(tag.value, str)]
            foreign = [code for code in found if code != self.home]
            if foreign:
                return foreign[-1]
        return None

    def last_site(self, number: int, end: int, back: int) -> str | None:
        """Return the country of the place named last up to tag `end` of the line `number`, or in the `back` before."""
        for n in range(number, max(0, number - back) - 1, -1):
            line = self._lines[n]
            for site in reversed(list(_AT_SITE.finditer(line.letters, 0, end if n == number else len(line.letters)))):
                tag, word = line.tags[site.start(1)], line.tags[site.start()].text.lower()
                if word in _TOWARDS and isinstance(tag.value, str):
                    return tag.value
        return None

    def implied(self, roles: Iterable[RoleEntry]) -> Allegiance | None:
        """Return the country that a bare title implies, if the document speaks of it."""
        for role in roles:
            if role.country and (self.weights[role.country] or self.home is None or role.office == "pope"):
                return Allegiance(role.country)
        return None

    def _monarchy(self) -> str | None:
        spoken = [code for code in self.weights if code in MONARCHIES]
        return min(spoken, key=lambda code: (-self.weights[code], code), default=self.home)

    def national(
        self, roles: Collection[RoleEntry], hosts: Collection[str | None] = (), *, bodies: bool = False
    ) -> Allegiance:
        """Return the home country for national offices, nothing for others and for diplomats posted to it."""
        offices = [role.office for role in roles]
        if any(office in _ROYAL for office in offices):
            return Allegiance(self._monarchy(), inferred=True)
        scopes = {role.scope for role in roles}
        if scopes & _NATIONAL or bodies:
            return Allegiance(self.home, inferred=True)
        if Scope.DIPLOMAT in scopes and self.home not in hosts:
            return Allegiance(self.home, inferred=True)
        return Allegiance(None)


def _private(person: NamedPerson) -> bool:
    """Tell people of a profession, and executives of a company, from officials."""
    return any(
        role.scope is Scope.PRIVATE or (role.office == "chief-executive" and person.affiliation)
        for role in person.roles
    )


def country_weights(lines: Iterable[Tagged]) -> Counter[str]:
    """Return how much a document speaks of each country: headline before lede before the rest."""
    weights: Counter[str] = Counter()
    for number, line in enumerate(lines):
        weight = _TITLE_WEIGHT if number == 0 else _LEDE_WEIGHT if number < _LEDE else 1
        for tag in line.tags:
            if tag.letter in _COUNTED and isinstance(tag.value, str):
                weights[tag.value] += weight
    return weights


def _office_holders(titles: Iterable[Title]) -> dict[str, str | None]:
    """Offices that the document speaks of for one country only: "the Russian foreign minister" -> RUS."""
    found: dict[str, str | None] = {}
    for title in titles:
        code = title.owner.code if title.owner and not title.name else None
        for role in title.roles if code else ():
            found[role.office] = code if found.get(role.office, code) == code else None
    return found


def _explicit(person: NamedPerson, known: Leader | None, year: int | None) -> Allegiance | None:
    counts = Counter(owner.code for owner in person.owners)
    best = max(counts.values(), default=0)
    named = next((owner.code for owner in person.owners if counts[owner.code] == best), None)
    if known and (
        known.in_power(year) or named is None or is_country(named)
    ):  # a leader may have moved to an organisation
        return Allegiance(known.country)
    return Allegiance(named) if person.owners else None
