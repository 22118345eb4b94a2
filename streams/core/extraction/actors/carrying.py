"""Titles in a list act for whom the first one acts: "Egypt's President X, Foreign Minister Y and spy chief Z"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from streams.core.extraction.actors.tagging import GROUP, Tagged
from streams.core.extraction.actors.titles import Owner, Title, owner_of
from streams.core.lexicon.roles import Scope

_OPENING_PLACE = re.compile(r"id?[MF]*([CK]),")
"""After "In Egypt, ..." those whom the first person meets are Egypt's."""
_LIST = re.compile(r"[,ad;.H]*")
_INCLUDING = re.compile(
    r"\b(?:includ(?:ing|ed|es)|compris(?:ing|ed|es)|consist(?:ing|ed|s) of|(?:co-)?(?:led|headed|represented) by|namely"
    r"|such as|accompanied by|were|was)\b"
)
_LEADING = re.compile(r"\b(?:co-)?(?:led|leads|leading|headed|heads|heading)\b")


def carry(line: Tagged, titles: Sequence[Title]) -> Iterator[Title]:
    """Yield the titles of a line, those without an owner with the one that the list or delegation gives them."""
    owner: Owner | None = None
    delegation: Owner | None = None
    end, diplomatic = 0, False
    opening = _OPENING_PLACE.match(line.letters)
    place = owner_of(line.tags[opening.start(1)]) if opening else None
    named = False
    for title in titles:
        first, last = _extent(title)
        between = line.letters[end:first]
        text = line.text[line.tags[end - 1].end if end else 0 : line.tags[first].start]
        if owner and not (_LIST.fullmatch(between) or _INCLUDING.search(text)):
            owner = None
        if title.owner is None and title.affiliation is None and (title.name or title.letter == GROUP):
            diplomat = any(role.scope is Scope.DIPLOMAT for role in title.roles)
            yield replace(
                title,
                carried=(owner if diplomat or not diplomatic else None) or delegation or (place if named else None),
            )
        else:
            yield title
            owner = title.owner or owner
            diplomatic = any(role.scope is Scope.DIPLOMAT for role in title.roles)
        if (
            title.letter == GROUP
            and title.owner
            and _INCLUDING.match(line.text[line.tags[title.last].end :].lstrip(" ,"))
        ):
            delegation = title.owner
        named = named or title.name is not None
        end = last + 1


def _extent(title: Title) -> tuple[int, int]:
    if title.name is None:
        return title.first, title.last
    return min(title.first, title.name[0]), max(title.last, title.name[1] - 1)
