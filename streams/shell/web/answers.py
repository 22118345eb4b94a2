"""What every answer has: the offsets that it reflects, and errors as RFC 9457 problems."""

from typing import Any

import orjson
from starlette.responses import Response

from streams.shell.web.live_state import Picture

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


def reflects(picture: Picture) -> dict[str, Any]:
    """Say what an answer knows: the version of the state, the next offset of each partition, and what is not in it."""
    return {
        "version": picture.version,
        "position": picture.position_text,
        "next_offsets": {topic: list(offsets) for topic, offsets in picture.position.items()},
        "caught_up": picture.caught_up,
        "older_events_dropped": picture.dropped,
        "counts_complete_since": picture.counts_since.isoformat() if picture.counts_since else None,
        "unreadable_records": picture.unreadable,
    }


def headers(picture: Picture) -> dict[str, str]:
    """Return the same in short, for answers that have no room for it."""
    return {
        POSITION_HEADER: picture.position_text,
        "Communique-Caught-Up": "true" if picture.caught_up else "false",
    }


def problem(status: int, title: str, detail: str) -> Problem:
    """Say what went wrong."""
    content = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return Problem(content, status_code=status)
