"""Prometheus's configuration and rules, and what they have to do with the metrics, the dashboards and the runbooks."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from schemas.app_topics import AppTopics
from schemas.topics import topics_for
from tests.deploy.observability import (
    CONFIG,
    DASHBOARDS,
    ROOT,
    RULE_TESTS,
    RULES,
    alerts,
    families,
    families_in,
    load,
    panels,
    queries,
    recorded,
    require,
)

RUNBOOKS = ROOT / "docs" / "runbooks"
MONITORING = ROOT / "docs" / "monitoring.md"
DATASOURCE = ROOT / "deploy" / "grafana" / "provisioning" / "datasources" / "prometheus.yml"


def promtool(*arguments: str | Path, folder: Path = CONFIG.parent) -> tuple[int, str]:
    command = [require("promtool"), *(str(each) for each in arguments)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, timeout=60, check=False)
    return done.returncode, done.stdout + done.stderr


def test_promtool_accepts_the_configuration() -> None:
    code, said = promtool("check", "config", CONFIG)
    assert code == 0, said


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_promtool_accepts_the_rules(path: Path) -> None:
    code, said = promtool("check", "rules", path)
    assert code == 0, said


@pytest.mark.parametrize("path", RULE_TESTS, ids=lambda path: path.stem)
def test_rules_say_what_they_should_of_invented_figures(path: Path) -> None:
    code, said = promtool("test", "rules", path)
    assert code == 0, said


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        pytest.param("severity: critical", "severity: [critical]", id="wrong type"),
        pytest.param("> 14.4 * 0.01", "> 14.4 ** 0.01", id="wrong expression"),
        pytest.param("for: 2m", "for: a while", id="wrong duration"),
    ],
)
def test_a_mistake_in_the_rules_is_found(tmp_path: Path, right: str, wrong: str) -> None:
    text = next(path for path in RULES if path.stem == "alerts").read_text("utf-8")
    assert right in text
    planted = tmp_path / "alerts.yml"
    planted.write_text(text.replace(right, wrong), "utf-8")
    assert promtool("check", "rules", planted)[0] != 0


def test_a_threshold_that_moves_is_found(tmp_path: Path) -> None:
    for path in RULES:
        text = path.read_text("utf-8").replace("> 14.4 * 0.01", "> 50 * 0.01")
        (tmp_path / path.name).write_text(text, "utf-8")
    (test,) = (path for path in RULE_TESTS if path.stem == "burn_rates")
    planted = tmp_path / test.name
    planted.write_text(re.sub(r"\.\./\.\./\.\./deploy/prometheus/rules/", "", test.read_text("utf-8")), "utf-8")
    assert promtool("test", "rules", planted, folder=tmp_path)[0] != 0


@pytest.mark.parametrize("name", alerts())
def test_an_alert_says_how_bad_it_is_what_it_is_and_what_to_do(name: str) -> None:
    alert = alerts()[name]
    assert alert["labels"]["severity"] in {"critical", "warning"}
    assert alert["annotations"]["summary"]
    assert alert["annotations"]["description"]
    page = (ROOT / alert["annotations"]["runbook"]).read_text("utf-8")
    assert f"{name} ({alert['labels']['severity']})" in " ".join(page.split())
    assert "## What to do" in page


@pytest.mark.parametrize("name", alerts())
def test_the_documentation_leads_from_an_alert_to_its_page(name: str) -> None:
    (row,) = (line for line in MONITORING.read_text("utf-8").splitlines() if f"`{name}`" in line)
    page = Path(alerts()[name]["annotations"]["runbook"]).name
    assert f"(runbooks/{page})" in row


def test_unread_records_raise_an_alert_at_half_of_their_retention_time() -> None:
    """Topics without such a time are kept for ever, and their stages are not named."""
    group = "communique"
    kept = {topic.name: topic.retention_ms for topic in topics_for(group)}
    times = {stage: limit for name, stage in AppTopics.of(group).sources.items() if (limit := kept[name]) is not None}
    expression = alerts()["CommuniqueUnreadExpires"]["expr"]
    assert re.findall(r'stage=~"(.*)"', expression) == ["|".join(times)]
    assert {float(expression.rpartition(">")[2])} == {limit / 1_000 / 2 for limit in times.values()}


def test_every_runbook_belongs_to_an_alert() -> None:
    assert {path.name for path in RUNBOOKS.iterdir()} == {
        Path(alert["annotations"]["runbook"]).name for alert in alerts().values()
    }


def test_every_alert_is_shown_to_fire_and_not_to_fire() -> None:
    shown: dict[str, set[bool]] = {name: set() for name in alerts()}
    for path in RULE_TESTS:
        for test in load(path)["tests"]:
            for case in test.get("alert_rule_test", ()):
                shown[case["alertname"]].add(bool(case["exp_alerts"]))
    assert {name for name, outcomes in shown.items() if outcomes != {True, False}} == set()


def test_every_metric_is_on_a_panel_or_in_an_alert() -> None:
    asked = [query for _, query in queries()] + [alert["expr"] for alert in alerts().values()]
    assert families() - {name for expression in asked for name in families_in(expression)} == set()


def expressions() -> list[Any]:
    named = [*queries(), *((name, alert["expr"]) for name, alert in alerts().items()), *recorded().items()]
    return [pytest.param(expression, id=name) for name, expression in named]


@pytest.mark.parametrize("expression", expressions())
def test_no_metric_is_named_that_there_is_not(expression: str) -> None:
    assert families_in(expression) - families() == set()


def test_every_recording_rule_is_read() -> None:
    asked = " ".join([query for _, query in queries()] + [alert["expr"] for alert in alerts().values()])
    assert {name for name in recorded() if name not in asked} == set()


@pytest.mark.parametrize(("name", "panel"), [*panels()], ids=[name for name, _ in panels()])
def test_a_panel_says_what_it_shows_and_in_which_unit(name: str, panel: dict[str, Any]) -> None:
    (datasource,) = load(DATASOURCE)["datasources"]
    assert panel["description"].endswith("."), name
    assert panel["fieldConfig"]["defaults"]["unit"]
    assert panel["datasource"]["uid"] == datasource["uid"]
    assert {target["datasource"]["uid"] for target in panel["targets"]} == {datasource["uid"]}


@pytest.mark.parametrize("path", DASHBOARDS, ids=lambda path: path.stem)
def test_panels_fill_the_grid_and_do_not_overlap(path: Path) -> None:
    taken: set[tuple[int, int]] = set()
    for panel in load(path)["panels"]:
        place = panel["gridPos"]
        cells = {(place["x"] + x, place["y"] + y) for x in range(place["w"]) for y in range(place["h"])}
        assert place["x"] + place["w"] <= 24, panel["title"]
        assert not cells & taken, panel["title"]
        taken |= cells
