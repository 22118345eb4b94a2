"""Write docs/metrics.md, the reference of all metrics: `python -m tools.metrics_reference`.

`streams/shell/monitoring/metrics.py` declares them; a test fails when the page differs from what this writes.
"""

from collections.abc import Iterator
from pathlib import Path

from streams.shell.monitoring.metrics import Declaration, Metrics, MonitorMetrics, WebMetrics

PAGE = Path(__file__).parents[1] / "docs" / "metrics.md"

FAMILIES = {
    "A worker (`communique worker`, port 9108)": Metrics,
    "The monitor (`communique monitor`, port 9109)": MonitorMetrics,
    "The live page (`communique web`, port 9110)": WebMetrics,
}
"""Who says which metrics, by the heading that stands above them."""

_HEAD = """# Metrics

<!-- Written by `make schemas` from streams/shell/monitoring/metrics.py; a test compares. -->

All metrics of Communiqué, at `/metrics` of each process, in OpenMetrics where a scraper asks for it;
[monitoring.md](monitoring.md) says what to watch. Durations and ages are in seconds, timestamps in seconds since 1970.
Stages are intake, read, ledger and count. No label carries an actor, an address or an id, so none grows without bound.
"""
_TABLE = """
## {heading}

| metric | kind | labels | what it says |
| --- | --- | --- | --- |
"""


def page() -> str:
    """Return the whole page."""
    return _HEAD + "".join(_rows())


def _rows() -> Iterator[str]:
    for heading, family in FAMILIES.items():
        yield _TABLE.format(heading=heading)
        yield from map(_row, family().declarations)


def _row(metric: Declaration) -> str:
    return f"| `{metric.name}` | {metric.kind} | {', '.join(metric.labels)} | {metric.text} |\n"


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
