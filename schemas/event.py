"""The event: the happening that one or more mentions report."""

from datetime import date, datetime
from enum import StrEnum

from schemas.facts import Facts, Status
from schemas.model import Model


class EventOperation(StrEnum):
    """What a record does to an event: its state is this now, or no mention reports it any more."""

    UPSERT = "upsert"
    GONE = "gone"


class EventMention(Model):
    """One report of the event."""

    mention_id: str
    article_id: str
    source: str = ""
    url: str | None = None
    published_at: datetime | None = None
    quote: str = ""
    """The sentence of the article that reports the event."""


class StatusChange(Model):
    """A status and the day from which reports give it."""

    status: Status
    reported_on: date | None = None
    mention_id: str


class Event(Facts):
    """The state of one event at one version; a reader keeps the record with the highest version of each id.

    A record with `op` gone repeats the last facts and has no mentions.
    """

    op: EventOperation
    event_id: str
    version: int
    """Grows with each change: the offset in `mentions` that the state reflects, so versions have gaps."""
    mentions: tuple[EventMention, ...] = ()
    """The reports of it in the order of publication, the first hundred at most."""
    mention_count: int = 0
    """How many reports there are of it."""
    first_reported_at: datetime | None = None
    status_history: tuple[StatusChange, ...] = ()
