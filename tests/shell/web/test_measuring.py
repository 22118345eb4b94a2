"""What the live page says of itself: a closed set of routes, whatever is asked."""

import pytest

from streams.shell.monitoring.metrics import WebMetrics
from streams.shell.web.application import ROUTES
from streams.shell.web.measuring import OTHER, names_of
from tests.core.views.event_states import event
from tests.shell.web.conftest import Serve


@pytest.mark.parametrize(
    ("method", "path", "route", "status"),
    [
        ("GET", "/", "/", 200),
        ("GET", "/events/e1", "/events/{event_id}", 200),
        ("GET", "/v1/events/none", "/v1/events/{event_id}", 404),
        ("GET", "/v1/events?limit=none", "/v1/events", 400),
        ("GET", "/v1/counts.csv", "/v1/counts.csv", 200),
        ("GET", "/static/page.css", "/static", 200),
        ("GET", "/static/none", "/static", 404),
        ("POST", "/v1/events", "/v1/events", 405),
        ("GET", "/invented/by/a/stranger", OTHER, 404),
        ("GET", "/events/" + "x" * 2_000, OTHER, 414),
    ],
)
def test_a_request_counts_under_the_pattern_of_its_route(
    serve: Serve, method: str, path: str, route: str, status: int
) -> None:
    metrics = WebMetrics()
    assert serve(event("e1"), metrics=metrics).request(method, path).status_code == status
    sample = metrics.registry.get_sample_value
    assert sample("communique_web_requests_total", {"route": route, "status": str(status)}) == 1
    assert sample("communique_web_request_duration_seconds_count", {"route": route}) == 1
    assert sample("communique_web_readers") == 0


def test_a_request_for_another_host_is_counted(serve: Serve) -> None:
    metrics = WebMetrics()
    serve(metrics=metrics).get("/", headers={"host": "evil.example"})
    labels = {"route": OTHER, "status": "400"}
    assert metrics.registry.get_sample_value("communique_web_requests_total", labels) == 1


def test_every_route_has_a_name_of_its_own() -> None:
    assert sorted(names_of(ROUTES).values()) == sorted(route.path for route in ROUTES)
