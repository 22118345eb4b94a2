"""The actors of one document, each made once, so that every mention of one is the same value."""

import re
from collections.abc import Mapping, Sequence

from schemas.facts import Actor, ActorKind
from streams.core.extraction.actors import alphabet
from streams.core.extraction.actors.countries import Allegiance, CountryEvidence, Setting
from streams.core.extraction.actors.names import full_names, organisation_name
from streams.core.extraction.actors.people import NamedPerson, PeopleIndex
from streams.core.extraction.actors.runs import (
    NameRun,
    bare_name,
    is_acronym,
    is_company,
    is_person,
    runs,
    surnames_alone,
)
from streams.core.extraction.actors.tagging import Tag, Tagged
from streams.core.extraction.actors.titles import Title, companies, owner_of
from streams.core.lexicon.companies import COMPANIES
from streams.core.lexicon.leaders import leader
from streams.core.lexicon.organisations import Organisation
from streams.core.lexicon.outlets import NAMES as OUTLETS
from streams.core.lexicon.person_names import keys
from streams.core.lexicon.roles import BODY_NOUNS, CONTINENTAL, GROUPS, PUBLIC_NOUNS, VAGUE_GROUPS, Group, Scope

_GROUP_KINDS = {
    Group.OFFICIAL: ActorKind.GOVERNMENT,
    Group.BODY: ActorKind.GOVERNMENT,
    Group.PEOPLE: ActorKind.ORGANIZATION,
    Group.COMPANY: ActorKind.COMPANY,
    Group.INSTITUTION: ActorKind.ORGANIZATION,
}
_NATIONAL_GROUPS = frozenset((Group.OFFICIAL, Group.BODY))
_PEOPLE_NOUNS = frozenset(noun for noun, group in GROUPS.items() if group is Group.PEOPLE)
_GOVERNMENTS = frozenset(("administration", "army", "cabinet", "government", "military", "officials", "parliament"))
"""Nouns that mean the home country's, whichever government was named last."""
_HEADS = frozenset(("president", "prime-minister", "chancellor", "supreme-leader"))
"""Offices whose holders are called by the surname alone wherever their country is spoken of."""
_TOP_OFFICES = _HEADS | {"king", "leader", "crown-prince"}
_ACRONYM_AFTER = re.compile(r"\s*,?\s*\(?([A-Z][A-Za-z&.-]*[A-Z])\)")
_MET = re.compile(r"\b(?:with|meets?|met|meeting)\b[^.;]{0,60}$")
_OF_THE_PLACE = frozenset(("local", "host", "municipal"))
"""Words that say that officials are those of the place where the article is."""
_STAYS = 2
"""Lines for which an article stays where it is without naming the place again."""
_PLURAL_OFFICES = re.compile(
    r"(?:leaders|presidents|prime ministers|premiers|chancellors|(?:\w+ )?ministers)$", re.IGNORECASE
)
"""Without an owner these mean people named before; see `antecedents`."""


class EntityRegistry:
    """Names the actors of a document and says whom each acts for."""

    def __init__(
        self,
        lines: Sequence[Tagged],
        titles: Sequence[Sequence[Title]],
        setting: Setting,
        own: Mapping[tuple[str, ...], Actor],
    ) -> None:
        """`own` are people of the user's own, by the words of each of their names."""
        self._own = own
        self.people = PeopleIndex(setting.year)
        self._year = setting.year
        self.people.read(lines, titles)
        self.evidence = CountryEvidence(lines, [title for found in titles for title in found], self.people, setting)
        self._enter_untitled(lines, titles)
        self._names = full_names(lines)
        self._numbers = {id(line): number for number, line in enumerate(lines)}
        self._people: dict[int, Actor] = {}
        self._bodies = self._companies(lines)
        self._nouns: dict[str, Actor] = {}
        self._offices: dict[int, frozenset[str]] = {}

    def _companies(self, lines: Sequence[Tagged]) -> dict[str, Actor]:
        """Return the companies that stand beside a country, by name."""
        found: dict[str, Actor] = {}
        for line in lines:
            for owned in companies(line):
                name = " ".join(line.slice(owned.name[0], owned.name[1] - 1).split())
                if self.people.find(name) is None:
                    found.setdefault(name, Actor(name=name, kind=ActorKind.COMPANY, country=owned.owner.code))
        return found

    def _enter_untitled(self, lines: Sequence[Tagged], titles: Sequence[Sequence[Title]]) -> None:
        surnames = surnames_alone(lines)
        headline_last = [*range(1, len(lines)), 0]
        for line, found in ((lines[i], titles[i]) for i in headline_last):
            for run in runs(line, [title.name_span for title in found if title.name_span]):
                known = self.people.find(run.text) or self.people.find(bare_name(run.text))
                if known:
                    known.mentions += 1
                elif self._is_person(line, run, surnames):
                    self.people.enter(self._first_of_pair(run.text) or _without_epithet(run.text))

    def _first_of_pair(self, text: str) -> str | None:
        """Return the leader who is joined with another: "the Donald Trump-Kim summit"; None if it is one name."""
        first, _, second = text.partition("-")
        joined = first and second and leader(text, frozenset(), self._year) is None
        if not joined or not (self.people.find(second) or self.evidence.spoken_of(second)):
            return None
        if leader(first, frozenset(), self._year):
            return first
        surname = first.split()[-1]
        return surname if self.evidence.spoken_of(surname) else None

    def _is_person(self, line: Tagged, run: NameRun, surnames: frozenset[str]) -> bool:
        words = keys(run.text)
        if words in self._own or leader(run.text, frozenset(), self._year) or is_person(line, run, surnames):
            return True
        if len(words) != 1:
            return False
        known = self.evidence.spoken_of(run.text)
        return known is not None and (words[0] in surnames or (known.office in _HEADS and known.in_power(self._year)))

    def person(self, person: NamedPerson) -> Actor:
        """Return the actor that a person of the register is."""
        known = self._people.get(person.order) or self._own.get(person.keys)
        if known is None:
            allegiance = self.evidence.of_person(person)
            known = Actor(
                name=person.name,
                kind=ActorKind.PERSON,
                role=person.role,
                country=allegiance.code,
                inferred=allegiance.inferred,
            )
            self._people[person.order] = known
        return known

    def state(self, tag: Tag) -> Actor:
        """Return the actor that a country, its capital, a seat of government or an organisation is."""
        if isinstance(tag.value, Actor):
            return tag.value
        if isinstance(tag.value, Organisation):
            name = organisation_name(tag, tag.value, self._names)
            body = Actor(name=name, kind=ActorKind.ORGANIZATION, country=tag.value.acronym)
            self._nouns[tag.value.name.rsplit(" ", 1)[-1].lower()] = body
            return body
        code = owner_of(tag).code
        name = self._names.get(code, tag.text) if tag.letter == alphabet.COUNTRY and code else tag.text
        return Actor(name=name, kind=ActorKind.GOVERNMENT, country=code)

    def groups(self, line: Tagged, title: Title) -> tuple[Actor, ...]:
        """Return the actors that a group or body is, one for each owner: "Israeli and Palestinian leaders"."""
        first = self._group(line, title)
        if first is None or not title.others:
            return (first,) if first else ()
        noun = " ".join(line.slice(title.head, title.last).split())
        return tuple(
            first.model_copy(update={"name": f"{words} {noun}", "country": owner.code}) for words, owner in title.others
        )

    def _group(self, line: Tagged, title: Title) -> Actor | None:
        """Return the actor that a group or body is; None for one that the text leaves open ("the members")."""
        tag = line.tags[title.head]
        kind = tag.value if isinstance(tag.value, Group) else Group.OFFICIAL
        noun = tag.text.lower()
        if kind is Group.INSTITUTION and noun == tag.text and not _is_body(line, title, noun):
            return self._nouns.get(noun) if title.first == title.last else None
        if title.owner is None and title.affiliation is None and title.carried is None:
            if title.first == title.last and noun in self._nouns and noun not in _GOVERNMENTS:
                return self._nouns[noun]
            if not _says_enough(line, title, kind, tag):
                return None
        allegiance = self._of_hosts(line, title, kind) or self._of_group(title, kind, noun)
        name = " ".join(line.slice(title.first, title.last).split())
        body = Actor(name=name, kind=_GROUP_KINDS[kind], country=allegiance.code, inferred=allegiance.inferred)
        self._remember(body, noun, line.text[line.tags[title.last].end :])
        return body

    def _of_hosts(self, line: Tagged, title: Title, kind: Group) -> Allegiance | None:
        """Return the country of officials whom a traveller meets: "she will meet with officials", "local leaders"."""
        if kind is not Group.OFFICIAL or title.owner is not None or title.carried is not None:
            return None
        number, code = self._numbers[id(line)], None
        if any(tag.text.lower() in _OF_THE_PLACE for tag in line.tags[title.first : title.head]):
            code = self.evidence.last_site(number, title.first, back=_STAYS)
        if self.evidence.publisher and code in (None, self.evidence.publisher):
            met = _MET.search(line.text[: line.tags[title.first].start])
            code = self.evidence.last_foreign(number, title.first, back=1) if met else None
        return Allegiance(code, inferred=True) if code else None

    def _remember(self, body: Actor, noun: str, rest: str) -> None:
        """Keep a body for "the commission" and for the acronym that follows it: "... Commission (EFCC)"."""
        if not body.inferred and body.kind is not ActorKind.COMPANY and noun not in _PEOPLE_NOUNS:
            self._nouns[noun] = body
        acronym = _ACRONYM_AFTER.match(rest)
        if acronym:
            self._bodies.setdefault(acronym[1], body)

    def _of_group(self, title: Title, kind: Group, noun: str) -> Allegiance:
        owner = title.owner or title.carried
        if owner:
            return Allegiance(owner.code)
        company = self._bodies.get(title.affiliation or "")
        if company:
            return Allegiance(company.country)
        patron = self.people.find(title.affiliation) if title.affiliation else None
        if patron:
            return self.evidence.of_person(patron)
        known = leader(title.affiliation, frozenset(), self._year) if title.affiliation else None
        if known:
            return Allegiance(known.country)
        if kind in _NATIONAL_GROUPS or noun in PUBLIC_NOUNS:
            return Allegiance(self.evidence.home, inferred=True)
        return Allegiance(None)

    def office(self, line: Tagged, title: Title) -> Actor | None:
        """Return the actor that a title without a name is: someone of the register, else the office itself."""
        if title.owner is None and all(role.scope is Scope.PRIVATE for role in title.roles):
            return None
        holder = self._holder(title)
        if holder:
            return self.person(holder)
        owner = title.owner or title.carried
        implied = self.evidence.implied(title.roles) or self.evidence.national(title.roles)
        allegiance = Allegiance(owner.code, owner.inferred) if owner else implied
        if allegiance.code is None and title.owner is None:
            return None
        name = " ".join(line.slice(title.first, title.last).split())
        role = " ".join(line.slice(title.head, title.last).split())
        return Actor(name=name, kind=ActorKind.PERSON, role=role, country=allegiance.code, inferred=allegiance.inferred)

    def _holder(self, title: Title) -> NamedPerson | None:
        """Return who holds the office: of the country named, else of the home country, else the only one."""
        offices = frozenset(role.office for role in title.roles)
        found = [person for person in self.people.people if self._holds(person, offices)]
        owner = title.owner or title.carried
        wanted = owner.code if owner else self.evidence.home
        ours = [person for person in found if self.person(person).country == wanted]
        if ours or owner:
            return ours[0] if ours else None
        return found[0] if len(found) == 1 else None

    def _holds(self, person: NamedPerson, offices: frozenset[str]) -> bool:
        held = self._offices.get(person.order)
        if held is None:
            roles = frozenset(role.office for role in person.roles)
            known = leader(person.name, roles, self._year)
            held = self._offices[person.order] = roles | ({known.office} if known else frozenset())
        return any(_answers(wanted, office) for wanted in offices for office in held)

    def named_body(self, text: str, demonym: Tag) -> Actor:
        """Return the actor that a name beginning with a demonym is."""
        name = " ".join(text.split())
        return self._bodies.setdefault(
            name, Actor(name=name, kind=ActorKind.ORGANIZATION, country=owner_of(demonym).code)
        )

    def organisation(self, text: str) -> Actor | None:
        """Return the actor that a name is if it ends like a company's or is an acronym; outlets are none."""
        if text.lower() in OUTLETS:
            return None
        if text in self._bodies:
            return self._bodies[text]
        seat = COMPANIES.get(text) or COMPANIES.get(text.rpartition(" ")[0] if is_company(text) else "")
        if seat:
            return Actor(name=text, kind=ActorKind.COMPANY, country=seat)
        if is_company(text):
            return Actor(name=text, kind=ActorKind.COMPANY)
        if is_acronym(text):
            return Actor(name=text, kind=ActorKind.ORGANIZATION, country=self.evidence.home, inferred=True)
        return Actor(name=text, kind=ActorKind.COMPANY) if len(text) > 1 else None


def _without_epithet(text: str) -> str:
    """Return the leader of "Stubborn Biden"; other names whole."""
    bare = bare_name(text)
    return bare if bare != text and leader(bare, frozenset(), None) and not leader(text, frozenset(), None) else text


def _answers(wanted: str, office: str) -> bool:
    """Tell whether the holder of an office is meant by another word for it: "the leader", "the minister"."""
    if wanted == "leader":
        return office in _TOP_OFFICES
    return wanted == office or (wanted == "minister" and office.endswith("-minister"))


def _is_body(line: Tagged, title: Title, noun: str) -> bool:
    """Tell whether a noun in lower case is a body with an owner: "Kenya's treasury board", "the board of the UN"."""
    before, after = line.letters[title.first : title.head], line.letters[title.head + 1 : title.last + 1]
    owned = any(letter in "CDGJOZ" for letter in before) or alphabet.ORGANISATION in after
    return noun in BODY_NOUNS and owned


def _says_enough(line: Tagged, title: Title, kind: Group, tag: Tag) -> bool:
    if tag.text.lower() in VAGUE_GROUPS:
        return False
    if any(tag.text.lower() in CONTINENTAL for tag in line.tags[title.first : title.head]):
        return False
    if _PLURAL_OFFICES.match(tag.text) and all(line.letters[i] in "FM" for i in range(title.first, title.head)):
        return False
    if kind is Group.INSTITUTION:  # "Anti-Corruption Commission", but not "the commission"
        return title.last > title.first
    return kind in _NATIONAL_GROUPS
