import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from schemas.event import Event, EventOperation
from schemas.facts import EventType
from streams.core.views.position import Position, read
from streams.core.views.selection import Selection
from streams.shell.web import feed as feeding
from streams.shell.web.live_state import LiveState
from tests.core.views.event_states import event
from tests.shell.broker.topic_log import Logged
from tests.shell.web.conftest import Serve, state_of

DEADLINE = 10.0


class Topic:
    """Writes visits to a state, as the follower does."""

    def __init__(self, state: LiveState) -> None:
        self.state, self.offset = state, 0

    def write(self, *events: Event) -> None:
        written = [
            Logged("visits", 0, self.offset + n, b"k", e.model_dump_json().encode()) for n, e in enumerate(events)
        ]
        self.offset += len(written)
        self.state.apply(list(written), {("visits", 0): self.offset}, caught_up=True)


@asynccontextmanager
async def reading(
    state: LiveState, after: Position | None = None, selection: Selection | None = None
) -> AsyncIterator["Reader"]:
    state.change_signal.attach()
    messages = feeding.feed(state, selection or Selection(), after)
    try:
        yield Reader(messages)
    finally:
        await messages.aclose()  # type: ignore[attr-defined]


class Reader:
    """Reads messages as a browser does."""

    def __init__(self, messages: AsyncIterator[str]) -> None:
        self.messages = messages
        self.last_id = ""

    async def next(self) -> tuple[str, Any]:
        async with asyncio.timeout(DEADLINE):
            async for text in self.messages:
                fields = dict(line.split(": ", 1) for line in text.strip().splitlines() if not line.startswith(":"))
                self.last_id = fields.get("id", self.last_id)
                if "event" in fields:
                    return fields["event"], json.loads(fields["data"])
        raise AssertionError("the feed ended")

    async def until_state(self) -> list[tuple[str, str]]:
        found = []
        while (message := await self.next())[0] != "state":
            found.append((message[0], message[1].get("event_id", "")))
        return found


async def test_what_is_written_is_sent_at_once() -> None:
    topic = Topic(LiveState(100))
    async with reading(topic.state) as reader:
        assert await reader.until_state() == []
        topic.write(event("a"))
        name, item = await reader.next()
    assert (name, item["event_id"], item["type"], item["href"]) == ("event", "a", "visit", "/events/a")
    assert item["who"] == "Ingvild Hauge (Norway)"


async def test_only_news_is_sent_without_a_position() -> None:
    topic = Topic(LiveState(100))
    topic.write(event("old"))
    async with reading(topic.state) as reader:
        assert await reader.until_state() == []
        topic.write(event("old"), event("new"))
        assert await reader.until_state() == [("event", "new")]


async def test_feed_resumes_after_the_last_id_at_another_process() -> None:
    topic = Topic(LiveState(100))
    topic.write(event("a"))
    async with reading(topic.state) as reader:
        await reader.until_state()
        last_id = reader.last_id
    assert read(last_id) == {"visits": (1,)}
    topic.write(event("b"), event("a", version=2), event("c"))
    restarted = Topic(LiveState(100))
    restarted.write(event("a"), event("b"), event("a", version=2), event("c"))
    for state in (topic.state, restarted.state):
        async with reading(state, after=read(last_id)) as reader:
            assert sorted(await reader.until_state()) == [("event", "a"), ("event", "b"), ("event", "c")]


async def test_event_that_is_gone_or_no_longer_matches_is_removed() -> None:
    topic = Topic(LiveState(100))
    async with reading(topic.state, selection=Selection(min_confidence=0.8)) as reader:
        await reader.until_state()
        topic.write(event("a"), event("b"), event("c", confidence=0.1))
        assert await reader.until_state() == [("event", "a"), ("event", "b"), ("gone", "c")]
        topic.write(event("a", version=2, op=EventOperation.GONE, mentions=()), event("b", version=2, confidence=0.2))
        assert await reader.until_state() == [("gone", "a"), ("gone", "b")]


async def test_reader_that_missed_many_changes_is_told_how_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeding, "MAX_AT_ONCE", 2)
    topic = Topic(LiveState(100))
    async with reading(topic.state) as reader:
        await reader.until_state()
        topic.write(*(event(f"e{n}") for n in range(5)))
        assert await reader.next() == ("skipped", {"changes": 3})
        assert await reader.until_state() == [("event", "e3"), ("event", "e4")]


async def test_reader_is_notified_of_a_switch_and_gets_nothing_of_the_old_version() -> None:
    topic = Topic(LiveState(100))
    async with reading(topic.state) as reader:
        await reader.until_state()
        coming = Topic(topic.state.empty_for(2))
        coming.write(*(event(f"new{n}") for n in range(3)))
        topic.write(event("old"))
        topic.state.take_over(coming.state)
        assert await reader.next() == ("switched", {"version": 2})
        assert await reader.until_state() == []
        assert reader.last_id == "version.2~visits.3"
        coming.state = topic.state
        coming.write(event("newest"))
        assert await reader.until_state() == [("event", "newest")]


async def test_switch_there_and_back_between_reads_is_noticed() -> None:
    topic = Topic(LiveState(100))
    topic.write(event("a"))
    async with reading(topic.state) as reader:
        await reader.until_state()
        for version in (2, 1):
            topic.state.take_over(topic.state.empty_for(version))
        assert await reader.next() == ("switched", {"version": 1})


@pytest.mark.parametrize(
    ("last_id", "version", "sent"),
    [
        pytest.param("visits.1", 2, ("switched", ""), id="switched while it was away"),
        pytest.param("version.2~visits.1", 1, ("switched", ""), id="switched back while it was away"),
        pytest.param("version.2~visits.1", 2, ("event", "b"), id="the same version"),
    ],
)
async def test_returning_reader_is_notified_if_the_version_has_changed(
    last_id: str, version: int, sent: tuple[str, str]
) -> None:
    topic = Topic(LiveState(100, version))
    topic.write(event("a"), event("b"))
    async with reading(topic.state, after=read(last_id)) as reader:
        assert await reader.until_state() == [sent]


@pytest.mark.parametrize(("version", "told"), [(1, True), (2, False)])
async def test_switch_is_announced_only_where_the_version_differs(version: int, told: bool) -> None:
    state = LiveState(100, 0)
    async with reading(state, after=read("version.2~visits.1")) as reader:
        assert await reader.until_state() == []
        state.begin(version)
        topic = Topic(state)
        topic.write(event("a"))
        name, _ = await reader.next()
        assert (name == "switched") is told


async def test_more_changes_than_are_remembered_in_order_are_all_found() -> None:
    topic = Topic(LiveState(5_000))
    topic.write(*(event(f"e{n}") for n in range(2_500)))
    snapshot = topic.state.snapshot()
    assert len(snapshot.changes_after(0)) == 2_500
    assert [each.event.event_id for each in snapshot.changes_after(2_498)] == ["e2498", "e2499"]


async def test_feed_sends_keepalives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeding, "QUIET_SECONDS", 0.05)
    state = LiveState(100)
    state.change_signal.attach()
    messages = feeding.feed(state, Selection(), None)
    async with asyncio.timeout(DEADLINE):
        texts = [text async for text in _first(messages, 4)]
    assert texts[-1] == ": still here\n\n"


async def test_it_ends_when_the_process_does() -> None:
    state = LiveState(100)
    state.change_signal.attach()
    messages = feeding.feed(state, Selection(), None)
    texts = [await anext(messages), await anext(messages)]
    assert "event: state" in texts[1]
    state.change_signal.close()
    async with asyncio.timeout(DEADLINE):
        assert not [text async for text in messages if "event: event" in text]


async def _first(messages: AsyncIterator[str], number: int) -> AsyncIterator[str]:
    for _ in range(number):
        yield await anext(messages)


def test_no_text_can_forge_a_message() -> None:
    wicked = "x\n\nevent: gone\ndata: {}\r\rid: 9\u2028"
    (shown,) = state_of([event(type=EventType.VISIT, event_id=wicked)]).snapshot().kept
    (first, *_) = feeding._messages(state_of([]).snapshot(), Selection(), [shown])
    assert first.count("\n") == 3
    assert "\r" not in first


@pytest.mark.parametrize("query", ["?after=nonsense", "?type=war", "?limit=5"])
def test_a_feed_that_makes_no_sense_is_refused(serve: Serve, query: str) -> None:
    assert serve().get(f"/v1/live{query}").status_code == 400


def test_a_wrong_last_event_id_is_refused(serve: Serve) -> None:
    assert serve().get("/v1/live", headers={"last-event-id": "'; drop"}).status_code == 400


def test_readers_are_bounded(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeding, "MAX_READERS", 0)
    assert serve().get("/v1/live").status_code == 503
