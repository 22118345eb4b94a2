"""The monitor on a running broker: heartbeats pass the worker and leave no event, and lag is seen without a worker."""

import time
from urllib.request import urlopen

import pytest

from schemas.topics import ARTICLES, MENTIONS, TOPICS
from streams.shell.monitoring.metrics import MonitorMetrics
from streams.shell.monitoring.stage_lag import Lag
from streams.shell.operations.monitor import Monitor
from tests.broker.articles import article
from tests.broker.harness import Stream, wait_until

STAGES = ("intake", "read", "ledger", "count")
pytestmark = pytest.mark.broker


def behind(monitor: Monitor) -> list[Lag]:
    return [lag for lag in monitor.look() if lag.records]


def test_heartbeats_pass_without_output_and_lag_is_measured(stream: Stream) -> None:
    began, worker = time.time() - 1, stream.worker().ready()
    metrics = MonitorMetrics()
    monitor = Monitor(stream.settings, metrics)
    monitor.beat()
    monitor.beat()

    def passed() -> bool:
        with urlopen(f"http://127.0.0.1:{worker.metrics_port}/metrics", timeout=5) as answer:
            said = dict(line.rsplit(" ", 1) for line in answer.read().decode().splitlines() if line[0] != "#")
        beats = (said.get(f'communique_heartbeat_timestamp_seconds{{stage="{stage}"}}', "0") for stage in STAGES)
        return all(began < float(beat) < time.time() + 1 for beat in beats)

    wait_until(passed, 60, "the heartbeat has passed the whole path")
    wait_until(lambda: not behind(monitor), 60, "all is settled")
    verified = monitor.verify(monitor.look())
    assert verified is not None
    assert (verified.ok, verified.articles, verified.mentions, verified.dead_letters) == (True, 0, 0, 0)
    assert not any(verified.readings.values())
    assert [stream.size(topic.name) for topic in TOPICS] == [0] * len(TOPICS)

    worker.kill()
    stream.publish([article(1), article(2)])
    wait_until(lambda: sum(lag.records for lag in behind(monitor)) == 2, 60, "both articles wait")
    assert {lag.stage for lag in behind(monitor)} == {"intake"}
    assert all(0 <= lag.seconds < 120 for lag in behind(monitor))
    wait_until(lambda: min(lag.seconds for lag in behind(monitor)) > 1, 60, "the lag grows with time")

    stream.worker().ready()
    wait_until(lambda: not behind(monitor), 60, "a new worker has settled them")
    assert stream.size(ARTICLES.name) == 2
    assert stream.size(MENTIONS.name) == 4
