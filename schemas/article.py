"""The article: what a publisher sends."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AliasChoices, Field, field_validator, model_validator

from schemas.model import Model

MAX_TEXT_CHARS = 200_000
"""Longest text, in characters, that an article may have: about thirty times a long newspaper article."""

Line = Annotated[str, Field(max_length=2_000)]
"""A short text: a title, a url, the name of an outlet."""


class ArticleStatus(StrEnum):
    """Whether the publisher stands by the article."""

    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Article(Model):
    """One revision of one article.

    Either `id` or `url` or a text names the article; see `streams.core.identity`. A withdrawn article needs no text.
    A publication date without a time is midnight UTC; a time without a zone is UTC.
    """

    id: Annotated[str, Field(min_length=1, max_length=300)] | None = None
    url: Line | None = None
    title: Line = ""
    text: Annotated[str, Field(max_length=MAX_TEXT_CHARS)] = ""
    source: Line = ""
    published_at: datetime | None = Field(default=None, validation_alias=AliasChoices("published_at", "published"))
    revision: Annotated[int, Field(ge=0, le=2**31 - 1)] = 1
    status: ArticleStatus = ArticleStatus.PUBLISHED
    language: Annotated[str, Field(max_length=35)] | None = None
    """BCP 47 tag, if the publisher knows it."""

    @field_validator("title", "text", "source", mode="before")
    @classmethod
    def _null_is_empty(cls, value: object) -> object:
        return "" if value is None else value

    @field_validator("published_at")
    @classmethod
    def _utc_where_no_zone(cls, value: datetime | None) -> datetime | None:
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value

    @model_validator(mode="after")
    def _has_text_and_name(self) -> "Article":
        if self.status is ArticleStatus.PUBLISHED and not self.text.strip():
            raise ValueError("text: an article that is not withdrawn needs a text")
        if self.id is None and self.url is None and not self.text.strip():
            raise ValueError("id: an article without id and url needs a text to be named by")
        return self


class ArticleRef(Model):
    """The article that a mention was read in, without its text."""

    id: str
    url: str | None = None
    title: str = ""
    source: str = ""
    published_at: datetime | None = None
    revision: int
