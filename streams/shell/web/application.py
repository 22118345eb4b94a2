"""The web application: its routes, what guards them, and how errors are said."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from streams.shell.monitoring.metrics import WebMetrics
from streams.shell.web import api, feed, health, pages
from streams.shell.web.answers import problem
from streams.shell.web.guard import Guard
from streams.shell.web.live_state import LiveState
from streams.shell.web.measuring import Measuring, names_of
from streams.shell.web.queries import BadQueryError
from streams.shell.web.rendering import FOLDER

ROUTES = (
    *pages.ROUTES,
    *api.ROUTES,
    *feed.ROUTES,
    *health.ROUTES,
    Mount("/static", StaticFiles(directory=FOLDER / "static")),
)


def build(state: LiveState, allowed_hosts: Sequence[str], metrics: WebMetrics) -> Starlette:
    """Make the application over `state`; it answers only requests whose Host header is one of `allowed_hosts`."""

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        state.change_signal.attach()
        yield

    app = Starlette(
        routes=ROUTES,
        middleware=[
            Middleware(Measuring, metrics=metrics, names=names_of(ROUTES)),
            Middleware(Guard),
            # A stranger's page whose name is made to point here (DNS rebinding) is not answered.
            Middleware(TrustedHostMiddleware, allowed_hosts=list(allowed_hosts), www_redirect=False),
        ],
        exception_handlers={BadQueryError: _bad_query, HTTPException: _http_error},
        lifespan=lifespan,
    )
    app.state.live = state
    readers: set[object] = set()
    app.state.readers = readers
    metrics.readers.set_function(lambda: len(readers))
    return app


def _bad_query(request: Request, error: Exception) -> Response:
    return _error(request, 400, "Bad request", str(error))


def _http_error(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    response = _error(request, error.status_code, error.detail, f"{request.method} does not work here")
    response.headers.update(error.headers or {})
    return response


def _error(request: Request, status: int, title: str, detail: str) -> Response:
    if request.url.path.startswith("/v1"):
        return problem(status, title, detail)
    return pages.error_page(status, title, detail)
