"""Metrics for Prometheus: the one, closed list. docs/metrics.md is made of these declarations.

Workers say what happens on the path of an article, the monitor what it sees from outside, the live page what it
answers. No label carries an actor, an address or an id, so that none can grow without bound.
"""

import platform
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector

from streams.shell.monitoring import memory

_SECONDS = (0.001, 0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800, 3_600)
_AGES = (1, 10, 60, 300, 1_800, 3_600, 6 * 3_600, 86_400, 7 * 86_400, 30 * 86_400, 365 * 86_400)
_RECORDS = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024)
_REPORTS = (1, 2, 3, 5, 10, 20, 50, 100, 1_000)


@dataclass(frozen=True, slots=True)
class Declaration:
    """A metric as it is declared."""

    name: str
    """As Prometheus shows it: a counter's ends in `_total`."""
    kind: str
    """counter, gauge or histogram."""
    labels: tuple[str, ...]
    text: str
    """What it says, which is its HELP line too."""


class _Family:
    """Metrics in a registry of their own, so that tests do not share them."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self.declarations: list[Declaration] = []

    def _counter(self, name: str, text: str, *labels: str) -> Counter:
        return Counter(self._declared("counter", f"{name}_total", text, labels), text, labels, registry=self.registry)

    def _gauge(self, name: str, text: str, *labels: str) -> Gauge:
        return Gauge(self._declared("gauge", name, text, labels), text, labels, registry=self.registry)

    def _histogram(self, name: str, text: str, buckets: tuple[float, ...], *labels: str) -> Histogram:
        declared = self._declared("histogram", name, text, labels)
        return Histogram(declared, text, labels, buckets=buckets, registry=self.registry)

    def _declared(self, kind: str, name: str, text: str, labels: tuple[str, ...]) -> str:
        """Note a declaration, and return the metric's name."""
        self.declarations.append(Declaration(f"communique_{name}", kind, labels, text))
        return self.declarations[-1].name


class Metrics(_Family):
    """What one worker says."""

    def __init__(self) -> None:
        super().__init__()
        self._declare_stages()
        self._declare_news()
        self._declare_state()

    def _declare_stages(self) -> None:
        counter, gauge, histogram = self._counter, self._gauge, self._histogram
        self.records_in = counter("records_in", "Records that a stage took and settled", "stage")
        self.records_out = counter("records_out", "Records that a stage sent, changelogs left out", "stage")
        self.records_in_progress = gauge("records_in_progress", "Records that a stage has in hand", "stage")
        self.queue_records = gauge("queue_records", "Records fetched that wait for a stage", "stage")
        self.batch_records = histogram("batch_records", "Records in a batch", _RECORDS, "stage")
        self.stage_duration = histogram(
            "stage_duration_seconds", "Time that a batch spends in a stage, and in its extraction", _SECONDS, "stage"
        )
        self.last_processed = gauge("last_processed_timestamp_seconds", "When a stage last settled records", "stage")
        self.latency = histogram(
            "latency_seconds",
            "Time from an article's ingestion until a stage settled what follows from it",
            _SECONDS,
            "stage",
        )
        self.heartbeat = gauge(
            "heartbeat_timestamp_seconds", "When the newest heartbeat that passed a stage was published, or 0", "stage"
        )

    def _declare_news(self) -> None:
        counter, histogram = self._counter, self._histogram
        self.articles = counter("articles", "Articles read; the outcomes unchanged and stale are duplicates", "outcome")
        self.readings = counter(
            "readings", "Readings, by outcome: events, nothing-found, not-english, withdrawn", "outcome"
        )
        self.mentions = counter("mentions", "Mentions sent, by operation: assert, retract", "type", "operation")
        self.events = counter(
            "events", "States of events sent, by operation: upsert, gone", "type", "status", "operation"
        )
        self.event_age = histogram(
            "event_age_seconds", "Time from an event's newest report until its state is sent", _AGES, "type"
        )
        self.event_reports = histogram(
            "event_reports", "Reports of an event when its state is sent: above 1 are copies", _REPORTS, "type"
        )
        self.dead_letters = counter("dead_letters", "Records that became dead letters", "stage", "reason")
        self.refusals_in_a_row = self._gauge("refusals_in_a_row", "Refusals since an article was last accepted")
        self.articles_from_the_future = counter(
            "articles_from_the_future", "Articles dated over a day after their ingestion, taken as of their ingestion"
        )

    def _declare_state(self) -> None:
        counter, gauge, histogram = self._counter, self._gauge, self._histogram
        self.extraction_queue = gauge(
            "extraction_queue_articles", "Articles that the extraction processes have or wait for"
        )
        self.memory = gauge("memory_bytes", "Memory of the worker's container, where Linux tells it")
        self.memory.set_function(memory.used)
        self.memory_limit = gauge("memory_limit_bytes", "Memory that the worker's container may use")
        self.memory_limit.set_function(memory.limit)
        self.extractor_restarts = counter("extractor_restarts", "Extraction processes that were replaced")
        self.rebalances = counter("rebalances", "Times that partitions were assigned anew")
        self.recovery_started = gauge(
            "recovery_started_timestamp_seconds", "When the recovery under way began; 0 if there is none"
        )
        self.recovery_duration = histogram(
            "recovery_duration_seconds", "Time from losing partitions until records are read again", _SECONDS
        )
        self.recovery_remaining = gauge(
            "recovery_remaining_records", "Changelog records that a recovery has yet to read"
        )
        self.recovered_records = counter("recovered_records", "Changelog records read")
        self.table_keys = gauge("table_keys", "Keys of a table in memory", "table")
        self.ready = gauge("ready", "1 if a check of /readyz holds, else 0", "check")
        self.build_info = gauge("build_info", "Versions of what runs; always 1", "version", "extractor", "python")

    def build(self, version: str, extractor: str) -> None:
        """Say which versions run."""
        self.build_info.labels(version, extractor, platform.python_version()).set(1)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Measure a stage of a batch."""
        begun = time.perf_counter()
        try:
            yield
        finally:
            self.stage_duration.labels(name).observe(time.perf_counter() - begun)

    @contextmanager
    def batch(self, stage: str, records: int) -> Iterator[None]:
        """Measure a batch of a stage; what fails counts as taken by nobody."""
        self.batch_records.labels(stage).observe(records)
        self.records_in_progress.labels(stage).set(records)
        try:
            with self.stage(stage):
                yield
        finally:
            self.records_in_progress.labels(stage).set(0)
        self.records_in.labels(stage).inc(records)
        self.last_processed.labels(stage).set(time.time())


class WebMetrics(_Family):
    """What the live page says."""

    def __init__(self) -> None:
        super().__init__()
        counter, gauge = self._counter, self._gauge
        self.requests = counter(
            "web_requests", "Requests answered, by route pattern and HTTP status", "route", "status"
        )
        self.request_duration = self._histogram(
            "web_request_duration_seconds", "Time from a request until its answer begins", _SECONDS, "route"
        )
        self.refused = counter(
            "web_connections_refused",
            "Connections closed unasked: no request in time (slow), or more than one address may have (many)",
            "reason",
        )
        for reason in ("slow", "many"):
            self.refused.labels(reason)
        self.readers = gauge("web_readers", "Readers of the live feed")
        self.records = counter("web_records", "Records followed, by the public name of their topic", "topic")
        self.unreadable = gauge("web_unreadable_records", "Records that could not be read")
        self.lag = gauge("web_lag_records", "Records that the live page has yet to read")
        self.caught_up = gauge("web_caught_up", "1 if everything is read and the broker answers, else 0")
        self.version = gauge("web_followed_version", "Version of the state that is shown; 0 while it is not known")
        self.followed = gauge("web_followed_timestamp_seconds", "When records were last looked for")
        self.build_info = gauge("web_build_info", "Versions of what runs; always 1", "version", "python")

    def build(self, version: str) -> None:
        """Say which versions run."""
        self.build_info.labels(version, platform.python_version()).set(1)


class MonitorMetrics(_Family):
    """What the monitor says."""

    def __init__(self) -> None:
        super().__init__()
        counter, gauge = self._counter, self._gauge
        place = ("stage", "partition")
        self.lag_records = gauge("consumer_lag_records", "Records that no worker has settled and committed", *place)
        self.lag_seconds = gauge(
            "consumer_lag_seconds", "Age of the oldest record not settled and committed; 0 if none waits", *place
        )
        self.committed_offset = gauge("consumer_committed_offset", "Offset below which all is settled", *place)
        self.heartbeat_sent = gauge("heartbeat_sent_timestamp_seconds", "When the newest heartbeat was published")
        self.verify_mismatches = gauge("verify_mismatches", "Mismatches that the last verification found")
        self.verified = gauge("verify_timestamp_seconds", "When the last verification ended")
        self.looks = counter("monitor_looks", "Looks at the broker, by outcome: ok, failed", "outcome")
        self.looked = gauge("monitor_look_timestamp_seconds", "When the last look that succeeded ended")
        self.version = gauge(
            "monitor_followed_version", "Version of the state that is watched; 0 while it is not known"
        )
