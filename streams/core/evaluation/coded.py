"""Coded events: what a person annotated and what the extractor found, in the one form in which they are compared."""

import datetime
import re
from dataclasses import dataclass
from functools import cached_property

from schemas.facts import EventType, MeetingMode, Status
from streams.core.evaluation.gold import GoldEvent
from streams.core.extraction.model import Finding

Span = tuple[int, int]
"""Start and end in characters of the article's text."""


@dataclass(frozen=True, slots=True)
class Participant:
    """One who takes part, by all names that count as its own."""

    names: tuple[str, ...]
    country: str | None
    receives: bool = False
    """Whether it receives rather than acts: a beneficiary, or a host."""


@dataclass(frozen=True)
class CodedEvent:
    """One event of one article; `country` and `city` are its place."""

    type: EventType
    participants: tuple[Participant, ...] = ()
    country: str | None = None
    city: str | None = None
    date: datetime.date | None = None
    date_end: datetime.date | None = None
    status: Status | None = None
    mode: MeetingMode | None = None
    sectors: frozenset[str] = frozenset()
    amount: float | None = None
    currency: str | None = None
    quote: str = ""
    """The words that tell of it: the annotator's cue, or the sentence of the evidence."""
    spans: tuple[Span, ...] = ()
    """Where those words stand; empty if they do not stand in the text."""
    confidence: float = 1.0

    @cached_property
    def countries(self) -> frozenset[str]:
        """Return the countries and organisations that the participants act for."""
        return frozenset(p.country for p in self.participants if p.country)

    def told_with(self, other: "CodedEvent") -> bool:
        """Tell whether the words of both overlap."""
        return any(a < d and c < b for a, b in self.spans for c, d in other.spans)


def of_gold(event: GoldEvent, text: str) -> CodedEvent:
    """Return an annotated event of an article with this text."""
    span = cue_span(text, event.cue)
    return CodedEvent(
        type=event.type,
        participants=(
            *(Participant((a.name, *a.aliases), a.country) for a in event.actors),
            *(Participant((a.name, *a.aliases), a.country, receives=True) for a in event.counterparts),
        ),
        country=event.place.country if event.place else None,
        city=_plain(event.place.city if event.place else None),
        date=event.date,
        date_end=event.date_end,
        status=event.status,
        mode=event.mode,
        sectors=frozenset(event.sectors),
        amount=event.amount,
        currency=event.currency,
        quote=event.cue,
        spans=(span,) if span else (),
    )


def of_finding(finding: Finding) -> CodedEvent:
    """Return an event that the extractor found."""
    return CodedEvent(
        type=finding.type,
        participants=(
            *(Participant((a.name,), a.country) for a in finding.actors),
            *(Participant((a.name,), a.country, receives=True) for a in finding.recipients),
        ),
        country=finding.place.country,
        city=_plain(finding.place.city),
        date=finding.date,
        date_end=finding.date_end,
        status=finding.status,
        mode=finding.mode,
        sectors=frozenset(finding.sectors),
        amount=finding.amount,
        currency=finding.currency,
        quote=finding.evidence[0].text if finding.evidence else "",
        spans=tuple((e.start, e.end) for e in finding.evidence),
        confidence=finding.confidence,
    )


def cue_span(text: str, cue: str) -> Span | None:
    """Return where the words of a cue stand in a text, whatever stands between them; None if they do not."""
    words = re.findall(r"\w+", cue)
    found = re.search(r"\W+".join(map(re.escape, words)), text) if words else None
    return found.span() if found else None


def _plain(city: str | None) -> str | None:
    return (city or "").casefold() or None
