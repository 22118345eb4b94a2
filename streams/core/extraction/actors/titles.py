"""The chunk grammar for titles and the names beside them: regular expressions over the tags of `alphabet`.

| text | letters | found |
| --- | --- | --- |
| Federal Minister for Planning Ahsan Iqbal | R f F N N | title before the name |
| Ahmed Shide, Ethiopia's finance minister | N N , C s R | title after the name, ETH |
| Ambassador of Nepal to Pakistan, Tapas Adhikari | R o C t C , N N | NPL: the sender, not the host |
| officials of the Thai Ministry of Commerce | S o d D B o F | a group without a name, THA |
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from schemas.facts import Actor
from streams.core.extraction.actors.alphabet import (
    BODY,
    CAPITAL,
    COUNTERPART,
    COUNTRY,
    DEMONYM,
    GROUP,
    INSTITUTION,
    NAME,
    ORGANISATION,
    PARTY,
    REGION,
    ROLE,
    STATELESS_STATE,
)
from streams.core.extraction.actors.tagging import Tag, Tagged
from streams.core.lexicon.organisations import Organisation
from streams.core.lexicon.roles import RoleEntry, Scope

_OWNER = "[CDKGOJZ]"
_BODY_OF = r"Bod?[FMBN](?:[FMBN]|,?a?(?=[FMN]+[,aFs]))*s?"
_BEFORE = (
    rf"(?:(?:[CD],)*[CD],?a(?=[CD][MFB]*[SL])|{_OWNER}s?|{_BODY_OF}(?=[MFBCDGR]*[RSB])|[MFBR]s?|0(?=[MF]*S)"
    rf"|(?<!{_OWNER})a(?=[NFMB]+[RSB])|N(?=[NFM]*(?:a[NF]+)?B)|-(?=[CD])|\([NOJC]\))*"
)
_ITEM = rf"(?:(?:{_OWNER}|[MFBS]|N(?=a?F|,F))s?|\([NOJC]\))"
_QUALIFIER = rf"d?(?:{_ITEM})+(?:(?:,a|,|a|o)d?[FMBN](?<!N(?!a?F))(?:{_ITEM})*)*"
_BODY_AFTER_COMMA = r",d?[CDGMFN]*B(?:od?[FMB]+)?(?:i[CG])?(?=,H*N)"
_UNKNOWN_BODY = r"od?N{1,4}(?=,)"
_AFTER = rf"(?:[otfir]{_QUALIFIER}|{_UNKNOWN_BODY})*(?:{_BODY_AFTER_COMMA})?"
_AFTER_GROUP = rf"(?:[or]{_QUALIFIER}|fd?[NF]+)*"
_OFFICE = rf"{_BEFORE}R{_AFTER}"
_ANOTHER_OFFICE = rf"(?:,a?|a|-)(?![CDOZ]s?[MFB]*R){_OFFICE}"
CHAIN = re.compile(rf"(?:N{{1,4}}s?(?!a))?(?:{_OFFICE}(?:{_ANOTHER_OFFICE})*|{_BEFORE}[SBL]{_AFTER_GROUP})")
"""A title or several joined ones, with the organisation before it: "Boeing president and CEO"."""

NAME_RUN = r"p{0,2}[NI]+(?:p{1,2}[NI]+)*"
"""Name words and the small words between them; each text is matched in one way only, so in linear time."""
_NAME_AFTER = re.compile(rf"d?H*({NAME_RUN})")
_NAMES_AFTER = re.compile(rf"H*({NAME_RUN})(?:(?:,a?|a)H*({NAME_RUN}))+")
_NAME_AFTER_COMMA = re.compile(rf",(?:d?H+({NAME_RUN})|({NAME_RUN})(?=[,x.vwfi(a]|$))(?!s?{_BEFORE}[RS])")
_NAME_BEFORE = re.compile(rf"({NAME_RUN})(?:,(?:0,)?(?:wv?)?d?|\((?:[NO]\))?d?|wvd?|vd)$")
_CLAUSE_GOES_ON = re.compile(r"x*[xv]")
"""After "Y, the Iranian president arrived": the title is a subject, no apposition to the name before it."""
_COMPANY = re.compile(rf"([CD])s?[FMBx]{{0,2}}E({NAME_RUN})|([C])s({NAME_RUN})(?![RSBF])")
_LEADS = 5
_LEADING = frozenset(("led", "leads", "leading", "headed", "heads", "heading", "represented", "represents"))
"""Verbs of "Patel led the Pakistan delegation"."""
_NAMED_BODY = re.compile(r"(D)[FN]{2,5}(?![RSBLFN])|N{1,3}od?(C)(?![RSBFNs])")
_OF_COUNTRY = re.compile(
    rf"({NAME_RUN})(?:,?rd?|od?(?:[NFG]{{1,3}}(?:[oi]d?|,))?|\()([CZOGP])|({NAME_RUN})[,(](P)|({NAME_RUN})xd?([CD])[MF]*S"
)
_COUNTRYS_NAME = re.compile(rf"([CZO])s({NAME_RUN})(?![RSBF])|([DJ])H*({NAME_RUN})(?![RSBFN])")
_JOINED_OWNERS = re.compile(r"[CD](?:,[CD])*,?a[CD]")
_DANGLING = re.compile(r"(?:[otfir]d?[MF]*D|s|\([NOJC]\))$")
_GEORGIA, _UNITED_STATES = "GEO", "USA"
_STATE_OFFICES = frozenset(("governor", "senator", "representative", "attorney-general"))
"""Offices by which Georgia is the state of the US."""
_LOOK_BACK = 16
"""Tags before a title in which its name is looked for."""

_OWNERS = frozenset((COUNTRY, DEMONYM, CAPITAL, REGION, ORGANISATION, INSTITUTION, STATELESS_STATE, PARTY))
_HEADS = frozenset((ROLE, GROUP, BODY, COUNTERPART))


@dataclass(frozen=True, slots=True)
class Owner:
    """Whom a title holds office for: a country's code or an organisation's acronym; None if it has none (Kosovo)."""

    code: str | None
    inferred: bool = False
    """True if the text does not say so, but its place does."""


@dataclass(frozen=True, slots=True)
class Title:
    """A title in a sentence, tags `first` to `last`; `name` is where the name beside it stands."""

    first: int
    last: int
    head: int
    letter: str
    """ROLE for one office holder, GROUP for several people, BODY for an institution."""
    roles: tuple[RoleEntry, ...]
    owner: Owner | None
    affiliation: str | None
    """The unknown name before the title: "Boeing" CEO, "Trump" adviser."""
    name: tuple[int, int] | None = None
    carried: Owner | None = None
    """Whom the title before it in a list holds office for; see `carrying`."""
    host: str | None = None
    """Where a diplomat is posted: never the country acted for."""

    others: tuple[tuple[str, Owner], ...] = ()
    """All owners with their words, where there are several: "Israeli and Palestinian leaders"."""

    @property
    def name_span(self) -> tuple[int, int] | None:
        """First and last tag of the name."""
        return (self.name[0], self.name[1] - 1) if self.name else None

    @property
    def extent(self) -> tuple[int, int]:
        """First and last tag of title and name together."""
        if self.name is None:
            return self.first, self.last
        return min(self.first, self.name[0]), max(self.last, self.name[1] - 1)


@dataclass(frozen=True, slots=True)
class Owned:
    """A name beside its country without a title: "Russia's Lavrov", "Narendra Modi of India"."""

    name: tuple[int, int]
    owner: Owner


def titles(tagged: Tagged) -> Iterator[Title]:
    """Yield the titles of a sentence from left to right."""
    letters = tagged.letters
    if not _HEADS.intersection(letters):
        return
    for match in CHAIN.finditer(letters):
        title = _title(tagged, match.start(), match.end())
        yield from _several(letters, title) if title.letter == GROUP else (title,)


def _several(letters: str, title: Title) -> Iterator[Title]:
    """Yield one title for each name after a plural: "Presidents Xi and Putin"."""
    names = _NAMES_AFTER.match(letters, title.last + 1)
    if names is None:
        yield title
        return
    first, last = title.first, title.last
    for name in re.finditer(NAME_RUN, names.group()):
        begin, end = names.start() + name.start(), names.start() + name.end()
        yield replace(title, first=first, last=last, name=(begin, end))
        first, last = end, end - 1


def _title(tagged: Tagged, start: int, end: int) -> Title:
    letters, tags = tagged.letters, tagged.tags
    first = start + len(letters[start:end]) - len(letters[start:end].lstrip("Ns")) if letters[start] == NAME else start
    affiliation = _affiliation(tagged, start, first) if first > start else None
    while letters[first] in "a-":
        first += 1
    start = first if affiliation is None else start
    head = _head(letters, first, end)
    roles = tuple(tag.value for tag in tags[first:end] if isinstance(tag.value, RoleEntry))
    diplomat = any(role.scope is Scope.DIPLOMAT for role in roles)
    owner, host = _owner(tags, letters, first, head, end, diplomat=diplomat)
    if owner and owner.code == _GEORGIA and any(role.office in _STATE_OFFICES for role in roles):
        owner = Owner(_UNITED_STATES)
    name = _name(letters, start, end) if letters[head] in (ROLE, COUNTERPART) else None
    end = _trimmed(letters, head, end)
    others = _other_owners(tags, letters, first, head)
    return Title(start, end - 1, head, letters[head], roles, owner, affiliation, name, host=host, others=others)


def _affiliation(tagged: Tagged, start: int, first: int) -> str:
    last = first - 1 if tagged.letters[first - 1] == NAME else first - 2
    return tagged.slice(start, last)


def _other_owners(tags: tuple[Tag, ...], letters: str, first: int, head: int) -> tuple[tuple[str, Owner], ...]:
    """Return the owners of "Israeli and Palestinian leaders" with their words."""
    joined = _JOINED_OWNERS.match(letters, first, head)
    owners = (i for i in range(first, joined.end()) if letters[i] in "CD") if joined else ()
    return tuple((tags[i].text, owner_of(tags[i])) for i in owners)


def _trimmed(letters: str, head: int, end: int) -> int:
    """Return where a title ends without what only begins another phrase: "officials of the Mexican [company]"."""
    dangling = _DANGLING.search(letters, head + 1, end)
    return dangling.start() if dangling else end


def _head(letters: str, first: int, end: int) -> int:
    """Return the last head before "of", "for" or "to"; offices go before bodies ("Foreign Ministry spokesman")."""
    offices = letters[first:end].find(ROLE)
    head = begin = first + offices if offices >= 0 else next(i for i in range(first, end) if letters[i] in _HEADS)
    for i in range(begin, end):
        if letters[i] in "otfir,":
            break
        if letters[i] in _HEADS and (letters[i] == ROLE or offices < 0):
            head = i
    return head


def _owner(
    tags: tuple[Tag, ...], letters: str, first: int, head: int, end: int, *, diplomat: bool
) -> tuple[Owner | None, str | None]:
    before = [i for i in range(first, head) if letters[i] in _OWNERS]
    if before:
        sent = len(before) > 1 and diplomat and letters[before[0] + 1] == "s" and letters[before[-1]] == DEMONYM
        return owner_of(tags[before[-1 if sent else 0]]), owner_of(tags[before[0]]).code if sent else None
    preposition = ""
    found: Owner | None = None
    host: str | None = None
    for i in range(head + 1, end):
        if letters[i] in "otfir":
            preposition = letters[i]
        elif letters[i] in _OWNERS:
            if diplomat and preposition in "tfir":
                host = host or owner_of(tags[i]).code
            else:
                found = found or owner_of(tags[i])
    return found, host


def owner_of(tag: Tag) -> Owner:
    """Return whom a tag of a country, place, organisation or institution stands for."""
    if isinstance(tag.value, Organisation):
        return Owner(tag.value.acronym)
    if isinstance(tag.value, Actor):
        return Owner(tag.value.country)
    return Owner(tag.value if isinstance(tag.value, str) and tag.letter != STATELESS_STATE else None)


def _name(letters: str, start: int, end: int) -> tuple[int, int] | None:
    after = _NAME_AFTER.match(letters, end)
    if after:
        return after.span(1)
    comma = _NAME_AFTER_COMMA.match(letters, end)
    if comma and (comma[1] or len(comma[2]) > 1):
        return comma.span(1) if comma[1] else comma.span(2)
    begin = max(0, start - _LOOK_BACK)
    before = _NAME_BEFORE.search(letters[begin:start])
    if before is None or (before[0][-1] == "d" and _CLAUSE_GOES_ON.match(letters, end)):
        return None
    name = (begin + before.start(1), begin + before.end(1))
    return name if name[0] > 0 or name[1] > 1 else None  # "Additionally, the president"


def named_bodies(letters: str) -> Iterator[tuple[int, int, int]]:
    """Yield first and last tag of names with a country in them, and the country's: "Voice of Nigeria"."""
    for match in _NAMED_BODY.finditer(letters):
        yield match.start(), match.end() - 1, match.start(match.lastindex or 0)


def companies(tagged: Tagged) -> Iterator[Owned]:
    """Yield the names that stand beside a country and are not known as people: "the Greek gas producer Energean"."""
    for match in _COMPANY.finditer(tagged.letters):
        place, name = (1, 2) if match[1] else (3, 4)
        yield Owned(match.span(name), owner_of(tagged.tags[match.start(place)]))


def owned_names(tagged: Tagged) -> Iterator[Owned]:
    """Yield the names that stand beside their country without a title."""
    for match in _COUNTRYS_NAME.finditer(tagged.letters):
        place, name = (1, 2) if match[1] else (3, 4)
        yield Owned(match.span(name), owner_of(tagged.tags[match.start(place)]))
    for match in _OF_COUNTRY.finditer(tagged.letters):
        name = 1 if match[1] else 3 if match[3] else 5
        place = name + 1
        if name == _LEADS and tagged.tags[match.end(name)].text not in _LEADING:
            continue
        yield Owned(match.span(name), owner_of(tagged.tags[match.start(place)]))
