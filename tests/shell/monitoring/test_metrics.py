import re
import subprocess

import pytest
from prometheus_client import CollectorRegistry, generate_latest

from streams.shell.monitoring import metrics as module
from streams.shell.monitoring.metrics import Metrics, MonitorMetrics, WebMetrics
from tests.deploy.observability import require

DOCUMENTED = re.findall(r"^\| `(\w+)` \| (\w+) \|([\w, ]*)\|", module.__doc__ or "", re.MULTILINE)
ALLOWED = {"stage", "partition", "outcome", "type", "status", "operation", "reason", "table", "check", "route", "topic"}
VERSIONS = {"version", "extractor", "python"}
ALL = [Metrics, MonitorMetrics, WebMetrics]


def families() -> dict[str, tuple[str, tuple[str, ...]]]:
    found = {}
    for each in (each for make in ALL for each in vars(make()).values() if hasattr(each, "_labelnames")):
        (family,) = each.describe()
        found[family.name.removeprefix("communique_")] = (family.type, tuple(each._labelnames))
    return found


def test_the_documented_list_is_the_whole_list() -> None:
    documented = {
        name.removesuffix("_total"): (kind, tuple(filter(None, labels.replace(" ", "").split(","))))
        for name, kind, labels in DOCUMENTED
    }
    assert documented == families()


@pytest.mark.parametrize(("name", "labels"), [(name, labels) for name, (_, labels) in families().items()])
def test_no_label_can_grow_without_bound(name: str, labels: tuple[str, ...]) -> None:
    assert set(labels) <= (VERSIONS if name.endswith("build_info") else ALLOWED)


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
