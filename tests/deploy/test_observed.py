"""A real Prometheus that scrapes all processes on the embedded broker: dashboards answer, alerts fire."""

import math
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from typing import Any
from urllib.request import urlopen

import pytest

from streams.shell.broker.embedded import embedded, free_port
from tests.broker.articles import article
from tests.broker.harness import Stream, Worker, wait_until
from tests.browser.web_process import web_process
from tests.deploy.observability import Prometheus, prometheus, queries, require

pytestmark = [pytest.mark.broker, pytest.mark.timeout(600)]
OF_DEAD_LETTERS = {"CommuniqueDeadLettersBurnFast", "CommuniqueDeadLettersBurnSlowly"}
QUICK = {"MONITOR_INTERVAL": "1", "MONITOR_HEARTBEAT": "5", "MONITOR_VERIFY": "0.1"}


@dataclass
class Observed:
    """What runs."""

    stream: Stream
    worker: Worker
    prometheus: Prometheus
    page: str
    numbers: Iterator[int]

    def look_at_the_page(self) -> None:
        with urlopen(self.page, timeout=10) as answer:  # noqa: S310 - our own address
            assert answer.status == 200

    def publish_a_bit_of_everything(self) -> None:
        """Publish new articles, a duplicate, a correction, a withdrawal and a record that cannot be read."""
        one, other, gone = (next(self.numbers) for _ in range(3))
        now: dict[str, Any] = {"published_at": datetime.now(UTC).isoformat()}
        again = article(one, **now)
        self.stream.publish([again, article(other, **now), article(gone, **now), b"not json"])
        self.stream.publish(
            [again, article(other, 2, **now), {"id": f"article-{gone}", "status": "withdrawn", "revision": 2}]
        )


@pytest.fixture(scope="module")
def observed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Observed]:
    require("prometheus")
    folder = tmp_path_factory.mktemp("observed")
    with embedded() as broker:
        stream = Stream(broker, folder)
        try:
            stream.fresh_topics()
            worker = stream.worker()
            monitor = stream.monitor(**QUICK)
            told = free_port()
            jobs = {
                "communique-worker": [worker.metrics_port],
                "communique-monitor": [monitor.metrics_port],
                "communique-web": [told],
            }
            variables: dict[str, Any] = {
                "COMMUNIQUE_APP_ID": stream.settings.app_id,
                "COMMUNIQUE_WEB_METRICS_PORT": str(told),
            }
            with web_process(broker.bootstrap_servers, **variables) as page, prometheus(folder, jobs) as running:
                worker.ready()
                yield Observed(stream, worker, running, page, count(1))
        finally:
            stream.stop_all()


def unanswered(running: Prometheus) -> list[str]:
    """Return the panels' queries whose answer is empty, or says nothing."""
    return [
        name
        for name, query in queries()
        if not any(math.isfinite(float(sample["value"][1])) for sample in running.query(query))
    ]


def test_every_query_of_every_panel_has_an_answer(observed: Observed) -> None:
    missing: list[str] = []

    def answered() -> bool:
        observed.publish_a_bit_of_everything()
        observed.look_at_the_page()
        # Between two waves the stream comes to rest, and the monitor verifies.
        verified = f"communique_verify_timestamp_seconds > {time.time():.3f}"
        wait_until(lambda: bool(observed.prometheus.query(verified)), 120, "the counts are verified")
        missing[:] = unanswered(observed.prometheus)
        return not missing

    try:
        wait_until(answered, 240, "every panel shows something")
    except AssertionError as error:
        raise AssertionError(f"{error}: {missing}") from error
    assert observed.prometheus.unhealthy_rules() == []
    (mismatches,) = observed.prometheus.query("communique_verify_mismatches")
    assert mismatches["value"][1] == "0"


def test_healthy_stream_fires_only_the_alert_for_dead_letters(observed: Observed) -> None:
    wait_until(lambda: not observed.prometheus.query("communique_consumer_lag_records > 0"), 120, "nothing waits")
    # Here alerts hold after a second, so a scrape that comes late on a busy machine may fire one that ends by itself.
    wait_until(lambda: observed.prometheus.firing() <= OF_DEAD_LETTERS, 120, "nothing else fires")


def test_alert_fires_when_the_worker_is_killed_and_resolves_with_a_new_one(observed: Observed) -> None:
    wanted = {"CommuniqueWorkerDown", "CommuniqueNoWorker"}
    wait_until(lambda: not wanted & observed.prometheus.firing(), 60, "the alerts do not fire yet")
    observed.worker.kill()
    wait_until(lambda: wanted <= observed.prometheus.firing(), 90, "the alerts fire")
    observed.stream.publish([article(1_000)])
    # Seen from outside, while there is no worker to ask.
    wait_until(lambda: bool(observed.prometheus.query("communique_consumer_lag_records > 0")), 90, "the lag is seen")
    observed.stream.worker(METRICS_PORT=str(observed.worker.metrics_port)).ready()
    wait_until(lambda: not wanted & observed.prometheus.firing(), 90, "the alerts end")
