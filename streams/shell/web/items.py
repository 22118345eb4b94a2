"""One event as the page shows it: what the templates and the feed's messages are filled with."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from schemas.event import Event
from streams.core.views.description import Description, describe
from streams.core.views.events import Shown


def item_of(shown: Shown) -> dict[str, Any]:
    """Return the newest state of an event with the time when the broker took it."""
    at = datetime.fromtimestamp(max(0, shown.origin.timestamp) / 1000, UTC)
    return event_item(shown.event) | {"at": at.isoformat(), "clock": f"{at.day} {at:%b, %H:%M} UTC"}


def event_item(event: Event) -> dict[str, Any]:
    """Return an event; every value is a text that is safe to show as text."""
    reports = max(event.mention_count, len(event.mentions))
    return asdict(describe(event)) | {
        "event_id": event.event_id,
        "href": href_of(event),
        "type": event.type.value,
        "status": event.status.value,
        "reports": f"{reports:,} report{'' if reports == 1 else 's'}",
        "at": "",
        "clock": "",
    }


def href_of(event: Event) -> str:
    """Return the address of an event's page."""
    return f"/events/{quote(event.event_id, safe='')}"


EMPTY: dict[str, str] = dict.fromkeys(
    (*Description.__dataclass_fields__, "event_id", "href", "type", "status", "reports", "at", "clock"), ""
)
"""The card that the script of the page fills in."""
