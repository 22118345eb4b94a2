"""An article made ready for reading. Offsets are in characters of `Article.text` as published: slicing proves them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from schemas.facts import Place


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
    """An article made ready for reading: boilerplate removed, sentences found."""

    title: str
    source: str
    published: date | None
    """The day of publication in the zone in which it was given."""
    home_country: str | None
    """ISO alpha-3 of the outlet, from its name or address; null if unknown or international."""
    dateline: Dateline | None
    sentences: tuple[Sentence, ...]
