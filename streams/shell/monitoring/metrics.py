"""Metrics for Prometheus: the one, closed list.

What a worker says of the path of an article:

| name (prefix `communique_`) | kind | labels | what it says |
| --- | --- | --- | --- |
| `records_in_total` | counter | stage | records that a stage took and settled |
| `records_out_total` | counter | stage | records that it sent, without those of its changelog |
| `records_in_progress` | gauge | stage | records that it has in hand |
| `queue_records` | gauge | stage | records fetched that wait for it |
| `batch_records` | histogram | stage | records in a batch |
| `stage_duration_seconds` | histogram | stage | time that a batch spends in a stage, and in its extraction |
| `last_processed_timestamp_seconds` | gauge | stage | when it last settled records |
| `latency_seconds` | histogram | stage | time from an article's ingestion until a stage settled what follows from it |
| `event_age_seconds` | histogram | type | time from an event's newest report until its state is sent |
| `event_reports` | histogram | type | reports of an event when its state is sent: above 1 are copies |
| `events_total` | counter | type, status, operation | states of events sent: upsert, gone |
| `mentions_total` | counter | type, operation | mentions sent: assert, retract |
| `articles_total` | counter | outcome | what articles were; `unchanged` and `stale` are duplicates |
| `readings_total` | counter | outcome | the yield of extraction: events, nothing-found, not-english, withdrawn |
| `dead_letters_total` | counter | stage, reason | records put aside |
| `refusals_in_a_row` | gauge | | refusals since an article was last accepted |
| `articles_from_the_future_total` | counter | | dated over a day after ingestion, taken as of their ingestion |
| `memory_bytes` | gauge | | memory of the worker's container |
| `memory_limit_bytes` | gauge | | what it may use |
| `extraction_queue_articles` | gauge | | articles that the extraction processes have or wait for |
| `extractor_restarts_total` | counter | | extraction processes that were replaced |
| `heartbeat_timestamp_seconds` | gauge | stage | when the newest heartbeat that passed a stage was published, or 0 |
| `rebalances_total` | counter | | times that partitions were assigned anew |
| `recovery_started_timestamp_seconds` | gauge | | when the recovery under way began; 0 when none is |
| `recovery_duration_seconds` | histogram | | time from losing the partitions to reading on |
| `recovery_remaining_records` | gauge | | changelog records that a recovery has yet to read |
| `recovered_records_total` | counter | | changelog records read |
| `table_keys` | gauge | table | keys in memory |
| `ready` | gauge | check | 1 where a check of /readyz holds |
| `build_info` | gauge | version, extractor, python | always 1 |

What the monitor (`communique monitor`) says, which looks from outside and so also at workers that do nothing:

| name (prefix `communique_`) | kind | labels | what it says |
| --- | --- | --- | --- |
| `consumer_lag_records` | gauge | stage, partition | records that no worker has settled and committed |
| `consumer_lag_seconds` | gauge | stage, partition | age of the oldest of them; 0 where none waits |
| `consumer_committed_offset` | gauge | stage, partition | offset below which all is settled |
| `heartbeat_sent_timestamp_seconds` | gauge | | when the newest heartbeat was published |
| `verify_mismatches` | gauge | | mismatches that the last verification found |
| `verify_timestamp_seconds` | gauge | | when the last verification ended |
| `monitor_looks_total` | counter | outcome | looks at the broker: ok, failed |
| `monitor_look_timestamp_seconds` | gauge | | when the last look that succeeded ended |
| `monitor_followed_version` | gauge | | the version of the state that it watches; 0 while it is not known |

What the live page (`communique web`) says:

| name (prefix `communique_`) | kind | labels | what it says |
| --- | --- | --- | --- |
| `web_requests_total` | counter | route, status | requests answered, by the route's pattern and HTTP's status |
| `web_request_duration_seconds` | histogram | route | time from a request until its answer begins |
| `web_readers` | gauge | | readers of the live feed |
| `web_records_total` | counter | topic | records followed, by the topic's public name |
| `web_unreadable_records` | gauge | | records that were not as their topic says |
| `web_lag_records` | gauge | | records in the topics that it has yet to read |
| `web_caught_up` | gauge | | 1 where it has read everything and the broker answers |
| `web_followed_version` | gauge | | the version of the state that it shows; 0 while it is not known |
| `web_followed_timestamp_seconds` | gauge | | when it last looked for records |
| `web_build_info` | gauge | version, python | always 1 |

Stages are intake, read, ledger and count. The list is closed: no label carries an actor, an address or an id.
"""

import platform
import time
from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector

from streams.shell.monitoring import memory

_SECONDS = (0.001, 0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800, 3_600)
_AGES = (1, 10, 60, 300, 1_800, 3_600, 6 * 3_600, 86_400, 7 * 86_400, 30 * 86_400, 365 * 86_400)
_RECORDS = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024)
_REPORTS = (1, 2, 3, 5, 10, 20, 50, 100, 1_000)


class _Family:
    """Metrics in a registry of their own, so that tests do not share them."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)

    def _counter(self, name: str, text: str, *labels: str) -> Counter:
        return Counter(f"communique_{name}", text, labels, registry=self.registry)

    def _gauge(self, name: str, text: str, *labels: str) -> Gauge:
        return Gauge(f"communique_{name}", text, labels, registry=self.registry)

    def _histogram(self, name: str, text: str, buckets: tuple[float, ...], *labels: str) -> Histogram:
        return Histogram(f"communique_{name}", text, labels, buckets=buckets, registry=self.registry)


class Metrics(_Family):
    """What one worker says."""

    def __init__(self) -> None:
        super().__init__()
        self._declare_stages()
        self._declare_news()
        self._declare_state()

    def _declare_stages(self) -> None:
        counter, gauge, histogram = self._counter, self._gauge, self._histogram
        self.records_in = counter("records_in", "Records taken and settled", "stage")
        self.records_out = counter("records_out", "Records sent", "stage")
        self.records_in_progress = gauge("records_in_progress", "Records in hand", "stage")
        self.queue_records = gauge("queue_records", "Records that wait", "stage")
        self.batch_records = histogram("batch_records", "Records in a batch", _RECORDS, "stage")
        self.stage_duration = histogram("stage_duration_seconds", "Time a batch spends in a stage", _SECONDS, "stage")
        self.last_processed = gauge("last_processed_timestamp_seconds", "When records were last settled", "stage")
        self.latency = histogram("latency_seconds", "Age of an article when settled", _SECONDS, "stage")
        self.heartbeat = gauge("heartbeat_timestamp_seconds", "When the last heartbeat here was published", "stage")

    def _declare_news(self) -> None:
        counter, histogram = self._counter, self._histogram
        self.articles = counter("articles", "Articles read", "outcome")
        self.readings = counter("readings", "Readings", "outcome")
        self.mentions = counter("mentions", "Mentions sent", "type", "operation")
        self.events = counter("events", "States of events sent", "type", "status", "operation")
        self.event_age = histogram("event_age_seconds", "Age of an event's newest report when sent", _AGES, "type")
        self.event_reports = histogram("event_reports", "Reports of an event when sent", _REPORTS, "type")
        self.dead_letters = counter("dead_letters", "Records put aside", "stage", "reason")
        self.refusals_in_a_row = self._gauge("refusals_in_a_row", "Refusals since an article was last accepted")
        self.articles_from_the_future = counter(
            "articles_from_the_future", "Articles dated over a day after their ingestion, taken as of their ingestion"
        )

    def _declare_state(self) -> None:
        counter, gauge, histogram = self._counter, self._gauge, self._histogram
        self.extraction_queue = gauge("extraction_queue_articles", "Articles that extraction has or waits for")
        self.memory = gauge("memory_bytes", "Memory of the worker's container")
        self.memory.set_function(memory.used)
        self.memory_limit = gauge("memory_limit_bytes", "Memory that the worker's container may use")
        self.memory_limit.set_function(memory.limit)
        self.extractor_restarts = counter("extractor_restarts", "Extraction processes replaced")
        self.rebalances = counter("rebalances", "Times that partitions were assigned anew")
        self.recovery_started = gauge("recovery_started_timestamp_seconds", "When the recovery under way began, or 0")
        self.recovery_duration = histogram("recovery_duration_seconds", "Time without partitions", _SECONDS)
        self.recovery_remaining = gauge("recovery_remaining_records", "Changelog records yet to be read")
        self.recovered_records = counter("recovered_records", "Changelog records read")
        self.table_keys = gauge("table_keys", "Keys in memory", "table")
        self.ready = gauge("ready", "Whether a check of readiness holds", "check")
        self.build_info = gauge("build_info", "Versions", "version", "extractor", "python")

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
        self.requests = counter("web_requests", "Requests answered", "route", "status")
        self.request_duration = self._histogram(
            "web_request_duration_seconds", "Time until an answer begins", _SECONDS, "route"
        )
        self.readers = gauge("web_readers", "Readers of the live feed")
        self.records = counter("web_records", "Records followed", "topic")
        self.unreadable = gauge("web_unreadable_records", "Records that were not as their topic says")
        self.lag = gauge("web_lag_records", "Records yet to be read")
        self.caught_up = gauge("web_caught_up", "Whether everything was read")
        self.version = gauge("web_followed_version", "Version of the state that is shown, or 0")
        self.followed = gauge("web_followed_timestamp_seconds", "When records were last looked for")
        self.build_info = gauge("web_build_info", "Versions", "version", "python")

    def build(self, version: str) -> None:
        """Say which versions run."""
        self.build_info.labels(version, platform.python_version()).set(1)


class MonitorMetrics(_Family):
    """What the monitor says."""

    def __init__(self) -> None:
        super().__init__()
        counter, gauge = self._counter, self._gauge
        place = ("stage", "partition")
        self.lag_records = gauge("consumer_lag_records", "Records not settled", *place)
        self.lag_seconds = gauge("consumer_lag_seconds", "Age of the oldest record not settled", *place)
        self.committed_offset = gauge("consumer_committed_offset", "Offset below which all is settled", *place)
        self.heartbeat_sent = gauge("heartbeat_sent_timestamp_seconds", "When the last heartbeat was published")
        self.verify_mismatches = gauge("verify_mismatches", "Mismatches of the last verification")
        self.verified = gauge("verify_timestamp_seconds", "When the last verification ended")
        self.looks = counter("monitor_looks", "Looks at the broker", "outcome")
        self.looked = gauge("monitor_look_timestamp_seconds", "When the last look that succeeded ended")
        self.version = gauge("monitor_followed_version", "Version of the state that is watched, or 0")
