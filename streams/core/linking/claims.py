"""What a report claims of an event, in keys of which reports that agree share one.

A claim is about one side of an event: its countries, the named people of one country, its place, its sum. Two reports
that claim something of the same side and share no key contradict one another by `likeness.contradict`, unless a mark
that one of them holds outweighs it. The converse does not hold: to share keys is not yet to agree.
"""

from collections.abc import Iterator
from enum import Enum, auto
from math import floor, log
from typing import NamedTuple

from schemas.facts import ActorKind, MeetingMode
from streams.core.event_traits import TRAITS
from streams.core.linking.likeness import AMOUNT_TOLERANCE, SAME_LETTERS, Name, Profile


class Side(Enum):
    """What a key is about; from `UNBOUND` on they are marks, which contradict nothing."""

    COUNTRIES = auto()
    GIVERS = auto()
    PEOPLE = auto()
    ALONE = auto()
    """The names in a report that names one country at most."""
    PLACE = auto()
    CITY = auto()
    CALL = auto()
    AMOUNT = auto()
    SECTORS = auto()
    UNBOUND = auto()
    """Names of no country, which may be those of any."""
    SUM = auto()
    QUOTE = auto()


class Claim(NamedTuple):
    """A side of which a report says something."""

    side: Side
    of: tuple[str | None, ...] = ()
    """Which one of several: the country and kind of people, the currency of a sum."""


class Key(NamedTuple):
    """What a report says of a side, or a part of it."""

    claim: Claim
    says: object = None


_CALL, _NO_CALL = (Key(Claim(Side.CALL), is_call) for is_call in (True, False))
_SUM = Key(Claim(Side.SUM))
_SOMEBODY = Key(Claim(Side.UNBOUND, (ActorKind.PERSON,)))
_STEP = -1.001 * log(1 - AMOUNT_TOLERANCE)
"""Sums that are one differ by less than this in their logarithms, so they stand on one step or on neighbours."""


def claims(profile: Profile) -> dict[Claim, set[Key]]:
    """Return what a report claims, with the keys of each claim."""
    found: dict[Claim, set[Key]] = {}
    for key in _claimed(profile):
        found.setdefault(key.claim, set()).add(key)
    return found


def marks(profile: Profile) -> Iterator[Key]:
    """Yield what a report holds besides."""
    for country, kind, name in profile.names:
        if not country:
            unbound = Claim(Side.UNBOUND, (kind,))
            yield Key(unbound)
            yield from (Key(unbound, word) for word in _words(name))
    if profile.amount is not None:
        yield _SUM
    if profile.is_telling:
        yield quoted(profile)


def quoted(profile: Profile) -> Key:
    """Return the mark of a sentence: where both are in one author's words little contradicts."""
    return Key(Claim(Side.QUOTE), profile.quote)


def agreeing(claim: Claim, keys: set[Key], profile: Profile) -> set[Key] | None:
    """Return the keys of which reports that agree with a claim hold one; None where any claim may stand beside it.

    `keys` are those of the claim in the report of this profile.
    """
    side = claim.side
    if side is Side.PEOPLE:
        return keys | _unbound(claim, keys, profile)
    if side in (Side.PLACE, Side.CITY) and TRAITS[profile.type].has_mode:
        return None if _may_meet_anywhere(profile) else keys | {_CALL, _SOMEBODY}
    if side is Side.AMOUNT:
        return {Key(claim, key.says + step) for key in keys for step in (-1, 0, 1)}  # type: ignore[operator]
    return keys | {_SUM} if side is Side.SECTORS and profile.amount is not None else keys


def _claimed(profile: Profile) -> Iterator[Key]:
    traits = TRAITS[profile.type]
    yield from (Key(Claim(Side.COUNTRIES), country) for country in profile.countries)
    yield from _people(profile)
    if traits.is_one_sided:
        yield from (Key(Claim(Side.GIVERS), country) for country in profile.givers)
    if traits.has_terms and profile.amount is not None and profile.amount > 0:
        yield Key(Claim(Side.AMOUNT, (profile.currency,)), floor(log(profile.amount) / _STEP))
    if traits.has_destination or traits.has_mode:
        yield from _place(profile, with_city=not traits.has_destination)
    else:
        yield from (Key(Claim(Side.SECTORS), sector) for sector in profile.sectors)


def _people(profile: Profile) -> Iterator[Key]:
    is_alone = len(profile.countries) < 2 and not TRAITS[profile.type].has_recipients
    for country, kind, name in profile.names:
        if country:
            yield from (Key(Claim(Side.PEOPLE, (country, kind)), word) for word in _words(name))
        if is_alone:
            yield from (Key(Claim(Side.ALONE), (kind, word)) for word in _words(name))


def _place(profile: Profile, *, with_city: bool) -> Iterator[Key]:
    if profile.country:
        yield Key(Claim(Side.PLACE), profile.country)
    if with_city and profile.city:
        yield from (Key(Claim(Side.CITY), word) for word in _words(tuple(profile.city.split())))
    if with_city and profile.mode is not None:
        yield _CALL if profile.mode is MeetingMode.CALL else _NO_CALL


def _words(name: Name) -> Iterator[str]:
    """Yield what two names that may be one share one of, by `likeness.same_name`."""
    yield from name
    if len(name[-1]) > SAME_LETTERS:
        yield f"{name[-1][:SAME_LETTERS]}…"


def _unbound(claim: Claim, keys: set[Key], profile: Profile) -> set[Key]:
    """Names of a country agree with the same names of none, in whichever of two reports these are."""
    unbound = Claim(Side.UNBOUND, claim.of[1:])
    theirs = {Key(unbound, key.says) for key in keys}
    ours = {Key(claim, mark.says) for mark in marks(profile) if mark.claim == unbound}
    return theirs | ours


def _may_meet_anywhere(profile: Profile) -> bool:
    """Whether a meeting in another place may be this one: it was a call, or the people of two countries tell more."""
    countries = {country for country, kind, _ in profile.names if kind is ActorKind.PERSON}
    return profile.mode is MeetingMode.CALL or len(countries) > 1 or None in countries
