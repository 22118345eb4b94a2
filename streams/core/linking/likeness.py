"""How alike the facts of two reports are: what contradicts, and what speaks for one event.

Every rule is symmetric. A null never contradicts; a name given in one report and a bare country in the other agree.
Where two articles tell it in the same words, one is the other's copy: what was read into those words differs by what
stood around them, so a place, a topic or a further person of one reading does not contradict the other.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from schemas.facts import Actor, ActorKind, DatePrecision, EventType, Facts, MeetingMode
from streams.core.event_traits import TRAITS
from streams.core.identity.naming import normalised

Name = tuple[str, ...]
"""The words of a name."""

NAMED_KINDS = (ActorKind.PERSON, ActorKind.COMPANY, ActorKind.ORGANIZATION)
"""Kinds whose names tell actors of one country apart; governments go by too many names for one thing."""

AMOUNT_TOLERANCE = 0.05
"""Sums within a twentieth are one sum, rounded differently."""

SAME_LETTERS = 5
"""Two spellings of one foreign name share so many first letters, and are longer."""

_TELLING_WORDS = 8
"""Different words from which on a sentence is one author's; shorter ones ("The two leaders met") are anybody's."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What of a report's facts can be compared."""

    type: EventType
    mode: MeetingMode | None
    givers: frozenset[str]
    """Countries of the actors."""
    takers: frozenset[str]
    """Countries of the recipients."""
    names: frozenset[tuple[str | None, ActorKind, Name]]
    """Named participants with their countries."""
    day: date | None
    """The very day, where it is stated."""
    country: str | None
    city: str
    sectors: frozenset[str]
    amount: float | None
    currency: str | None
    quote: str
    words: frozenset[str]
    """The different words of the quote."""

    @property
    def is_telling(self) -> bool:
        """Whether the quote is long enough to be one author's."""
        return len(self.words) >= _TELLING_WORDS

    @property
    def countries(self) -> frozenset[str]:
        """Countries of all participants."""
        return self.givers | self.takers

    @property
    def detail(self) -> int:
        """How much the report says; the most detailed reports found events, the others join them."""
        return 2 * len(self.names) + len(self.givers) + len(self.takers) + bool(self.city) + (self.amount is not None)


def profile_of(facts: Facts, quote: str = "") -> Profile:
    """Take from facts what can be compared."""
    sentence = normalised(quote)
    return Profile(
        type=facts.type,
        mode=facts.mode,
        givers=_countries(facts.actors),
        takers=_countries(facts.recipients),
        names=frozenset(_names((*facts.actors, *facts.recipients))),
        day=facts.date if facts.date_precision in (None, DatePrecision.DAY) else None,
        country=facts.place.country,
        city=normalised(facts.place.city or ""),
        sectors=frozenset(facts.sectors),
        amount=facts.amount,
        currency=facts.currency,
        quote=sentence,
        words=frozenset(sentence.split()),
    )


def contradict(a: Profile, b: Profile) -> bool:
    """Whether two reports of the same days cannot be of one event."""
    if a.type is not b.type or _two_sums(a, b):
        return True
    if told_alike(a, b):
        return not (a.countries & b.countries or _shared_names(a, b))
    if _strangers(a, b):
        return True
    if TRAITS[a.type].has_destination:
        return _differ(a.country, b.country)
    if TRAITS[a.type].has_mode:
        return _met_otherwise(a, b)
    return _other_terms(a, b)


def evidence(a: Profile, b: Profile) -> int:
    """How much speaks for one event, beyond that nothing contradicts; STRONG or more stands without the same day."""
    return (
        (8 if a.quote and a.quote == b.quote else 0)
        + 4 * min(2, len(_shared_names(a, b)))
        + (4 if a.amount is not None and _same_sum(a, b) else 0)
        + min(2, len(a.countries & b.countries))
        + (1 if a.city and same_words(a.city, b.city) else 0)
        + (1 if a.sectors & b.sectors else 0)
    )


STRONG = 4
"""The evidence of one shared name, sum or sentence."""


def told_alike(a: Profile, b: Profile) -> bool:
    """Whether both are told in one author's very words.

    Almost the same words are not enough: formulas differ in just the name, the place or the topic that counts.
    """
    return a.is_telling and a.quote == b.quote


def lone(a: Profile, b: Profile) -> bool:
    """Whether the reports share but one country or none, which says nothing about their being one event."""
    return len(a.countries | b.countries) < 2 and (a.country in (None, *a.countries))


def one_name_only(a: Profile, b: Profile) -> bool:
    """Whether all that speaks for one event is one name, whose bearer meets somebody every day."""
    return len(_shared_names(a, b)) < 2 and not _same_sum(a, b) and not (a.quote and a.quote == b.quote)


def same_name(a: Name, b: Name) -> bool:
    """Whether two names may be of one: one within the other, or the last word and the first letter agree."""
    if set(a) <= set(b) or set(b) <= set(a):
        return True
    return len(a) > 1 and len(b) > 1 and a[0][0] == b[0][0] and _same_word(a[-1], b[-1])


def same_words(a: str, b: str) -> bool:
    """Whether the words of one text are all in the other ("delhi", "new delhi")."""
    return same_name(tuple(a.split()), tuple(b.split())) if a and b else False


def _strangers(a: Profile, b: Profile) -> bool:
    """Whether the participants are not the same: other partners, or other people of the same country."""
    if len(a.countries & b.countries) < min(2, len(a.countries), len(b.countries)):
        return True
    if not a.countries & b.countries and not _shared_names(a, b):
        return True
    if TRAITS[a.type].is_one_sided and _disjoint(a.givers, b.givers):
        return True
    shared = _shared_names(a, b)
    if not TRAITS[a.type].has_recipients and len(a.countries | b.countries) < 2:
        return len(shared) < min(2, len(a.names), len(b.names))
    sides = {name[:2] for name in a.names if name[0]} & {name[:2] for name in b.names}
    return bool(sides) and not sides <= {name[:2] for name in shared}


def _shared_names(a: Profile, b: Profile) -> list[tuple[str | None, ActorKind, Name]]:
    return [
        (country, kind, name)
        for country, kind, name in a.names
        if any(kind is k and (country == c or None in (country, c)) and same_name(name, n) for c, k, n in b.names)
    ]


def _met_otherwise(a: Profile, b: Profile) -> bool:
    """Whether one was a call and the other not, or the places differ.

    The same people of two countries do not meet in two places on one day: then a place was misread.
    """
    call = MeetingMode.CALL
    if a.mode is not None and b.mode is not None and (a.mode is call) != (b.mode is call):
        return True
    same_people = len({country for country, kind, _ in _shared_names(a, b) if kind is ActorKind.PERSON}) > 1
    if call in (a.mode, b.mode) or (same_people and a.day is not None and a.day == b.day):
        return False
    return _differ(a.country, b.country) or bool(a.city and b.city and not same_words(a.city, b.city))


def _other_terms(a: Profile, b: Profile) -> bool:
    """Whether two commitments or agreements are in other fields; one sum is one, whatever its fields."""
    return not _same_sum(a, b) and _disjoint(a.sectors, b.sectors)


def _two_sums(a: Profile, b: Profile) -> bool:
    """Whether two commitments or agreements are over other sums."""
    if not TRAITS[a.type].has_terms or a.amount is None or b.amount is None:
        return False
    return a.currency == b.currency and not _same_sum(a, b)


def _same_sum(a: Profile, b: Profile) -> bool:
    if a.amount is None or b.amount is None or a.currency != b.currency:
        return False
    return abs(a.amount - b.amount) <= AMOUNT_TOLERANCE * max(abs(a.amount), abs(b.amount))


def _same_word(a: str, b: str) -> bool:
    """Equal, or two spellings of one foreign name."""
    return a == b or (min(len(a), len(b)) > SAME_LETTERS and a[:SAME_LETTERS] == b[:SAME_LETTERS])


def _differ(a: str | None, b: str | None) -> bool:
    return a is not None and b is not None and a != b


def _disjoint(a: frozenset[str], b: frozenset[str]) -> bool:
    return bool(a and b and not a & b)


def _countries(actors: Iterable[Actor]) -> frozenset[str]:
    return frozenset(actor.country for actor in actors if actor.country)


def _names(actors: Iterable[Actor]) -> Iterable[tuple[str | None, ActorKind, Name]]:
    for actor in actors:
        words = tuple(normalised(actor.name).split())
        if actor.kind in NAMED_KINDS and words:
            yield actor.country, actor.kind, words
