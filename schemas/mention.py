"""The mention: one article's report of one event, with its evidence."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from schemas.article import ArticleRef
from schemas.facts import Facts
from schemas.model import Model


class Operation(StrEnum):
    """What a record does to a mention: it holds, or it no longer holds."""

    ASSERT = "assert"
    RETRACT = "retract"


class Evidence(Model):
    """The sentence that reports the event: `text` is exactly `article.text[start:end]`, in characters."""

    text: str
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]
    rule: str
    """Name of the rule that read the event here."""


class Version(Model):
    """Orders the readings of one article: by its revision, then by the extractor's ordinal."""

    revision: int
    extractor: int


class Mention(Facts):
    """One article's report of one event. A retraction repeats the facts that it takes back."""

    op: Operation
    mention_id: str
    block: str
    version: Version
    evidence: tuple[Evidence, ...]
    article: ArticleRef
    extractor: str
    """Name and version of the extractor, for people; `version.extractor` is what orders."""
