"""Tables as CSV (RFC 4180) that a spreadsheet shows and never runs."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from schemas.event import Event
from schemas.facts import Actor
from streams.core.views.count_table import Row
from streams.core.views.description import web_link
from streams.core.views.routes import Route

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection)."""

EVENT_COLUMNS = (
    "event_id", "type", "mode", "status", "date", "date_precision", "actors", "actor_countries", "recipients",
    "recipient_countries", "country", "city", "sectors", "amount", "currency", "confidence", "reports",
    "first_reported_at", "quote", "source", "url",
)  # fmt: skip
COUNT_COLUMNS = ("sector", "actor", "events", "mentions", "visit", "meeting", "commitment", "agreement")
ROUTE_COLUMNS = ("visitor", "visited", "visits")


def events(found: Iterable[Event]) -> Iterator[str]:
    """Yield events as lines of CSV, the names of the columns first."""
    return _lines(EVENT_COLUMNS, map(_event, found))


def counts(rows: Iterable[Row]) -> Iterator[str]:
    """Yield rows of counts as lines of CSV."""
    return _lines(COUNT_COLUMNS, ((row.sector, row.actor, *_numbers(row)) for row in rows))


def routes(found: Iterable[Route]) -> Iterator[str]:
    """Yield the ranking of visits as lines of CSV."""
    return _lines(ROUTE_COLUMNS, ((each.visitor, each.visited, each.visits) for each in found))


def _lines(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    for row in (columns, *rows):
        line = io.StringIO()
        csv.writer(line).writerow([_cell(value) for value in row])
        yield line.getvalue()


def _cell(value: object) -> object:
    """Put an apostrophe before a text that would run; numbers stay as they are."""
    if isinstance(value, str) and value.lstrip(" ").startswith(FORMULA):
        return "'" + value
    return value


def _event(event: Event) -> tuple[object, ...]:
    report = next(iter(event.mentions), None)
    return (
        event.event_id, event.type.value, event.mode and event.mode.value, event.status.value, event.date,
        event.date_precision and event.date_precision.value, *_people(event.actors), *_people(event.recipients),
        event.place.country, event.place.city, "; ".join(event.sectors), event.amount, event.currency,
        event.confidence, event.mention_count or len(event.mentions), event.first_reported_at,
        report and report.quote, report and report.source, report and web_link(report.url),
    )  # fmt: skip


def _people(actors: Iterable[Actor]) -> tuple[str, str]:
    names = [(actor.name, actor.country or "") for actor in actors]
    return "; ".join(name for name, _ in names), "; ".join(country for _, country in names)


def _numbers(row: Row) -> tuple[int, ...]:
    kinds = COUNT_COLUMNS[4:]
    by_type = {kind.value: number for kind, number in row.events.items()}
    return (row.events.total(), row.mentions, *(by_type.get(kind, 0) for kind in kinds))
