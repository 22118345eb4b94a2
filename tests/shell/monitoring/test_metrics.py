import subprocess

import pytest
from prometheus_client import CollectorRegistry, generate_latest

from streams.shell.monitoring.metrics import Declaration, Metrics, MonitorMetrics, WebMetrics
from tests.deploy.observability import require

ALLOWED = {"stage", "partition", "outcome", "type", "status", "operation", "reason", "table", "check", "route", "topic"}
OF_EVERY_PROCESS = "process_"
"""prometheus-client's own: memory, CPU, open files and when the process started."""
VERSIONS = {"version", "extractor", "python"}
ALL = [Metrics, MonitorMetrics, WebMetrics]


DECLARED = [each for make in ALL for each in make().declarations]


@pytest.mark.parametrize("make", ALL)
def test_what_is_declared_is_what_prometheus_is_told(make: type[Metrics | MonitorMetrics | WebMetrics]) -> None:
    families = [each for each in with_samples(make).collect() if not each.name.startswith(OF_EVERY_PROCESS)]
    told = {(family.name, family.type, family.documentation) for family in families}
    declared = {(each.name.removesuffix("_total"), each.kind, each.text) for each in make().declarations}
    assert declared == told


@pytest.mark.parametrize("metric", DECLARED, ids=lambda metric: metric.name)
def test_no_label_can_grow_without_bound(metric: Declaration) -> None:
    assert set(metric.labels) <= (VERSIONS if metric.name.endswith("build_info") else ALLOWED)


def test_two_apps_of_one_process_do_not_share_metrics() -> None:
    one, other = Metrics(), Metrics()
    one.articles.labels("new").inc()
    assert other.registry.get_sample_value("communique_articles_total", {"outcome": "new"}) is None


def test_durations_are_in_seconds() -> None:
    metrics = Metrics()
    with metrics.stage("read"):
        pass
    assert (metrics.registry.get_sample_value("communique_stage_duration_seconds_sum", {"stage": "read"}) or 0) < 1


def test_failed_batch_is_counted_neither_in_progress_nor_done() -> None:
    metrics, labels, in_hand = Metrics(), {"stage": "read"}, []

    def fail() -> None:
        with metrics.batch("read", 7):
            in_hand.append(metrics.registry.get_sample_value("communique_records_in_progress", labels))
            raise ConnectionError

    with pytest.raises(ConnectionError):
        fail()
    assert in_hand == [7]
    assert metrics.registry.get_sample_value("communique_records_in_progress", labels) == 0
    assert metrics.registry.get_sample_value("communique_records_in_total", labels) is None
    assert metrics.registry.get_sample_value("communique_last_processed_timestamp_seconds", labels) is None


def with_samples(make: type[Metrics | MonitorMetrics | WebMetrics]) -> CollectorRegistry:
    """Return a registry in which every metric has a sample."""
    made = make()
    for each in vars(made).values():
        if getattr(each, "_labelnames", ()):
            each.labels(*("x" for _ in each._labelnames))
    return made.registry


def complaints(text: bytes) -> str:
    command = [require("promtool"), "check", "metrics"]
    done = subprocess.run(command, input=text, capture_output=True, timeout=30, check=False)
    return (done.stdout + done.stderr).decode()


@pytest.mark.parametrize("make", ALL)
def test_promtool_has_nothing_to_complain_about(make: type[Metrics | MonitorMetrics | WebMetrics]) -> None:
    assert complaints(generate_latest(with_samples(make))) == ""


def test_promtool_complains_about_a_metric_without_help() -> None:
    assert "help" in complaints(b"# TYPE communique_x counter\ncommunique_x 1\n")
