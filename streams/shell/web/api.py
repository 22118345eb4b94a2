"""The JSON API under /v1. Every function answers one route; they run in threads, so none holds up the others."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from schemas.event import Event
from streams.core.views import paging
from streams.core.views.count_table import tabulate
from streams.core.views.routes import routes
from streams.core.views.selection import Selection
from streams.core.views.timeline import timeline
from streams.shell.web import csv_files, file_tables, parquet_files
from streams.shell.web.answers import Json, headers, problem, reflects
from streams.shell.web.file_tables import FileTable
from streams.shell.web.live_state import Snapshot
from streams.shell.web.openapi import document
from streams.shell.web.queries import BadQueryError, CountsQuery, EventsQuery, RoutesQuery, parse

GONE = "no article reports this event any more"


def events(request: Request) -> Response:
    """Answer a page of events, newest day first."""
    snapshot, query = _snapshot(request), parse(EventsQuery, request.query_params)
    try:
        page = paging.page(query.select(snapshot.events), query.limit, query.cursor)
    except ValueError as error:
        raise BadQueryError(str(error)) from error
    found = [_object(event) for event in page.events]
    return _answer(snapshot, {"events": found, "total": page.total, "next": page.next})


def event(request: Request) -> Response:
    """Answer one event with all that is known of it."""
    snapshot = _snapshot(request)
    shown = snapshot.find(request.path_params["event_id"])
    if shown is None:
        return problem(404, "Not found", "no event has this id, or it is older than those that are kept")
    if not shown.stands:
        return problem(410, "Gone", GONE)
    return _answer(snapshot, {"event": _object(shown.event)})


def counts(request: Request) -> Response:
    """Answer the exact counts of the topic `counts`."""
    snapshot, query = _snapshot(request), parse(CountsQuery, request.query_params)
    table = tabulate(snapshot.counts, query.table_query)
    rows = [row.as_object() for row in table.rows[: query.limit]]
    return _answer(snapshot, {"by": query.by, "rows": rows, "total": len(table.rows), "all": table.all.as_object()})


def routes_between(request: Request) -> Response:
    """Answer the ranking of visits between countries."""
    snapshot, query = _snapshot(request), parse(RoutesQuery, request.query_params)
    ranked = routes(query.select(snapshot.events))
    rows = [{"visitor": each.visitor, "visited": each.visited, "visits": each.visits} for each in ranked]
    return _answer(snapshot, {"rows": rows[: query.limit], "total": len(rows)})


def timeline_by_type(request: Request) -> Response:
    """Answer how many events of each type there are in each period."""
    snapshot, selection = _snapshot(request), parse(Selection, request.query_params)
    laid = timeline(selection.select(snapshot.events))
    periods = [
        {
            "first": period.first.isoformat(),
            "last": period.last.isoformat(),
            "events": {kind.value: number for kind, number in sorted(period.events.items())},
        }
        for period in laid.periods
    ]
    content: dict[str, object] = {
        "unit": laid.unit.value,
        "periods": periods,
        "undated": laid.undated,
        "earlier": laid.earlier,
    }
    return _answer(snapshot, content)


def openapi(_request: Request) -> Response:
    """Answer the description of this API."""
    return Json(document())


def _snapshot(request: Request) -> Snapshot:
    snapshot: Snapshot = request.app.state.live.snapshot()
    return snapshot


def _object(event: Event) -> dict[str, object]:
    return event.model_dump(mode="json")


def _answer(snapshot: Snapshot, content: dict[str, object]) -> Response:
    return Json(content | {"reflects": reflects(snapshot)}, headers=headers(snapshot))


def _events_table(request: Request, snapshot: Snapshot) -> FileTable:
    selection = parse(Selection, request.query_params)
    return file_tables.events(paging.newest_first(selection.select(snapshot.events)))


def _counts_table(request: Request, snapshot: Snapshot) -> FileTable:
    query = parse(CountsQuery, request.query_params)
    return file_tables.counts(tabulate(snapshot.counts, query.table_query).rows[: query.limit])


def _routes_table(request: Request, snapshot: Snapshot) -> FileTable:
    query = parse(RoutesQuery, request.query_params)
    return file_tables.routes(routes(query.select(snapshot.events))[: query.limit])


def _files(path: str, table: Callable[[Request, Snapshot], FileTable]) -> tuple[Route, Route]:
    """Return the routes of a table as files for download."""

    def as_csv(request: Request) -> Response:
        snapshot = _snapshot(request)
        found = table(request, snapshot)
        named = _named(snapshot, f"{found.name}.csv")
        return StreamingResponse(csv_files.lines(found), media_type=csv_files.MEDIA_TYPE, headers=named)

    def as_parquet(request: Request) -> Response:
        snapshot = _snapshot(request)
        found = table(request, snapshot)
        named = _named(snapshot, f"{found.name}.parquet")
        return Response(parquet_files.content(found), media_type=parquet_files.MEDIA_TYPE, headers=named)

    return Route(f"{path}.csv", as_csv), Route(f"{path}.parquet", as_parquet)


def _named(snapshot: Snapshot, name: str) -> dict[str, str]:
    return headers(snapshot) | {"Content-Disposition": f'attachment; filename="{name}"'}


ROUTES = (
    Route("/v1/events", events),
    *_files("/v1/events", _events_table),
    Route("/v1/events/{event_id}", event),
    Route("/v1/counts", counts),
    *_files("/v1/counts", _counts_table),
    Route("/v1/routes", routes_between),
    *_files("/v1/routes", _routes_table),
    Route("/v1/timeline", timeline_by_type),
    Route("/v1/openapi.json", openapi),
)
