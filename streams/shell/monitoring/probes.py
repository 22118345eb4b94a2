"""The small web server beside a worker, a monitor or the live page.

It has /metrics for Prometheus, and /healthz and /readyz for who restarts the process; the live page answers those two
on its own port as well, as long as readers leave it a connection.

/metrics answers in OpenMetrics where the Accept header asks for it, else in Prometheus's text format.
"""

import json
import threading
from collections.abc import Callable, Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from prometheus_client import CollectorRegistry
from prometheus_client.exposition import choose_encoder

from streams.shell.errors import CommuniqueError

Checks = Callable[[], Mapping[str, bool]]
"""Tells each check by name, and whether it holds."""


class Probes:
    """Answers on a thread of its own until it is closed."""

    def __init__(self, host: str, port: int, registry: CollectorRegistry, checks: Mapping[str, Checks]) -> None:
        """Listen; `checks` has those of each path. OSError if the port is taken."""
        self._server = ThreadingHTTPServer((host, port), _handler(registry, checks))
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, name="probes", daemon=True).start()

    def close(self) -> None:
        """Stop answering."""
        self._server.shutdown()
        self._server.server_close()


def serve(host: str, port: int, registry: CollectorRegistry, checks: Mapping[str, Checks]) -> Probes | None:
    """Answer at `host:port`; 0 is for not at all. Raises CommuniqueError if the port is taken."""
    if not port:
        return None
    try:
        return Probes(host, port, registry, checks)
    except OSError as error:
        hint = "set COMMUNIQUE_METRICS_PORT, COMMUNIQUE_MONITOR_PORT or COMMUNIQUE_WEB_METRICS_PORT to a free port or 0"
        raise CommuniqueError(f"cannot serve metrics on {host}:{port}: {error}", hint) from error


def _handler(registry: CollectorRegistry, checks: Mapping[str, Checks]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        """One request."""

        timeout = 10

        def do_GET(self) -> None:
            path = self.path.split("?", 1)[0]
            if path == "/metrics":
                encode, content_type = choose_encoder(self.headers.get("Accept", ""))
                self._answer(HTTPStatus.OK, content_type, encode(registry))
            elif path in checks:
                found = dict(checks[path]())
                status = HTTPStatus.OK if all(found.values()) else HTTPStatus.SERVICE_UNAVAILABLE
                self._answer(status, "application/json", json.dumps(found).encode())
            else:
                self._answer(HTTPStatus.NOT_FOUND, "text/plain", b"/metrics, /healthz, /readyz\n")

        def _answer(self, status: HTTPStatus, content_type: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments: object) -> None:
            """Say nothing: a probe every few seconds is no event."""

    return Handler
