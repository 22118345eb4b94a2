import json
from collections.abc import Iterator
from http.client import HTTPConnection

import pytest
from prometheus_client.openmetrics.parser import text_string_to_metric_families as open_metrics

from streams.shell.broker.embedded import free_port
from streams.shell.errors import CommuniqueError
from streams.shell.monitoring.metrics import Metrics
from streams.shell.monitoring.probes import Probes, serve

HOST = "127.0.0.1"
OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8"


class ProbeServer:
    def __init__(self) -> None:
        self.port = free_port()
        self.checks = {"loop": True, "moving": True}
        metrics = Metrics()
        metrics.build("1.2.3", "rules/1")
        self.probes = Probes(HOST, self.port, metrics.registry, {"/healthz": lambda: self.checks})

    def get(self, path: str, accept: str = "*/*") -> tuple[int, str, str]:
        connection = HTTPConnection(HOST, self.port, timeout=5)
        try:
            connection.request("GET", path, headers={"Accept": accept})
            answer = connection.getresponse()
            return answer.status, answer.headers["Content-Type"], answer.read().decode()
        finally:
            connection.close()


@pytest.fixture
def server() -> Iterator[ProbeServer]:
    server = ProbeServer()
    yield server
    server.probes.close()


def test_prometheus_reads_metrics(server: ProbeServer) -> None:
    status, content_type, text = server.get("/metrics")
    assert (status, content_type.split(";")[0]) == (200, "text/plain")
    assert 'communique_build_info{extractor="rules/1"' in text


def test_openmetrics_is_served_when_requested(server: ProbeServer) -> None:
    _, content_type, text = server.get("/metrics", OPEN_METRICS)
    assert content_type.startswith("application/openmetrics-text")
    assert text.endswith("# EOF\n")
    assert "communique_rebalances" in {family.name for family in open_metrics(text)}  # type: ignore[no-untyped-call]


@pytest.mark.parametrize(("moving", "status"), [(True, 200), (False, 503)])
def test_a_check_that_fails_makes_the_probe_fail(server: ProbeServer, moving: bool, status: int) -> None:
    server.checks["moving"] = moving
    found = server.get("/healthz")
    assert (found[0], json.loads(found[2])) == (status, {"loop": True, "moving": moving})


def test_other_paths_are_not_found(server: ProbeServer) -> None:
    assert server.get("/readyz")[0] == 404


def test_a_port_that_is_taken_is_said(server: ProbeServer) -> None:
    with pytest.raises(CommuniqueError, match=f"cannot serve metrics on {HOST}:{server.port}"):
        serve(HOST, server.port, Metrics().registry, {})


def test_port_zero_is_for_not_at_all() -> None:
    assert serve(HOST, 0, Metrics().registry, {}) is None
