"""What a request asks for: query strings, checked and bounded."""

from datetime import date
from typing import Annotated, Any, TypeVar

from pydantic import ConfigDict, Field, ValidationError, model_validator
from starlette.datastructures import QueryParams

from schemas.facts import EventType
from schemas.model import Model
from streams.core.printable import printable
from streams.core.views.count_table import Query
from streams.core.views.paging import MAX_CURSOR
from streams.core.views.position import MAX_CHARS
from streams.core.views.selection import Many, Selection

MAX_QUERY_BYTES = MAX_CHARS + 4_000
"""Longest query string: a position and some filters."""
MAX_PAGE = 200
MAX_ROWS = 5_000
MAX_SAID = 200


class BadQueryError(Exception):
    """A query that makes no sense; the message says which parameter and why."""


class EventsQuery(Selection):
    """A page of events."""

    limit: Annotated[int, Field(ge=1, le=MAX_PAGE)] = 50
    """Events on a page."""
    cursor: Annotated[str, Field(max_length=MAX_CURSOR)] | None = None
    """`next` of the page before."""

    @property
    def selection(self) -> Selection:
        """The filters without the page."""
        return Selection.model_construct(**{name: getattr(self, name) for name in Selection.model_fields})


class FeedQuery(Selection):
    """The live feed."""

    after: Annotated[str, Field(max_length=MAX_CHARS)] | None = None
    """A position, as every answer gives it: send first what changed since then."""


class RoutesQuery(Selection):
    """The ranking of visits between countries."""

    limit: Annotated[int, Field(ge=1, le=MAX_ROWS)] = 100
    """Rows."""


class CountsQuery(Model):
    """Counts by sector, by actor, or by both."""

    model_config = ConfigDict(extra="forbid")

    by: Annotated[str, Field(pattern=r"^(sector|actor|sector,actor)$")] = "sector"
    """What the rows are."""
    type: Annotated[tuple[EventType, ...], *Many] = ()
    """Types of event; any of them."""
    since: date | None = None
    """First day of the events, included; events without a day are left out."""
    until: date | None = None
    """Last day of the events, included; events without a day are left out."""
    limit: Annotated[int, Field(ge=1, le=MAX_ROWS)] = 1_000
    """Rows, those with most events first."""

    @model_validator(mode="after")
    def _in_order(self) -> "CountsQuery":
        if self.since and self.until and self.since > self.until:
            raise ValueError("since is later than until")
        return self

    @property
    def table_query(self) -> Query:
        """What the table of counts is asked."""
        by_sector, by_actor = self.by != "actor", self.by != "sector"
        return Query(by_sector, by_actor, self.type or tuple(EventType), self.since, self.until)


Q = TypeVar("Q", bound=Model)


def parse(model: type[Q], params: QueryParams) -> Q:
    """Read a query string; what is empty is as if it were not given. Raises BadQueryError that says what is wrong."""
    given: dict[str, Any] = {}
    for name in params:
        values = [value for value in params.getlist(name) if value != ""]
        if _takes_many(model, name):
            given[name] = tuple(values)
        elif len(values) > 1:
            raise BadQueryError(f"{printable(name, MAX_SAID)}: may be given once")
        elif values:
            given[name] = values[0]
    try:
        return model.model_validate(given)
    except ValidationError as error:
        raise BadQueryError(_said(error)) from error


def _takes_many(model: type[Model], name: str) -> bool:
    return name in model.model_fields and model.model_fields[name].default == ()


def _said(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    name = ".".join(str(each) for each in first["loc"] if isinstance(each, str))
    said = (
        "there is no such parameter"
        if first["type"] == "extra_forbidden"
        else first["msg"].removeprefix("Value error, ")
    )
    return printable(f"{name}: {said}" if name else said, MAX_SAID)
