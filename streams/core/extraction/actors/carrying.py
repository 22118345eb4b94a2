"""Titles without a country of their own: whom they act for follows from the context.

| text | rule |
| --- | --- |
| Egypt's President X, Foreign Minister Y and spy chief Z | the items of a list act for whom the first acts |
| the Russian delegation included Mr X, Deputy Minister | the members of a delegation |
| Foreign Minister Baerbock and Culture Minister X | likewise, after a leader known by the name |
| In Egypt, he met Foreign Minister X | those whom a traveller meets act for the place |
| CAIRO - Irish Foreign Minister X met Trade Minister Y here | likewise, for that of the dateline: inferred |
| Irish Foreign Minister X met Trade Minister Y in Cairo | likewise |
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from streams.core.extraction.actors.alphabet import GROUP, ROLE
from streams.core.extraction.actors.countries import Setting
from streams.core.extraction.actors.tagging import Tagged
from streams.core.extraction.actors.titles import Owner, Title, owner_of
from streams.core.lexicon.countries import is_country
from streams.core.lexicon.leaders import leader
from streams.core.lexicon.offices import LACKING
from streams.core.lexicon.roles import Scope

_LIST = re.compile(r"[,ad;.H]*")
_INCLUDING = re.compile(
    r"\b(?:includ(?:ing|ed|es)|compris(?:ing|ed|es)|consist(?:ing|ed|s) of|(?:co-)?(?:led|headed|represented) by|namely"
    r"|such as|accompanied by|(?:were|was)(?!\s(?:received|welcomed|greeted|hosted|met)\b))\b"
)
_OPENING_PLACE = re.compile(r"id?[MF]*([CK]),")
_PLACE = re.compile(r"[it]d?[MF]*([CK])(?!s)")
_MEETS = re.compile(
    r"\b(?:with|met|meets?|meeting|called on|received by|hosted by)\b(?:(?!\b(?:his|her|its|their)\b)[^.;:]){0,40}$"
)
"""What stands before those whom a guest meets; "his defence minister" is no host."""


def owners_from_context(line: Tagged, titles: Sequence[Title], setting: Setting) -> Iterator[Title]:
    """Yield the titles of a line, those without an owner with the one that their surroundings give them."""
    reader = _Reader(line, setting)
    for title in titles:
        yield reader.read(title)


@dataclass(slots=True)
class _Reader:
    """What has been read of a line so far."""

    line: Tagged
    setting: Setting
    end: int = 0
    owner: Owner | None = None
    """Of the title before, if it may go on in a list."""
    diplomatic: bool = False
    """True if that title is a diplomat's: hosts are listed beside ambassadors."""
    delegation: Owner | None = None
    guest: Owner | None = None
    """Whom the first title with a name acts for, once there is one."""
    named: bool = False

    def read(self, title: Title) -> Title:
        first, last = title.extent
        if self.owner and not self._goes_on(first):
            self.owner = None
        if title.owner is None and title.affiliation is None and (title.name or title.letter == GROUP):
            title = replace(title, carried=self._carried(title, first))
            self.owner = self.owner or self._of_leader(title)
        else:
            self.owner = title.owner or self.owner
            self.diplomatic = _is_diplomat(title)
        if title.letter == ROLE and (title.owner or title.carried or title.affiliation) is None:
            title = replace(title, carried=self._host(title, first))
        if title.name and self.guest is None:
            self.guest = title.owner or title.carried or Owner(None)
        if title.letter == GROUP and title.owner and _INCLUDING.match(self._text_after(title.last).lstrip(" ,")):
            self.delegation = title.owner
        self.named = self.named or title.name is not None
        self.end = last + 1
        return title

    def _goes_on(self, first: int) -> bool:
        between = self.line.text[self.line.tags[self.end - 1].end : self.line.tags[first].start]
        return bool(_LIST.fullmatch(self.line.letters[self.end : first]) or _INCLUDING.search(between))

    def _carried(self, title: Title, first: int) -> Owner | None:
        owner = self.owner if _is_diplomat(title) or not self.diplomatic else None
        if owner and any(role.office in LACKING.get(owner.code or "", ()) for role in title.roles):
            owner = None
        return owner or self.delegation or (self._place(title, first) if self.named else None)

    def _place(self, title: Title, first: int) -> Owner | None:
        """Return where those are who are met; people with names only of the place that opens the sentence."""
        opening = _OPENING_PLACE.match(self.line.letters)
        places = [opening] if opening else []
        if title.letter == GROUP:
            places += _PLACE.finditer(self.line.letters, 0, first)
        return owner_of(self.line.tags[places[-1].start(1)]) if places else None

    def _host(self, title: Title, first: int) -> Owner | None:
        """Return where an officer is whom a guest meets: the dateline's country, or the only one the line is set in."""
        guest, sites = self.guest.code if self.guest else None, self._sites()
        here = self.setting.dateline or next((site for site, known in sites if known), None)
        if here is None or guest == here or not is_country(guest) or self.setting.home not in (None, here, guest):
            return None
        elsewhere = any(site != here for site, _ in sites)
        if elsewhere or any(role.office in LACKING.get(here, ()) for role in title.roles):
            return None
        met = _MEETS.search(self.line.text, 0, self.line.tags[first].start)
        return Owner(here, inferred=True) if met else None

    def _sites(self) -> list[tuple[str | None, bool]]:
        """Return the countries of the line's places, each with whether something is said to be there."""
        found = []
        for match in _PLACE.finditer(self.line.letters):
            word = self.line.tags[match.start()].text
            found.append((owner_of(self.line.tags[match.start(1)]).code, word in ("in", "at")))
        return found

    def _of_leader(self, title: Title) -> Owner | None:
        """Return whom a leader acts for who is known by the name: of the ministers listed after them too."""
        span, year = title.name_span, self.setting.year
        known = leader(self.line.slice(*span), frozenset(), year) if span and title.roles else None
        return Owner(known.country) if known and known.in_power(year) else None

    def _text_after(self, last: int) -> str:
        return self.line.text[self.line.tags[last].end :]


def _is_diplomat(title: Title) -> bool:
    return any(role.scope is Scope.DIPLOMAT for role in title.roles)
