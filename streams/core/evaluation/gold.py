"""Gold: what people found in an article. One JSON object per article; docs/events.md says what counts as an event."""

import datetime
from typing import Annotated

from pydantic import AliasChoices, BeforeValidator, Field

from schemas.facts import EventType, MeetingMode, Place, Status
from schemas.model import Model
from schemas.sectors import Sector


def _nothing_is_empty(value: object) -> object:
    return () if value is None else value


class GoldParticipant(Model):
    """One who takes part."""

    name: str = ""
    country: str | None = None
    aliases: Annotated[tuple[str, ...], BeforeValidator(_nothing_is_empty)] = ()
    """Other names that count as the same participant."""


Participants = Annotated[tuple[GoldParticipant, ...], BeforeValidator(_nothing_is_empty)]


class GoldEvent(Model):
    """One annotated event."""

    type: EventType
    mode: MeetingMode | None = None
    actors: Participants = ()
    counterparts: Annotated[Participants, Field(validation_alias=AliasChoices("counterparts", "recipients"))] = ()
    place: Place | None = None
    date: datetime.date | None = None
    date_end: datetime.date | None = None
    status: Status | None = None
    sectors: Annotated[tuple[Sector, ...], BeforeValidator(_nothing_is_empty)] = ()
    amount: float | None = None
    currency: str | None = None
    cue: str = ""
    """The first words of the sentence that tells it best."""


class GoldArticle(Model):
    """All events of one article."""

    id: str
    events: tuple[GoldEvent, ...]
    background: Annotated[tuple[GoldEvent, ...], BeforeValidator(_nothing_is_empty)] = ()
    """Events that the article tells of but that are not asked for: to find one is neither right nor wrong."""
