"""What every answer has: the offsets that it reflects, and errors as RFC 9457 problems."""

from typing import Any

import orjson
from starlette.responses import Response

from streams.shell.web.live_state import Snapshot

POSITION_HEADER = "Communique-Position"


class Json(Response):
    """JSON by the parser that the rest of the project uses."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:  # noqa: ANN401 - Starlette's own signature
        """Write the value."""
        return orjson.dumps(content)


class Problem(Json):
    """What went wrong, as RFC 9457 says it."""

    media_type = "application/problem+json"


def reflects(snapshot: Snapshot) -> dict[str, Any]:
    """Say what an answer knows: the version of the state, the next offset of each partition, and what is not in it."""
    return {
        "version": snapshot.version,
        "position": snapshot.position_text,
        "next_offsets": {topic: list(offsets) for topic, offsets in snapshot.position.items()},
        "caught_up": snapshot.caught_up,
        "older_events_dropped": snapshot.dropped,
        "counts_complete_since": snapshot.counts_since.isoformat() if snapshot.counts_since else None,
        "unreadable_records": snapshot.unreadable,
    }


def headers(snapshot: Snapshot) -> dict[str, str]:
    """Return the same in short, for answers that have no room for it."""
    return {
        POSITION_HEADER: snapshot.position_text,
        "Communique-Caught-Up": "true" if snapshot.caught_up else "false",
    }


def problem(status: int, title: str, detail: str) -> Problem:
    """Say what went wrong."""
    content = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return Problem(content, status_code=status)
