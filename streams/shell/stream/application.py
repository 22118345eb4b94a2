"""The Faust app that the engine's parts make."""

import time
from collections.abc import Callable, Coroutine
from importlib.metadata import version
from typing import Any

import faust
from faust.types import AgentT
from mode.supervisors import ForfeitOneForOneSupervisor

from schemas.app_topics import StageTopics
from schemas.topics import MAX_DERIVED_BYTES
from streams.settings import Settings
from streams.shell.engine import header_names
from streams.shell.engine.batches import Batch, batches
from streams.shell.engine.consumer import DurableTransport
from streams.shell.engine.outbox import Outbox
from streams.shell.engine.recovery import DurableTableManager
from streams.shell.engine.tables import DurableTable, V
from streams.shell.errors import CommuniqueError
from streams.shell.monitoring import logs
from streams.shell.monitoring.health import Health
from streams.shell.monitoring.metrics import Metrics
from streams.shell.records.codec import TableCodec
from streams.shell.stream import heartbeat
from streams.shell.stream.pool import Pool
from streams.shell.stream.stage_observer import StageObserver

BUFFERED = 512
"""Records that wait for an agent; fetching pauses when they are many."""

_log = logs.logger("communique")

SLOW_START = "raise COMMUNIQUE_STARTUP_TIMEOUT if its tables are large, else run: communique doctor"

METADATA_MS = 10_000
"""Milliseconds between two looks at which topics there are. A broker that has just started may know of none; then
nobody is given any partition until the next look."""

_ALL_REPLICAS = -1

Handler = Callable[[Batch], Coroutine[Any, Any, None]]


class StartupTimeoutError(CommuniqueError):
    """The worker did not become ready in time; starting it again may help."""


class RawSchema(faust.Schema):  # type: ignore[misc]  # faust ships no types
    """Hands keys, values and headers to agents as the bytes that arrived: Faust would skip what it cannot decode."""

    def compile(self, app: faust.App, **_options: object) -> Callable[..., Coroutine[Any, Any, faust.Event]]:
        """Return the function that makes an event of a message."""

        async def decode(message: Any, *, propagate: bool = False) -> faust.Event:  # noqa: ANN401, ARG001
            return app.create_event(message.key, message.value, None, message)

        return decode


class Application(faust.App):  # type: ignore[misc]  # faust ships no types
    """A Faust app whose consumer, tables and recovery are the engine's."""

    def __init__(self, settings: Settings, metrics: Metrics, pool: Pool) -> None:
        header_names.install_lenient_decoding()
        super().__init__(settings.app_id, **_faust_settings(settings))
        self.settings = settings
        self.metrics = metrics
        self.pool = pool
        self.app_topics = settings.app_topics
        self.expendable: set[str] = set()
        """Topics of nothing but heartbeats: what of them is deleted unread is no loss."""
        self.outbox = Outbox(self.client_options, MAX_DERIVED_BYTES, settings.request_timeout, self.app_topics.names)
        self.health = Health(
            settings.stall_timeout,
            connected=lambda: self.consumer.is_connected,
            producing=lambda: self.outbox.is_alive,
        )
        self._lost_at = time.monotonic()

    async def on_start(self) -> None:
        """Connect and load the extractor before anything is read."""
        _log.info("Worker starting", release=version("communique"), group=self.settings.application_id)
        await self.outbox.start()
        extractor = await self.pool.start()
        self.metrics.build(version("communique"), f"{extractor.name}/{extractor.version}")
        _log.info("Extractor loaded", extractor=extractor.name, version=extractor.version)
        await super().on_start()

    async def on_shutdown(self) -> None:
        """End the extraction processes and disconnect, once the agents have ended that need them."""
        await super().on_shutdown()
        self.pool.stop()
        await self.outbox.stop()
        _log.info("Worker stopped")

    def on_rebalance_start(self) -> None:
        """Note that partitions are being assigned anew, then go on as Faust does."""
        if not self.rebalancing:
            self._lost_at = time.monotonic()
            self.metrics.recovery_started.set(time.time())
            _log.info("Partitions are being assigned anew")
        self.metrics.rebalances.inc()
        self.health.lost()
        super().on_rebalance_start()

    def on_rebalance_end(self) -> None:
        """Note that records are read again, after the tables were recovered."""
        super().on_rebalance_end()
        self.metrics.recovery_started.set(0)
        self.metrics.recovery_duration.observe(time.monotonic() - self._lost_at)
        self.health.reading()

    @faust.Service.task  # type: ignore[untyped-decorator]  # faust ships no types
    async def _watch_health(self) -> None:
        """Tell that the event loop turns; stop the process where it does not become ready in time."""
        limit = self.settings.startup_timeout
        while not self.should_stop:
            self.health.turn()
            for check, holds in self.health.ready().items():
                self.metrics.ready.labels(check).set(holds)
            if not self.health.ready_once and self.health.age > limit:
                await self.crash(StartupTimeoutError(f"the worker was not ready within {limit:g} seconds", SLOW_START))
                return
            await self.sleep(1.0)

    @property
    def client_options(self) -> dict[str, Any]:
        """Connection settings for clients of our own."""
        return self.settings.client_options()

    def durable_table(self, name: str, source: str, changelog: str, codec: TableCodec[V]) -> DurableTable[V]:
        """Make a table that follows the partitions of the topic named `source`."""
        table = DurableTable(
            self,
            name=name,
            source=source,
            changelog=changelog,
            codec=codec,
            beacon=self.tables.beacon,
        )
        self.tables.add(table)
        self.metrics.table_keys.labels(name).set_function(table.size_of_partitions)
        return table

    def batch_agent(self, stage: StageTopics, limit: int, handle: Handler) -> AgentT:
        """Make an agent that handles what a stage reads in batches, one at a time, and passes heartbeats on."""
        sources = [stage.source]
        if stage.heartbeats is not None:
            sources.append(stage.heartbeats.name)
            self.expendable.add(stage.heartbeats.name)
        topic = self.topic(*sources, schema=RawSchema(), internal=False)
        observer = StageObserver(stage.name, self.metrics, self.health)

        async def run(stream: faust.Stream) -> None:
            queue = stream.channel.queue
            observer.begin(queue.qsize)
            async for batch in batches(queue, self.consumer, self.outbox, limit):
                beats = heartbeat.separate(batch, stage)
                with observer.observe(batch, beats):
                    await handle(batch)

        run.__qualname__ = run.__name__ = stage.name
        agent = self.agent(topic, name=stage.name, supervisor_strategy=ForfeitOneForOneSupervisor)
        return agent(run)

    async def _on_agent_error(self, _agent: AgentT, error: BaseException) -> None:
        """Stop the process: trouble with the world is never skipped, and Faust would go on with the next record."""
        await self.crash(error)

    def _new_transport(self) -> DurableTransport:
        return DurableTransport(self.conf.broker_consumer, self)


def _faust_settings(settings: Settings) -> dict[str, Any]:
    return {
        "version": settings.version,
        "broker": [f"kafka://{server}" for server in settings.client_options()["bootstrap_servers"]],
        "broker_credentials": _credentials(settings),
        "broker_session_timeout": settings.session_timeout,
        "broker_heartbeat_interval": settings.heartbeat_interval,
        "broker_rebalance_timeout": settings.rebalance_timeout,
        "broker_request_timeout": settings.request_timeout,
        "broker_commit_interval": settings.commit_interval,
        "broker_max_poll_records": BUFFERED,
        "consumer_metadata_max_age_ms": METADATA_MS,
        "producer_acks": _ALL_REPLICAS,
        "producer_request_timeout": settings.request_timeout,
        "producer_max_request_size": MAX_DERIVED_BYTES,
        "processing_guarantee": "at_least_once",
        "consumer_auto_offset_reset": "earliest",
        "topic_allow_declare": False,
        "topic_disable_leader": True,
        "topic_partitions": settings.partitions,
        "stream_buffer_maxsize": BUFFERED,
        "stream_wait_empty": True,
        "store": "memory://",
        "TableManager": DurableTableManager,
        "web_enabled": False,
        "autodiscover": False,
        "datadir": settings.state_dir,
        "worker_redirect_stdouts": False,
    }


def _credentials(settings: Settings) -> Any:  # noqa: ANN401 - one of three classes of Faust
    if settings.uses_sasl and settings.sasl_password is not None:
        return faust.SASLCredentials(
            username=settings.sasl_username,
            password=settings.sasl_password.get_secret_value(),
            mechanism=settings.sasl_mechanism.value,
            ssl_context=settings.ssl_context(),
        )
    return faust.SSLCredentials(settings.ssl_context()) if settings.uses_tls else None
