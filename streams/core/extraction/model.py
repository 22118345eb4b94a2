"""What the extractor returns: the events of an article, or why there are none.

Article ─ clean ▶ Document ─ triage ▶ sentences ─ parse ▶ Parse ─ actors ▶ ActorMention
─ rules ▶ Candidate ─ merge ▶ Finding
"""

from dataclasses import dataclass
from enum import StrEnum

from schemas.facts import Facts
from schemas.mention import Evidence


class Finding(Facts):
    """One event as one article reports it, before it has an identity."""

    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class ExtractorVersion:
    """Which extractor read: `ordinal` orders the versions, `name` and `version` are for people."""

    name: str
    version: str
    ordinal: int


class Outcome(StrEnum):
    """Why a reading has mentions or none; a bounded list, it labels a metric."""

    EVENTS = "events"
    NOTHING_FOUND = "nothing-found"
    NOT_ENGLISH = "not-english"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Extraction:
    """What the extractor found in one article."""

    findings: tuple[Finding, ...]
    outcome: Outcome
    language: str
