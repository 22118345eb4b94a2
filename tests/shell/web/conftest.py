"""The web application over records in memory."""

from collections.abc import Callable, Iterator, Sequence

import pytest
from starlette.testclient import TestClient

from schemas.count import Count
from schemas.event import Event
from schemas.topics import COUNTS, EVENTS
from streams.shell.monitoring.metrics import WebMetrics
from streams.shell.web.application import build
from streams.shell.web.live_state import LiveState
from tests.shell.broker.topic_log import Logged

HOSTS = ("localhost", "testserver")


def records(values: Sequence[Event | Count]) -> list[Logged]:
    """Records of the topics of these values, one after the other in partition 0."""
    written: list[Logged] = []
    for value in values:
        topic = COUNTS.name if isinstance(value, Count) else EVENTS[value.type].name
        offset = sum(record.topic == topic for record in written)
        written.append(Logged(topic, 0, offset, b"key", value.model_dump_json().encode()))
    return written


def state_of(values: Sequence[Event | Count], caught_up: bool = True) -> LiveState:
    """The state after these records."""
    state = LiveState(limit=1_000)
    written = records(values)
    state.apply(list(written), {(each.topic, 0): each.offset + 1 for each in written}, caught_up)
    return state


Serve = Callable[..., TestClient]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Make a client of the application that has seen these values."""
    open_clients: list[TestClient] = []

    def make(*values: Event | Count, state: LiveState | None = None, metrics: WebMetrics | None = None) -> TestClient:
        app = build(state or state_of(values), HOSTS, metrics or WebMetrics())
        client = TestClient(app, raise_server_exceptions=True)
        open_clients.append(client)
        return client

    yield make
    for client in open_clients:
        client.close()
