"""The live feed: server-sent events that a browser resumes by itself after the last one that it saw.

The id of a message is a position in the topics, so a reader may go on at a restarted process or at another one. What
was sent before a connection broke may come again: a reader keeps the newest state of each event. Where another version
of the state is shown than the reader has seen, nothing of the old one holds: it is told so, and begins anew.
"""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from streams.core.views.events import Shown
from streams.core.views.position import Position, read, version_of
from streams.core.views.selection import Selection
from streams.shell.web.answers import problem
from streams.shell.web.items import item_of
from streams.shell.web.live_state import LiveState, Snapshot
from streams.shell.web.queries import BadQueryError, FeedQuery, parse

MAX_READERS = 200
MAX_AT_ONCE = 200
"""Most changes sent at once; a reader who missed more is told how many."""
QUIET_SECONDS = 15.0
GATHER_SECONDS = 0.15
"""How long changes are gathered before they are sent."""
RETRY_MS = 2_000


async def live(request: Request) -> Response:
    """Answer the changes from now on, or from a position on."""
    state: LiveState = request.app.state.live
    query = parse(FeedQuery, request.query_params)
    after = _resume(request, query)
    if len(request.app.state.readers) >= MAX_READERS:
        return problem(503, "Busy", f"{MAX_READERS} readers follow already; try again later")
    messages = _counted(request.app.state.readers, feed(state, query, after))
    return StreamingResponse(messages, media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})


ROUTES = (Route("/v1/live", live),)


async def feed(state: LiveState, selection: Selection, after: Position | None) -> AsyncIterator[str]:
    """Yield messages until the process ends or the reader goes away."""
    changed = state.change_signal.next
    snapshot = await asyncio.to_thread(state.snapshot)
    version = snapshot.version if after is None else version_of(after)
    switched = _differ(version, snapshot.version)
    missed = await asyncio.to_thread(snapshot.changes_since, after) if after is not None and not switched else []
    yield f"retry: {RETRY_MS}\n\n"
    while not state.change_signal.closed:
        if switched:
            yield _message("switched", {"version": snapshot.version})
        for message in _messages(snapshot, selection, missed):
            yield message
        while not await _arrives(changed):
            yield ": still here\n\n"
        await asyncio.sleep(GATHER_SECONDS)
        seen, version, changed = snapshot, snapshot.version or version, state.change_signal.next
        snapshot = await asyncio.to_thread(state.snapshot)
        switched = _differ(version, snapshot.version) or snapshot.succession != seen.succession
        missed = [] if switched else await asyncio.to_thread(snapshot.changes_after, seen.arrivals)


def _differ(seen: int, shown: int) -> bool:
    """Tell whether a reader has seen another version than is shown; 0 is one that is not known yet."""
    return 0 not in (seen, shown) and seen != shown


async def _arrives(changed: asyncio.Event) -> bool:
    try:
        async with asyncio.timeout(QUIET_SECONDS):
            await changed.wait()
    except TimeoutError:
        return False
    return True


def _messages(snapshot: Snapshot, selection: Selection, changes: list[Shown]) -> list[str]:
    """Return a message for each change, then one that carries the position that all of them reach."""
    sent = changes[-MAX_AT_ONCE:]
    messages = [_change(shown, selection) for shown in sent]
    if len(changes) > len(sent):
        messages.insert(0, _message("skipped", {"changes": len(changes) - len(sent)}))
    return [*messages, _message("state", _state(snapshot), snapshot.feed_position)]


def _change(shown: Shown, selection: Selection) -> str:
    if shown.stands and selection.admits(shown.event):
        return _message("event", item_of(shown))
    return _message("gone", {"event_id": shown.event.event_id})


def _state(snapshot: Snapshot) -> dict[str, Any]:
    return {"caught_up": snapshot.caught_up}


def _message(name: str, data: dict[str, Any], message_id: str = "") -> str:
    """Write a message; JSON has no line breaks, so none can forge another message."""
    named = f"id: {message_id}\n" if message_id else ""
    return f"{named}event: {name}\ndata: {orjson.dumps(data).decode()}\n\n"


def _resume(request: Request, query: FeedQuery) -> Position | None:
    """Return where the reader stopped. The browser's own header is newer than the address that the page was given."""
    text = request.headers.get("last-event-id") or query.after
    if not text:
        return None
    try:
        return read(text)
    except ValueError as error:
        raise BadQueryError(f"after: {error}") from error


async def _counted(readers: set[object], messages: AsyncIterator[str]) -> AsyncIterator[str]:
    mark = object()
    readers.add(mark)
    try:
        async for message in messages:
            yield message
    finally:
        readers.discard(mark)
