"""What a mention and an event say: who, what, when, where, how much."""

import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from schemas.model import Model
from schemas.sectors import Sector


class EventType(StrEnum):
    """The four types of event; see docs/events.md for what counts as each."""

    VISIT = "visit"
    MEETING = "meeting"
    COMMITMENT = "commitment"
    AGREEMENT = "agreement"


class MeetingMode(StrEnum):
    """How the parties of a meeting met."""

    IN_PERSON = "in-person"
    CALL = "call"
    MULTILATERAL = "multilateral"


class Status(StrEnum):
    """Where an event stands when it is reported."""

    PLANNED = "planned"
    ONGOING = "ongoing"
    HAPPENED = "happened"
    CANCELLED = "cancelled"


class ActorKind(StrEnum):
    """What an actor is."""

    PERSON = "person"
    GOVERNMENT = "government"
    ORGANIZATION = "organization"
    COMPANY = "company"


class DatePrecision(StrEnum):
    """How much of a date the text gives; `day` dates are exact, others are the first day of the period."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class Instrument(StrEnum):
    """The kind of money."""

    GRANT = "grant"
    LOAN = "loan"
    INVESTMENT = "investment"
    OTHER = "other"


class Actor(Model):
    """Who acts or receives."""

    name: str
    kind: ActorKind
    role: str | None = None
    country: str | None = None
    """ISO 3166-1 alpha-3 of the state acted for, or an organisation's acronym, or null."""
    inferred: bool = False
    """True where the country is not in the text but the home country of the outlet or dateline."""


class Place(Model):
    """Where: a country (ISO 3166-1 alpha-3) and a city as the article names it."""

    country: str | None = None
    city: str | None = None


class Facts(Model):
    """What a mention and an event share."""

    type: EventType
    mode: MeetingMode | None = None
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...] = ()
    place: Place = Place()
    date: datetime.date | None = None
    """The day, the first one of several."""
    date_end: datetime.date | None = None
    """The last day of an event that takes several; null where it takes one, or where its end is not told."""
    date_precision: DatePrecision | None = None
    status: Status = Status.HAPPENED
    sectors: tuple[Sector, ...] = ()
    crs_codes: tuple[str, ...] = ()
    amount: float | None = None
    """Money in whole units of `currency`."""
    currency: str | None = None
    """ISO 4217."""
    instrument: Instrument | None = None
    confidence: Annotated[float, Field(ge=0, le=1)]
    """Calibrated probability that the event is right."""
