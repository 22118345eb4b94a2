"""The options that ask for days of events, and the types of events that go with them."""

from datetime import date, datetime
from typing import Annotated

import typer

from schemas.facts import EventType
from streams.shell.errors import UsageError

_FORMATS = ["%Y-%m-%d"]
_METAVAR = "YYYY-MM-DD"

Types = Annotated[list[EventType] | None, typer.Option("--type", help="Events of this type only; may be given again.")]
Day = Annotated[datetime | None, typer.Option(formats=_FORMATS, metavar=_METAVAR, help="Events of this day only.")]
Since = Annotated[datetime | None, typer.Option(formats=_FORMATS, metavar=_METAVAR, help="First day of the events.")]
Until = Annotated[datetime | None, typer.Option(formats=_FORMATS, metavar=_METAVAR, help="Last day of the events.")]


def period(since: datetime | None, until: datetime | None) -> tuple[date | None, date | None]:
    """Return the first and the last day asked for. Raises UsageError if they are the wrong way round."""
    if since and until and since > until:
        raise UsageError("--since is later than --until", "give the first day and the last day")
    return since.date() if since else None, until.date() if until else None
