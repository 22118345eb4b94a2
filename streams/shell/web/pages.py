"""The pages for people."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from streams.core.views import paging
from streams.core.views.selection import Selection
from streams.shell.web.answers import headers
from streams.shell.web.items import event_item
from streams.shell.web.live_state import Snapshot
from streams.shell.web.overview import choices, overview
from streams.shell.web.queries import BadQueryError, EventsQuery, parse
from streams.shell.web.rendering import render
from streams.shell.web.report import facts_of, reports_of


def front(request: Request) -> Response:
    """Show what is happening now and the charts of a selection."""
    snapshot, selection = _snapshot(request), parse(Selection, request.query_params)
    return _page(request, snapshot, "overview.html", selection=selection, **overview(snapshot, selection))


def events(request: Request) -> Response:
    """List the events of a selection."""
    snapshot, query = _snapshot(request), parse(EventsQuery, request.query_params)
    try:
        page = paging.page(query.select(snapshot.events), query.limit, query.cursor)
    except ValueError as error:
        raise BadQueryError(str(error)) from error
    items = [event_item(event) for event in page.events]
    return _page(request, snapshot, "events.html", selection=query.selection, page=page, items=items)


def event(request: Request) -> Response:
    """Show one event with the sentences that report it."""
    snapshot = _snapshot(request)
    shown = snapshot.find(request.path_params["event_id"])
    if shown is None:
        return error_page(404, "No such event", "It has no such id, or it is older than the events that are kept here.")
    if not shown.stands:
        return error_page(
            410, "No longer reported", "The articles that reported this event were corrected or withdrawn."
        )
    found = shown.event
    return _page(
        request,
        snapshot,
        "event.html",
        item=event_item(found),
        facts=facts_of(found),
        reports=reports_of(found),
        history=found.status_history,
    )


def error_page(status: int, title: str, detail: str) -> Response:
    """Say on a page what went wrong."""
    return render("error.html", {"title": title, "detail": detail, "status": status}, status)


ROUTES = (Route("/", front), Route("/events", events), Route("/events/{event_id}", event))


def _snapshot(request: Request) -> Snapshot:
    snapshot: Snapshot = request.app.state.live.snapshot()
    return snapshot


def _page(request: Request, snapshot: Snapshot, template: str, **context: Any) -> Response:  # noqa: ANN401 - a template's own
    shared = {"snapshot": snapshot, "path": request.url.path, **choices(snapshot)}
    return render(template, shared | context, headers=headers(snapshot))
