"""`communique web` beside a worker: an article that is published shows in the feed, and its numbers are the counts."""

import json
import threading
import urllib.request
from typing import Any

import pytest

from tests.broker.articles import article
from tests.broker.harness import PARTITIONS, Stream, wait_until
from tests.browser.web_process import web_process

pytestmark = pytest.mark.broker


def get(address: str) -> Any:  # noqa: ANN401 - any JSON
    with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - our own address
        return json.load(answer)


class Listener(threading.Thread):
    """Reads the live feed until it ends; keeps the names of messages and the ids of the events that it was sent."""

    def __init__(self, address: str) -> None:
        super().__init__(daemon=True)
        self.address = address
        self.connected = threading.Event()
        self.seen: set[str] = set()
        self.names: set[str] = set()

    def run(self) -> None:
        with urllib.request.urlopen(f"{self.address}/v1/live", timeout=60) as feed:  # noqa: S310
            for line in feed:
                self.connected.set()
                if line.startswith(b"event: "):
                    self.names.add(line.removeprefix(b"event: ").decode().strip())
                if b'"event_id"' in line:
                    self.seen.add(json.loads(line.removeprefix(b"data: "))["event_id"])


def test_what_is_published_shows_and_its_numbers_are_the_counts(stream: Stream) -> None:
    stream.worker().ready()
    variables: dict[str, Any] = {"COMMUNIQUE_APP_ID": stream.settings.app_id, "COMMUNIQUE_PARTITIONS": str(PARTITIONS)}
    with web_process(stream.broker.bootstrap_servers, **variables) as address:
        listener = Listener(address)
        listener.start()
        assert listener.connected.wait(30)
        stream.publish([article(number) for number in range(12)])
        assert stream.at_rest().ok
        written = stream.size("counts")
        wait_until(lambda: sum(get(f"{address}/readyz")["reflects"]["next_offsets"]["counts"]) == written, 60, "read")

        counted = get(f"{address}/v1/counts?by=actor")
        listed = get(f"{address}/v1/events?limit=200")
        assert counted["all"]["events"] == listed["total"] > 0
        for row in counted["rows"]:
            assert get(f"{address}/v1/events?actor={row['actor']}")["total"] == row["events"], row
        standing = {event["event_id"] for event in listed["events"]}
        wait_until(lambda: standing <= listener.seen, 60, "the feed has told of every event")
    listener.join(30)
    assert not listener.is_alive(), "the feed ended with the process"
