"""Whether the process lives, and whether it shows what the topics hold."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from streams.shell.web.answers import Json, headers, reflects


async def healthz(_request: Request) -> Response:
    """Answer that the process lives: it ends when it can no longer follow the topics."""
    return Json({"status": "ok"})


async def readyz(request: Request) -> Response:
    """Answer 200 when everything that the topics hold was read, 503 while something is missing."""
    snapshot = request.app.state.live.snapshot()
    content = {"status": "ready" if snapshot.caught_up else "catching up", "reflects": reflects(snapshot)}
    return Json(content, status_code=200 if snapshot.caught_up else 503, headers=headers(snapshot))


ROUTES = (Route("/healthz", healthz), Route("/readyz", readyz))
