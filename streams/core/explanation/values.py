"""The values of an explanation; every offset is in characters of the article's text."""

import datetime
from enum import StrEnum

from schemas.facts import Actor, EventType, Place
from schemas.model import Model
from streams.core.extraction.actors.mentions import Resolution
from streams.core.extraction.model import Finding, Outcome
from streams.core.extraction.sentences.governance import Unasserted
from streams.core.text.model import SentenceKind


class Verdict(StrEnum):
    """What became of a candidate."""

    REJECTED = "rejected"
    """Its words and grammar do not look like a report."""
    UNASSERTED = "not asserted"
    """It looks like a report, but its sentence does not say that the event is so."""
    REPORTS = "reports"
    """The surest report of an event."""
    MERGED = "merged"
    """A further report of an event."""
    NOBODY = "nobody acts"
    """It may be a report, but nobody within reach takes part."""
    UNSURE = "not sure enough"
    """The event that it reports is not likely enough as a whole."""


class Removed(Model):
    """A stretch of the text that is not read, and what it is taken for."""

    start: int
    end: int
    text: str
    what: str


class Trigger(Model):
    """A word that can report an event, and the rules that look for it."""

    start: int
    end: int
    word: str
    rules: tuple[str, ...]


class NamedActor(Model):
    """A place in a sentence where actors are named, and how they were recognised."""

    start: int
    end: int
    text: str
    how: Resolution
    actors: tuple[Actor, ...]


class WeighedPart(Model):
    """An actor within reach of a candidate."""

    name: str
    country: str | None
    probability: float
    """That it takes part."""
    receives: float
    """That it receives rather than acts, if it takes part."""


class WeighedCandidate(Model):
    """A word of a parsed sentence that a rule takes for a possible report."""

    type: EventType
    rule: str
    start: int
    end: int
    word: str
    probability: float
    verdict: Verdict
    unasserted: Unasserted | None = None
    """What keeps its sentence from asserting the event, where it looks like a report."""
    event: int | None = None
    """Number of the event that it reports or would report."""
    parts: tuple[WeighedPart, ...] = ()
    """The likeliest first."""


class ReadSentence(Model):
    """A sentence: dropped by triage, or parsed and searched."""

    number: int
    start: int
    end: int
    text: str
    kind: SentenceKind
    parsed: bool
    chance: float
    """Probability by triage that it reports an event; 0 without a trigger."""
    triggers: tuple[Trigger, ...]
    actors: tuple[NamedActor, ...] = ()
    candidates: tuple[WeighedCandidate, ...] = ()


class Choice(Model):
    """A value that an attribute of an event could have had."""

    attribute: str
    value: str
    probability: float
    chosen: bool


class WeighedEvent(Model):
    """A group of reports of one event, and whether it is reported."""

    number: int
    accepted: bool
    type: EventType
    sentences: tuple[int, ...]
    """Numbers of the sentences that report it, the surest first."""
    finding: Finding | None
    """None where nobody acts."""
    choices: tuple[Choice, ...] = ()


class Explanation(Model):
    """One article, and all that was weighed on the way to its events."""

    article_id: str
    title: str
    source: str
    published: datetime.date | None
    language: str
    outcome: Outcome
    home_country: str | None = None
    """Of the outlet: what a bare "the prime minister" is taken to act for."""
    dateline: Place | None = None
    dateline_day: datetime.date | None = None
    triage_floor: float
    """Sentences less likely than this are not parsed."""
    report_floor: float
    """Candidates less likely than this are rejected."""
    event_floor: float
    """Events less likely than this are not reported."""
    removed: tuple[Removed, ...] = ()
    sentences: tuple[ReadSentence, ...] = ()
    events: tuple[WeighedEvent, ...] = ()
