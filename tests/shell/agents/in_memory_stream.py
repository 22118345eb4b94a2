"""The application without a broker: agents, tables and fakes where the world would be."""

import asyncio
import json
from types import SimpleNamespace
from typing import Any

from schemas.app_topics import AppTopics
from schemas.topics import ARTICLES, MENTIONS
from streams.settings import Settings
from streams.shell.agents import count, intake, ledger, read
from streams.shell.monitoring.metrics import Metrics
from streams.shell.stream.application import Application
from tests.broker.fake_extractor import VERSION, FakeExtractor
from tests.shell.engine.fakes import FakeConsumer, FakeOutbox, FakePool, event, queue_of

TOPICS = AppTopics.of("communique")
ACCEPTED, TALLIES = TOPICS.accepted.name, TOPICS.tallies.name
BEATS = {
    "intake": TOPICS.article_heartbeats.name,
    "read": ACCEPTED,
    "ledger": TOPICS.mention_heartbeats.name,
    "count": TALLIES,
}
"""Where each stage finds heartbeats."""
NEXT = {"intake": ACCEPTED, "read": BEATS["ledger"], "ledger": TALLIES}
"""Where each passes them on."""
SOURCES = {"intake": ARTICLES.name, "read": ACCEPTED, "ledger": MENTIONS.name, "count": TALLIES}


def text(number: int) -> str:
    return f"visit PAK CHN 2024-05-{number % 28 + 1:02} energy"


def article(number: int = 1, **fields: Any) -> bytes:  # noqa: ANN401
    return json.dumps({"id": f"a{number}", "text": text(number), "published_at": "2024-06-01"} | fields).encode()


class InMemoryStream:
    """The application with fakes where the world would be."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.metrics, self.pool, self.outbox = Metrics(), FakePool(FakeExtractor(), VERSION), FakeOutbox()
        self.consumer = FakeConsumer()
        self.app = Application(settings or Settings(), self.metrics, self.pool)  # type: ignore[arg-type]
        self.app.outbox = self.outbox  # type: ignore[assignment]
        self.app.consumer = self.consumer
        topics = self.app.app_topics
        intake.register(self.app, topics, self.metrics)
        read.register(self.app, topics, self.metrics, self.pool)  # type: ignore[arg-type]
        ledger.register(self.app, topics, self.metrics)
        count.register(self.app, topics, self.metrics)
        self.consumer.offsets.reset({(topic, 0): 0 for topic in {*SOURCES.values(), *BEATS.values()}})
        self.passed = dict.fromkeys(SOURCES.values(), 0)

    async def feed(self, agent: str, events: list[Any]) -> None:
        """Let an agent handle records, until all are settled."""
        fun = next(each.fun for name, each in self.app.agents.items() if name == agent)
        stream = SimpleNamespace(channel=SimpleNamespace(queue=queue_of(*events)))
        last = events[-1].message
        running = asyncio.ensure_future(fun(stream))
        settled = asyncio.ensure_future(self._settled(last.tp, last.offset + 1))
        await asyncio.wait([running, settled], return_when=asyncio.FIRST_COMPLETED, timeout=5)
        error = running.exception() if running.done() else None
        assert error or settled.done(), "not settled within 5 seconds"
        for task in (running, settled):
            task.cancel()
        if error is not None:
            raise error

    async def _settled(self, partition: tuple[str, int], end: int) -> None:
        while self.consumer.offsets.committable()[partition] < end or self.consumer.in_flight:  # noqa: ASYNC110
            await asyncio.sleep(0.002)

    async def publish(self, *values: bytes | None, key: bytes | None = None, headers: Any = ()) -> None:  # noqa: ANN401
        """Send articles down the whole path."""
        start = self.passed[ARTICLES.name]
        self.passed[ARTICLES.name] += len(values)
        await self.feed("intake", [event(ARTICLES.name, start + n, v, key, 0, headers) for n, v in enumerate(values)])
        for agent in ("read", "ledger", "count"):
            await self.pass_on(agent)

    async def pass_on(self, agent: str) -> None:
        topic = SOURCES[agent]
        start = self.passed[topic]
        new = self.outbox.of(topic)[start:]
        self.passed[topic] += len(new)
        if new:
            await self.feed(agent, [event(topic, start + n, r.value, r.key, 0, r.headers) for n, r in enumerate(new)])

    def beaten(self, stage: str) -> float | None:
        """Return what the metric says of the newest heartbeat that passed a stage."""
        return self.metrics.registry.get_sample_value("communique_heartbeat_timestamp_seconds", {"stage": stage})

    def values(self, topic: str) -> list[dict[str, Any]]:
        return [json.loads(record.value or b"null") for record in self.outbox.of(topic)]
