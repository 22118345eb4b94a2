"""Metrics of the path of an article, for Prometheus.

| name (prefix `communique_`) | kind | labels | what it says |
| --- | --- | --- | --- |
| `articles_total` | counter | outcome | articles read: what an article was to the one kept, or `dead-letter` |
| `readings_total` | counter | outcome | readings: events, nothing-found, not-english, withdrawn |
| `events_total` | counter | type, operation | states of events sent: upsert, gone |
| `mentions_total` | counter | type, operation | mentions sent: assert, retract |
| `dead_letters_total` | counter | reason | records put aside |
| `records_total` | counter | agent | records taken by each agent |
| `batch_records` | histogram | agent | records in a batch |
| `stage_seconds` | histogram | stage | time that a batch spends in a stage |
| `latency_seconds` | histogram | stage | age of an article, since it was ingested, when a stage has settled it |
| `queue_records` | gauge | agent | records that wait for an agent |
| `table_keys` | gauge | table | keys in memory |
| `recovered_records_total` | counter | | changelog records read at rebalances |
| `extractor_restarts_total` | counter | | extraction processes that were replaced |
| `build_info` | gauge | version, extractor, python | always 1 |

The list is closed: no label carries an actor, an address or an id.
"""

import platform
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, start_http_server

_SECONDS = (0.001, 0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800, 3_600)
_RECORDS = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024)


class Metrics:
    """One process's metrics, in a registry of their own so that tests do not share them."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        counter, gauge, histogram = self._counter, self._gauge, self._histogram
        self.articles = counter("articles", "Articles read", "outcome")
        self.readings = counter("readings", "Readings", "outcome")
        self.events = counter("events", "States of events sent", "type", "operation")
        self.mentions = counter("mentions", "Mentions sent", "type", "operation")
        self.dead_letters = counter("dead_letters", "Records put aside", "reason")
        self.records = counter("records", "Records taken", "agent")
        self.batch_records = histogram("batch_records", "Records in a batch", _RECORDS, "agent")
        self.stage_seconds = histogram("stage_seconds", "Time a batch spends in a stage", _SECONDS, "stage")
        self.latency_seconds = histogram("latency_seconds", "Age of an article when settled", _SECONDS, "stage")
        self.queue_records = gauge("queue_records", "Records that wait for an agent", "agent")
        self.table_keys = gauge("table_keys", "Keys in memory", "table")
        self.recovered_records = counter("recovered_records", "Changelog records read at rebalances")
        self.extractor_restarts = counter("extractor_restarts", "Extraction processes replaced")
        self.build_info = gauge("build_info", "Versions", "version", "extractor", "python")

    def build(self, version: str, extractor: str) -> None:
        """Say which versions run."""
        self.build_info.labels(version, extractor, platform.python_version()).set(1)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Measure a stage of a batch."""
        begun = perf_counter()
        try:
            yield
        finally:
            self.stage_seconds.labels(name).observe(perf_counter() - begun)

    def serve(self, host: str, port: int) -> None:
        """Answer Prometheus on a thread of its own, for as long as the process lives. OSError if the port is taken."""
        start_http_server(port, host, self.registry)

    def _counter(self, name: str, text: str, *labels: str) -> Counter:
        return Counter(f"communique_{name}", text, labels, registry=self.registry)

    def _gauge(self, name: str, text: str, *labels: str) -> Gauge:
        return Gauge(f"communique_{name}", text, labels, registry=self.registry)

    def _histogram(self, name: str, text: str, buckets: tuple[float, ...], *labels: str) -> Histogram:
        return Histogram(f"communique_{name}", text, labels, buckets=buckets, registry=self.registry)
