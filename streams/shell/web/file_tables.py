"""What the files for download hold: the names of the columns and the rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from schemas.event import Event
from schemas.facts import Actor
from streams.core.views.count_table import CountRow
from streams.core.views.description import web_link
from streams.core.views.routes import Route

EVENT_COLUMNS = (
    "event_id", "type", "mode", "status", "date", "date_end", "date_precision", "actors", "actor_countries",
    "recipients", "recipient_countries", "country", "city", "sectors", "amount", "currency", "confidence", "reports",
    "first_reported_at", "quote", "source", "url",
)  # fmt: skip
COUNT_COLUMNS = ("sector", "actor", "events", "mentions", "visit", "meeting", "commitment", "agreement")
ROUTE_COLUMNS = ("visitor", "visited", "visits")


@dataclass(frozen=True, slots=True)
class FileTable:
    """A table to be written in any format; the rows can be read once."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[object]]


def events(found: Iterable[Event]) -> FileTable:
    """Return a row for each event."""
    return FileTable("events", EVENT_COLUMNS, map(_event, found))


def counts(rows: Iterable[CountRow]) -> FileTable:
    """Return the rows of a table of counts."""
    return FileTable("counts", COUNT_COLUMNS, ((row.sector, row.actor, *_numbers(row)) for row in rows))


def routes(found: Iterable[Route]) -> FileTable:
    """Return the ranking of visits."""
    return FileTable("routes", ROUTE_COLUMNS, ((each.visitor, each.visited, each.visits) for each in found))


def _event(event: Event) -> tuple[object, ...]:
    report = next(iter(event.mentions), None)
    return (
        event.event_id, event.type.value, event.mode and event.mode.value, event.status.value, event.date,
        event.date_end, event.date_precision and event.date_precision.value, *_people(event.actors),
        *_people(event.recipients),
        event.place.country, event.place.city, "; ".join(event.sectors), event.amount, event.currency,
        event.confidence, event.mention_count or len(event.mentions), event.first_reported_at,
        report and report.quote, report and report.source, report and web_link(report.url),
    )  # fmt: skip


def _people(actors: Iterable[Actor]) -> tuple[str, str]:
    names = [(actor.name, actor.country or "") for actor in actors]
    return "; ".join(name for name, _ in names), "; ".join(country for _, country in names)


def _numbers(row: CountRow) -> tuple[int, ...]:
    kinds = COUNT_COLUMNS[4:]
    by_type = {kind.value: number for kind, number in row.events.items()}
    return (row.events.total(), row.mentions, *(by_type.get(kind, 0) for kind in kinds))
