"""What the live page says of itself to Prometheus: requests by route, and how the topics are followed.

Routes are those that the application has, as their patterns; what matches none is `other`. So nobody who asks for
invented paths can make a label.
"""

import time
from collections.abc import Iterable, Mapping
from typing import Any

from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from streams.shell.monitoring.metrics import WebMetrics

OTHER = "other"


def names_of(routes: Iterable[BaseRoute]) -> dict[Any, str]:
    """Return the pattern of each route by what answers it, as the router notes it in the scope of a request."""
    return {
        (route.endpoint if isinstance(route, Route) else route.app): route.path
        for route in routes
        if isinstance(route, Route | Mount)
    }


class Measuring:
    """Counts every request with the status of its answer, and measures the time until the answer begins.

    Not until it ends: the feed ends when its reader goes away.
    """

    def __init__(self, app: ASGIApp, metrics: WebMetrics, names: Mapping[Any, str]) -> None:
        self.app = app
        self._metrics = metrics
        self._names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun, answered = time.perf_counter(), False

        def note(status: int) -> None:
            nonlocal answered
            answered = True
            route = self._names.get(scope.get("endpoint"), OTHER)
            self._metrics.requests.labels(route, str(status)).inc()
            self._metrics.request_duration.labels(route).observe(time.perf_counter() - begun)

        async def measured(message: Message) -> None:
            if message["type"] == "http.response.start":
                note(message["status"])
            await send(message)

        try:
            await self.app(scope, receive, measured)
        except Exception:
            if not answered:
                note(500)
            raise
