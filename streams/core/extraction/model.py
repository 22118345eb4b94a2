"""The values that pass between the stages of the extractor.

Every offset in here is in characters of `Article.text` as published, so evidence can be proved by slicing.

    Article ─ clean ▶ Document ─ triage ▶ sentences ─ parse ▶ Parse ─ actors ▶ ActorMention
            ─ rules ▶ Candidate ─ merge ▶ Finding
"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from schemas.facts import Actor, DatePrecision, Facts, Place
from schemas.mention import Evidence


class SentenceKind(StrEnum):
    """Where in the page a sentence stands."""

    HEADLINE = "headline"
    BODY = "body"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: `text` is exactly `article.text[start:end]`."""

    text: str
    start: int
    end: int
    paragraph: int
    kind: SentenceKind = SentenceKind.BODY


@dataclass(frozen=True, slots=True)
class Dateline:
    """The line's place and day that opens a report ("BEIJING, May 9 (Xinhua) --"): what "here" means."""

    place: Place
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """An article made ready for reading: furniture removed, sentences found."""

    title: str
    source: str
    published: date | None
    """The day of publication in the zone in which it was given."""
    home_country: str | None
    """ISO alpha-3 of the outlet, from its name or address; null if unknown or international."""
    dateline: Dateline | None
    sentences: tuple[Sentence, ...]


class Token(NamedTuple):
    """One token of a parse (spaCy's terms: fine-grained tag, dependency label, index of the head)."""

    i: int
    text: str
    start: int
    end: int
    tag: str
    lemma: str
    dep: str
    head: int


@dataclass(frozen=True, slots=True)
class Parse:
    """A parsed sentence, detached from the parser so that the parser's memory can be freed."""

    sentence: Sentence
    index: int
    """Position of the sentence in `Document.sentences`."""
    tokens: tuple[Token, ...]
    children: tuple[tuple[int, ...], ...] = field(repr=False, default=())
    """For each token, the indices of the tokens that it governs, left to right."""
    paths: dict[tuple[int, int], tuple[list[str], list[str]]] = field(repr=False, compare=False, default_factory=dict)
    """What `clauses.path` found between two tokens: many features ask for the same."""

    def subtree(self, i: int, without: AbstractSet[str] = frozenset()) -> Iterator[int]:
        """Yield the indices of token `i` and of all below it, in no particular order.

        What hangs by one of the labels in `without` is left out, with all below it.
        """
        waiting = [i]
        while waiting:
            at = waiting.pop()
            yield at
            waiting += [child for child in self.children[at] if self.tokens[child].dep not in without]


class Resolution(StrEnum):
    """How an actor was recognised."""

    TITLE = "title"
    """A role beside a name: "Foreign Minister Wang Yi"."""
    ENTITY = "entity"
    """The entity recogniser."""
    LEXICON = "lexicon"
    """A country, organisation or government metonym of the lexicon."""
    LINKED = "linked"
    """A later, shorter form of a name met before: "Wang"."""
    NOMINAL = "nominal"
    """A role or group that stands for an actor met before: "the Chinese foreign minister", "the two sides"."""
    PRONOUN = "pronoun"
    """He, she, they."""


@dataclass(frozen=True, slots=True)
class ActorMention:
    """A place in a parse where one or more actors are named; plural nominals ("the two leaders") stand for several."""

    actors: tuple[Actor, ...]
    first: int
    """Index of its first token."""
    last: int
    """Index of its last token, inclusive."""
    head: int
    """Index of its syntactic head: where it hangs in the tree."""
    how: Resolution


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a text; offsets are into that text."""

    start: int
    end: int
    day: date
    precision: DatePrecision
    last_day: date | None = None
    """The end of a range."""


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A city or country in a text; offsets are into that text."""

    start: int
    end: int
    place: Place


@dataclass(frozen=True, slots=True)
class AmountMention:
    """A sum of money in a text; offsets are into that text."""

    start: int
    end: int
    amount: float
    currency: str


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
