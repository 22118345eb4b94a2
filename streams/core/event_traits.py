"""What the types of event differ in: all else that depends on a type is its trigger rules and fitted weights."""

from collections.abc import Mapping
from dataclasses import dataclass

from schemas.facts import EventType


@dataclass(frozen=True, slots=True, kw_only=True)
class EventTraits:
    """How events of one type are read, linked and shown."""

    has_recipients: bool = False
    """Whether one side acts and the other receives; else all participants act alike."""
    has_destination: bool = False
    """Whether the actors go to the place of the event: it is what tells such events apart, with who goes."""
    has_terms: bool = False
    """Whether the event is about a sector and perhaps a sum; it is made once, and told apart by them."""
    has_mode: bool = False
    """Whether it is held in person, by call, or among many."""
    is_document: bool = False
    """Whether it is a text with parties: states are parties beside the persons who sign for them."""
    tolerance_days: int
    """How far apart two reports may put one event: time zones, the day of the report, the days that it lasts."""
    nouns: frozenset[str] = frozenset()
    """Nouns by which a later clause speaks of the event again: "the talks were called off"."""
    colour: str
    """Its colour in a terminal."""

    @property
    def lasts(self) -> bool:
        """Whether it may go on for days, so that the last of them is told; what is made once has one day."""
        return not self.has_terms

    @property
    def is_one_sided(self) -> bool:
        """Whether one side binds itself to something for the other, so that who gives tells such events apart."""
        return self.has_recipients and self.has_terms


_TRIPS = frozenset({"visit", "trip", "tour", "journey", "stop", "stopover"})
_TALKS = frozenset({"meeting", "talks", "talk", "summit", "conference", "session", "dinner", "lunch", "call"})

TRAITS: Mapping[EventType, EventTraits] = {
    EventType.VISIT: EventTraits(
        has_recipients=True, has_destination=True, tolerance_days=3, nouns=_TRIPS, colour="cyan"
    ),
    EventType.MEETING: EventTraits(has_mode=True, tolerance_days=1, nouns=_TALKS | _TRIPS, colour="magenta"),
    EventType.COMMITMENT: EventTraits(has_recipients=True, has_terms=True, tolerance_days=2, colour="yellow"),
    EventType.AGREEMENT: EventTraits(
        has_terms=True,
        is_document=True,
        tolerance_days=1,
        nouns=frozenset({"signing", "ceremony", "deal", "agreement", "treaty"}),
        colour="green",
    ),
}
