"""Recovery: what a worker does between the assignment of partitions and the first record.

Faust's own recovery takes the last record of a key, swallows what goes wrong, and passes over records that come out of
order. Here a reader of our own reads each changelog from where memory ends to its end, and joins every record. Agents
start only after that, from the committed offsets.
"""

import logging
from collections.abc import Sequence
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition
from faust.tables.manager import TableManager
from faust.tables.recovery import Recovery

from streams.shell.engine.tables import DurableTable
from streams.shell.monitoring.metrics import Metrics

_log = logging.getLogger("communique")

CHUNK = 500
"""Records that are joined before the event loop gets its turn."""


class JoiningRecovery(Recovery):  # type: ignore[misc]  # faust ships no types
    """Replaces what Faust does to read changelogs; the rest of its choreography stays."""

    _rebalance = 0
    """The number of the rebalance that the recovery belongs to."""

    def need_recovery(self) -> bool:
        """Say no: Faust has nothing to read."""
        return False

    async def _build_highwaters(self, *_args: object) -> None:
        """Leave out: our reader asks for the ends itself."""

    async def _build_offsets(self, *_args: object) -> None:
        """Leave out: tables know how far they have read."""

    async def _seek_offsets(self, *_args: object) -> None:
        """Leave out: changelogs are not read by the group's consumer."""

    async def on_rebalance(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Faust's own signature
        """Note which rebalance this is, then go on as Faust does."""
        self._rebalance = self.app.rebalancing_count
        await super().on_rebalance(*args, **options)

    async def on_recovery_completed(self, generation_id: int = 0) -> None:
        """Recover the tables, then let the agents begin, unless partitions are being assigned anew meanwhile."""
        app, consumer = self.app, self.app.consumer

        def is_ours() -> bool:
            return bool(app.consumer_generation_id == generation_id and app.rebalancing_count == self._rebalance)

        app.health.on_assigned()
        await app.on_rebalance_complete.send()
        self._set_recovery_ended()
        total = await self._recover_tables()
        if not is_ours() or not await consumer.begin(is_ours):
            return
        self.completed.set()
        await app._fetcher.maybe_start()
        self.tables.on_actives_ready()
        self.tables.on_standbys_ready()
        app.on_rebalance_end()
        _log.info("Worker ready: %d partitions, %d changelog records read", len(consumer.assignment()), total)

    async def _recover_tables(self) -> int:
        assignment = self.app.consumer.assignment()
        for table in self.tables.values():
            table.keep_only({tp.partition for tp in assignment if tp.topic == table.source})
        return await ChangelogReader(self.app.client_options, self.app.metrics).read(
            [(table, tp.partition) for table in self.tables.values() for tp in assignment if tp.topic == table.source]
        )


class ChangelogReader:
    """Reads changelogs to their ends with a consumer of its own, in no group."""

    def __init__(self, client_options: dict[str, Any], metrics: Metrics) -> None:
        self._options = client_options
        self._metrics = metrics

    async def read(self, wanted: Sequence[tuple[DurableTable[Any], int]]) -> int:
        """Join into each table what its partition has beyond memory; returns the number of records."""
        tables = {TopicPartition(table.changelog, partition): table for table, partition in wanted}
        if not tables:
            return 0
        consumer = AIOKafkaConsumer(**self._options, enable_auto_commit=False, auto_offset_reset="earliest")
        await consumer.start()
        try:
            return await self._read_all(consumer, tables)
        finally:
            await consumer.stop()

    async def _read_all(self, consumer: AIOKafkaConsumer, tables: dict[TopicPartition, DurableTable[Any]]) -> int:
        consumer.assign(list(tables))
        starts = await consumer.beginning_offsets(list(tables))
        ends = await consumer.end_offsets(list(tables))
        behind = {}
        for tp, table in tables.items():
            start = max(table.read_up_to(tp.partition) or 0, starts[tp])
            consumer.seek(tp, start)
            if start < ends[tp]:
                behind[tp] = ends[tp] - start
        total = 0
        while behind:
            self._metrics.recovery_remaining.set(sum(behind.values()))
            for tp, records in (await consumer.getmany(*behind, timeout_ms=1_000, max_records=CHUNK)).items():
                for record in records:
                    tables[tp].restore(tp.partition, record.offset, record.key, record.value)
                total += len(records)
                self._metrics.recovered_records.inc(len(records))
            left = {tp: ends[tp] - await consumer.position(tp) for tp in behind}
            behind = {tp: records for tp, records in left.items() if records > 0}
        self._metrics.recovery_remaining.set(0)
        for tp, table in tables.items():
            table.restored(tp.partition, ends[tp])
        return total


class DurableTableManager(TableManager):  # type: ignore[misc]  # faust ships no types
    """Faust's manager of tables, with our recovery, and without subscribing to changelogs."""

    @property
    def recovery(self) -> JoiningRecovery:
        """The recovery service, made when first asked for."""
        if self._recovery is None:
            self._recovery: JoiningRecovery | None = JoiningRecovery(self.app, self, beacon=self.beacon, loop=self.loop)
        return self._recovery

    async def _update_channels(self) -> None:
        self._tables_finalized.set()
        for table in self.values():
            await table.maybe_start()
        self._tables_registered.set()
