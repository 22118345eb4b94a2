"""What the tests of metrics, rules and dashboards share: the files, the names in them, and a running Prometheus."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from ruamel.yaml import YAML

from streams.shell.broker.embedded import free_port, stop, wait_until_listening
from streams.shell.monitoring.metrics import Metrics, MonitorMetrics, WebMetrics

ROOT = Path(__file__).parents[2]
CONFIG = ROOT / "deploy" / "prometheus" / "prometheus.yml"
RULES = sorted((CONFIG.parent / "rules").glob("*.yml"))
RULE_TESTS = sorted((ROOT / "tests" / "deploy" / "rules").glob("*.yml"))
DASHBOARDS = sorted((ROOT / "deploy" / "grafana" / "dashboards").glob("*.json"))

_START_SECONDS = 60.0


def require(program: str) -> str:
    """Return a program's path. Where it is missing the test is skipped, or fails if CI demands Prometheus."""
    path = shutil.which(program)
    if path is None:
        if os.environ.get("COMMUNIQUE_REQUIRE_PROMETHEUS") == "1":
            pytest.fail(f"COMMUNIQUE_REQUIRE_PROMETHEUS=1, but {program} is not on the path")
        pytest.skip(f"SKIPPED, not passed: {program} is not installed (Debian's package prometheus has it)")
    return path


def load(path: Path) -> Any:  # noqa: ANN401 - YAML is what it is
    return YAML(typ="safe").load(path)


@cache
def rules() -> list[dict[str, Any]]:
    """Return every rule of every file."""
    return [rule for path in RULES for group in load(path)["groups"] for rule in group["rules"]]


@cache
def alerts() -> dict[str, dict[str, Any]]:
    return {rule["alert"]: rule for rule in rules() if "alert" in rule}


@cache
def recorded() -> dict[str, str]:
    """Return the expression of each recording rule."""
    return {rule["record"]: rule["expr"] for rule in rules() if "record" in rule}


def panels() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each panel that asks something, with a name that says where it is."""
    for path in DASHBOARDS:
        for panel in json.loads(path.read_text("utf-8"))["panels"]:
            if panel["type"] != "row":
                yield f"{path.stem}: {panel['title']}", panel


def queries() -> Iterator[tuple[str, str]]:
    """Yield each query of each panel, with Grafana's variables replaced as it would."""
    for name, panel in panels():
        for target in panel["targets"]:
            query = target["expr"].replace("$__rate_interval", "1m").replace("$__range", "1h")
            yield f"{name} {target['refId']}", query


@cache
def families() -> set[str]:
    """Return the names of all metrics of the list."""
    declared = [each for one in (Metrics(), MonitorMetrics(), WebMetrics()) for each in vars(one).values()]
    return {each.describe()[0].name for each in declared if hasattr(each, "_labelnames")}


def families_in(expression: str) -> set[str]:
    """Return the metrics that an expression reads, also through recording rules; and what it names that is none."""
    found: set[str] = set()
    for name in re.findall(r"[a-zA-Z_][\w]*(?::[\w]+)+|\bcommunique_\w+", expression):
        if name in recorded():
            found |= families_in(recorded()[name])
        else:
            plain = re.sub(r"_(bucket|sum|count|total)$", "", name)
            found.add(plain if plain in families() else name)
    return found


class Prometheus:
    """A running Prometheus."""

    def __init__(self, port: int) -> None:
        self._address = f"http://127.0.0.1:{port}/api/v1"

    def query(self, expression: str) -> list[dict[str, Any]]:
        """Return the samples of an instant query; AssertionError says what Prometheus said of a wrong one."""
        result = self._get(f"/query?{urlencode({'query': expression})}")["result"]
        assert isinstance(result, list), f"{expression} is no vector: {result}"
        return result

    def firing(self) -> set[str]:
        """Return the names of the alerts that fire."""
        return {each["labels"]["alertname"] for each in self._get("/alerts")["alerts"] if each["state"] == "firing"}

    def unhealthy_rules(self) -> list[str]:
        """Return what went wrong in the evaluation of rules."""
        groups = self._get("/rules")["groups"]
        return [
            f"{rule['name']}: {rule.get('lastError')}"
            for group in groups
            for rule in group["rules"]
            if rule["health"] == "err"
        ]

    def _get(self, path: str) -> Any:  # noqa: ANN401 - JSON is what it is
        with urlopen(self._address + path, timeout=10) as answer:  # noqa: S310 - our own address
            body = json.load(answer)
        assert body["status"] == "success", body
        return body["data"]


@contextmanager
def prometheus(folder: Path, targets: dict[str, list[int]]) -> Iterator[Prometheus]:
    """Run Prometheus on our rules, scraping ports of this machine by job, every second.

    The rules are ours but for the times that an alert must hold, which are a second each.
    """
    program, port = require("prometheus"), free_port()
    config = {
        "global": {"scrape_interval": "1s", "evaluation_interval": "1s"},
        "rule_files": [str(_hasty(path, folder)) for path in RULES],
        "scrape_configs": [
            {"job_name": job, "static_configs": [{"targets": [f"127.0.0.1:{port}" for port in ports]}]}
            for job, ports in targets.items()
        ],
    }
    (folder / "prometheus.yml").write_text(json.dumps(config), "utf-8")
    with (folder / "prometheus.log").open("wb") as log:
        process = subprocess.Popen(
            [
                program,
                f"--config.file={folder / 'prometheus.yml'}",
                f"--storage.tsdb.path={folder / 'data'}",
                f"--web.listen-address=127.0.0.1:{port}",
                "--log.level=warn",
            ],
            stdout=log,
            stderr=log,
        )
        try:
            wait_until_listening(port, process, _START_SECONDS)
            yield Prometheus(port)
        finally:
            stop(process)


def _hasty(path: Path, folder: Path) -> Path:
    written = folder / path.name
    written.write_text(re.sub(r"^( +for:) \w+$", r"\1 1s", path.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    return written
