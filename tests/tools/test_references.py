"""The pages that are written from code say what the code says today."""

from types import ModuleType

import pytest

from streams.settings import Settings
from streams.shell.monitoring.metrics import Metrics
from tools import metrics_reference, settings_reference


@pytest.mark.parametrize("tool", [settings_reference, metrics_reference], ids=lambda tool: tool.__name__)
def test_the_committed_page_is_what_the_code_says(tool: ModuleType) -> None:
    assert tool.PAGE.read_text("utf-8") == tool.page(), "write it anew: make schemas"


@pytest.mark.parametrize("name", Settings.model_fields)
def test_a_setting_has_a_description(name: str) -> None:
    assert (Settings.model_fields[name].description or "").endswith(".")


def test_a_heading_stands_above_a_setting_that_exists() -> None:
    assert list(settings_reference.SECTIONS) == [
        name for name in Settings.model_fields if name in settings_reference.SECTIONS
    ]


ROWS = [
    pytest.param("`KAFKA_SASL_PASSWORD` | secret | none", id="a secret"),
    pytest.param(
        "`KAFKA_SECURITY_PROTOCOL` | `PLAINTEXT`, `SSL`, `SASL_PLAINTEXT`, `SASL_SSL` | `PLAINTEXT`", id="a choice"
    ),
    pytest.param("`COMMUNIQUE_LOG_LEVEL` | `DEBUG`, `INFO`, `WARNING`, `ERROR` | `INFO`", id="a choice by pattern"),
    pytest.param("`COMMUNIQUE_PARTITIONS` | whole number, 1 to 1,000 | `8`", id="a range"),
    pytest.param("`COMMUNIQUE_COMMIT_INTERVAL` | number, above 0 | `1.0`", id="above a bound"),
    pytest.param(
        "`COMMUNIQUE_EXTRACTOR_PROCESSES` | whole number, 1 to 64 | see right", id="a default of the machine's"
    ),
    pytest.param("`COMMUNIQUE_APP_ID` | text of `[a-z0-9-]`, at most 60 characters | `communique`", id="characters"),
]


@pytest.mark.parametrize("row", ROWS)
def test_a_setting_is_shown_with_its_values_and_its_default(row: str) -> None:
    assert f"\n| {row} | " in settings_reference.page()


def test_a_metric_is_shown_as_prometheus_names_it() -> None:
    row = "| `communique_mentions_total` | counter | type, operation | Mentions sent, by operation: assert, retract |\n"
    assert row in metrics_reference.page()
    assert metrics_reference.page().count("| `communique_") > len(Metrics().declarations)
