import re
from urllib.request import urlopen

import pytest

from streams.shell import metrics as module
from streams.shell.brokers import free_port
from streams.shell.metrics import Metrics

DOCUMENTED = re.findall(r"^\| `(\w+)` \| (\w+) \|([\w, ]*)\|", module.__doc__ or "", re.MULTILINE)


def families() -> dict[str, tuple[str, tuple[str, ...]]]:
    metrics = Metrics()
    found = {}
    for each in vars(metrics).values():
        if hasattr(each, "_labelnames"):
            (family,) = each.describe()
            found[family.name.removeprefix("communique_")] = (family.type, tuple(each._labelnames))
    return found


def test_the_documented_list_is_the_whole_list() -> None:
    documented = {
        name.removesuffix("_total"): (kind, tuple(filter(None, labels.replace(" ", "").split(","))))
        for name, kind, labels in DOCUMENTED
    }
    assert documented == families()


@pytest.mark.parametrize("labels", [labels for _, labels in families().values()], ids=families())
def test_no_label_can_grow_without_bound(labels: tuple[str, ...]) -> None:
    assert set(labels) <= {
        "outcome",
        "type",
        "operation",
        "reason",
        "agent",
        "stage",
        "table",
        "version",
        "extractor",
        "python",
    }


def test_two_apps_of_one_process_do_not_share_metrics() -> None:
    one, other = Metrics(), Metrics()
    one.articles.labels("new").inc()
    assert other.registry.get_sample_value("communique_articles_total", {"outcome": "new"}) is None


def test_prometheus_reads_them_on_the_loopback_interface() -> None:
    metrics, port = Metrics(), free_port()
    metrics.build("1.2.3", "rules/1")
    metrics.serve("127.0.0.1", port)
    with urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as answer:
        text = answer.read().decode()
    assert 'communique_build_info{extractor="rules/1"' in text


def test_durations_are_in_seconds() -> None:
    metrics = Metrics()
    with metrics.stage("read"):
        pass
    assert (metrics.registry.get_sample_value("communique_stage_seconds_sum", {"stage": "read"}) or 0) < 1
