"""The people of one document: each with the name as first given in full, the titles and the countries beside it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from streams.core.extraction.actors.alphabet import BODY, GROUP
from streams.core.extraction.actors.runs import is_acronym
from streams.core.extraction.actors.tagging import Tagged
from streams.core.extraction.actors.titles import Owned, Owner, Title, owned_names
from streams.core.lexicon.given_names import GIVEN_NAMES, SURNAMES_FIRST
from streams.core.lexicon.leaders import leader
from streams.core.lexicon.person_names import keys, same_person
from streams.core.lexicon.roles import RoleEntry

_NATIONAL = frozenset((BODY, GROUP))
_ROYAL = frozenset(("king", "crown-prince", "prince", "pope", "cleric"))
"""Offices whose holders go by a first name, so that the title is part of the name: "King Salman"."""


@dataclass(slots=True)
class NamedPerson:
    """What the document says of one person so far."""

    name: str
    keys: tuple[str, ...]
    roles: list[RoleEntry] = field(default_factory=list)
    role: str | None = None
    owners: list[Owner] = field(default_factory=list)
    carried: list[Owner] = field(default_factory=list)
    affiliation: str | None = None
    hosts: set[str] = field(default_factory=set)
    bodies: bool = False
    """True if a title names a national body without its country: "Foreign Ministry spokesman"."""
    order: int = 0
    line: int = 0
    """The line that names the person first."""
    mentions: int = 1
    """How often the name stands in full or beside a title."""


@dataclass(slots=True)
class PeopleIndex:
    """The people of a document, found by any form of their names."""

    year: int | None = None
    """Of the document."""
    people: list[NamedPerson] = field(default_factory=list)
    _line: int = 0
    _by_key: defaultdict[str, list[NamedPerson]] = field(default_factory=lambda: defaultdict(list))

    def read(self, lines: Iterable[Tagged], titles: Iterable[Iterable[Title]]) -> None:
        """Enter everyone who is named beside a title or a country."""
        for number, (line, found) in enumerate(zip(lines, titles, strict=True)):
            self._line = number
            for title in found:
                if title.name:
                    self._enter_title(line, title, title.name)
            for owned in owned_names(line):
                self._enter_owned(line, owned)

    def _enter_title(self, line: Tagged, title: Title, name: tuple[int, int]) -> None:
        text = _name(line, title, name)
        if is_acronym(text) or all(len(key) == 1 for key in keys(text)):
            return
        person = self.enter(text)
        person.roles.extend(title.roles)
        person.role = person.role or (_role_text(line, title) if title.letter != GROUP else None)
        if title.owner:
            person.owners.append(title.owner)
        elif title.carried:
            person.carried.append(title.carried)
        if title.host:
            person.hosts.add(title.host)
        person.affiliation = person.affiliation or title.affiliation
        person.bodies = person.bodies or bool(_NATIONAL.intersection(line.letters[title.first : title.last + 1]))

    def _enter_owned(self, line: Tagged, owned: Owned) -> None:
        name = line.slice(owned.name[0], owned.name[1] - 1)
        known = self.find(name)
        words = keys(name)
        if known or (len(words) > 1 and words[0] in GIVEN_NAMES):
            (known or self.enter(name)).owners.append(owned.owner)

    def enter(self, name: str) -> NamedPerson:
        """Return the person of this name, entering a new one if the name is no form of a known one."""
        name = " ".join(name.split())
        person = self.find(name)
        if person is None or _is_other(person, name):
            person = NamedPerson(name, keys(name), order=len(self.people), line=self._line)
            self.people.append(person)
            self._index(person)
            return person
        person.mentions += 1
        if len(keys(name)) > len(person.keys) and len(person.keys) == 1:
            person.name, person.keys = name, keys(name)
            self._index(person)
        return person

    def _index(self, person: NamedPerson) -> None:
        for key in person.keys:
            if person not in self._by_key[key]:
                self._by_key[key].append(person)

    def find(self, name: str) -> NamedPerson | None:
        """Return the person whom `name` is a form of; the last word of a name goes before the others."""
        wanted = keys(name)
        found = [person for person in self._candidates(wanted) if same_person(wanted, person.keys)]
        if not found or all(person is found[0] for person in found):
            return found[0] if found else None
        return max(found, key=lambda person: self._rank(wanted, person))

    def is_one(self, name: str) -> bool:
        """Tell whether `name` is one person's, whole or in part, and not two people's joined: "Jean-Marc Ayrault"."""
        wanted = frozenset(keys(name))
        return any(wanted <= set(person.keys) for key in wanted for person in self._by_key.get(key, ()))

    def _rank(self, wanted: tuple[str, ...], person: NamedPerson) -> tuple[bool, bool, bool, bool, int]:
        """Equal names first, equal last words, no relatives, leaders of the time, the most named, the first."""
        surname = wanted[-1] == person.keys[-1] and wanted[0] not in SURNAMES_FIRST
        relative = any(role.office == "relative" for role in person.roles)
        known = self.year is not None and leader(person.name, frozenset(), self.year)
        leads = bool(known and known.in_office(self.year))
        return wanted == person.keys, surname, not relative, leads, person.mentions

    def _candidates(self, wanted: tuple[str, ...]) -> Iterator[NamedPerson]:
        for key in dict.fromkeys((*wanted[-1:], *wanted[:1])):
            yield from self._by_key.get(key, ())


def _is_other(person: NamedPerson, name: str) -> bool:
    """Tell whether a full name is another's than that of the leader known by the surname: not every Trump is Donald."""
    if len(person.keys) > 1 or len(keys(name)) == 1:
        return False
    known = leader(person.name, frozenset(), None)
    return known is not None and keys(known.name)[:1] != keys(name)[:1]


def _name(line: Tagged, title: Title, span: tuple[int, int]) -> str:
    first, last = span
    name = line.slice(first, last - 1)
    royal = title.roles and title.roles[-1].office in _ROYAL and title.last < first
    if royal and len(keys(name)) == 1 and line.letters[title.last] == "R":
        return f"{line.tags[title.last].text} {name}"
    return name


def _role_text(line: Tagged, title: Title) -> str:
    """Return the title without the country or organisation that it begins with."""
    first = title.first
    while first < title.head and line.letters[first] in "NCDKGOJZs":
        first += 1
    return " ".join(line.slice(first, title.last).split())
