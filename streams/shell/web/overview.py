"""What the first page shows of a selection."""

from collections import Counter
from typing import Any

from schemas.facts import EventType, Status
from schemas.sectors import Sector
from streams.core.views.count_table import Query, tabulate
from streams.core.views.matrix import matrix
from streams.core.views.routes import routes
from streams.core.views.selection import Selection, countries_of
from streams.core.views.timeline import timeline
from streams.shell.web.charts import bars
from streams.shell.web.items import item_of
from streams.shell.web.live_state import Snapshot

FEED_ITEMS = 12
ACTORS = 12
"""Columns of the heat map."""
ROUTES = 12
MORE_ROUTES = 200
CONFIDENCES = (0.5, 0.7, 0.8, 0.9)


def overview(snapshot: Snapshot, selection: Selection) -> dict[str, Any]:
    """Return the values that the page's template shows."""
    events = selection.select(snapshot.events)
    laid, ranked = timeline(events), routes(events)
    return {
        "total": len(events),
        "types": Counter(event.type for event in events),
        "feed": [item_of(shown) for shown in snapshot.newest(FEED_ITEMS, selection)],
        "after": snapshot.feed_position,
        "matrix": matrix(events, ACTORS),
        "timeline": laid,
        "bars": bars(laid, selection),
        "routes": ranked[:ROUTES],
        "more_routes": ranked[ROUTES:MORE_ROUTES],
        "most_visits": ranked[0].visits if ranked else 1,
        "counted": tabulate(snapshot.counts, Query(by_sector=True, by_actor=False, types=tuple(EventType))).all,
    }


def choices(snapshot: Snapshot) -> dict[str, Any]:
    """Return what the filters offer."""
    actors = {code for event in snapshot.events for code in countries_of(event)}
    return {
        "all_types": tuple(EventType),
        "all_sectors": tuple(Sector),
        "all_statuses": tuple(Status),
        "all_actors": sorted(actors),
        "confidences": CONFIDENCES,
    }
