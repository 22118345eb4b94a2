"""Ledger: groups the mentions of each block into events, and sends their states and the partition's totals."""

import asyncio
import time
from collections.abc import Iterator
from itertools import groupby

from schemas.app_topics import AppTopics
from schemas.count import Tally
from schemas.event import Event, EventOperation
from schemas.mention import Mention
from schemas.topics import EVENTS, Topic
from streams.core.state import ledger as fold
from streams.core.state.cells import text_of
from streams.core.state.entry import Entry
from streams.core.state.totals import FoldOutcome, PartitionTotals
from streams.shell.agents.refusal import MalformedDelivery, dead_letter
from streams.shell.engine.batches import Batch
from streams.shell.engine.tables import Draft, DurableTable
from streams.shell.monitoring.metrics import Metrics
from streams.shell.records import cloudevents, codec
from streams.shell.records.record import Delivery, ProducerRecord
from streams.shell.stream import processing_log
from streams.shell.stream.application import Application

LIMIT = 512
"""Records in a batch."""

Read = tuple[Mention, Delivery]


def register(app: Application, topics: AppTopics, metrics: Metrics) -> None:
    """Make the table `ledger` and the agent that reads `mentions`."""
    stage, changelog = topics.stages["ledger"], topics.changelogs["ledger"].name
    table = app.durable_table("ledger", stage.source, changelog, codec.table_codec(Entry, fold.join))
    totals = Totals(table)

    async def ledger(batch: Batch) -> None:
        draft, records = table.draft(), list[ProducerRecord]()
        for partition, deliveries in by_partition(batch.deliveries):
            mentions = list(_mentions(deliveries, records, metrics))
            if mentions:
                outcome = await totals.fold(batch.epoch, partition, mentions)
                records += _records(outcome, mentions, topics.tallies, metrics)
                _keep(draft, partition, outcome)
        await batch.settle(records, [draft])

    app.batch_agent(stage, LIMIT, ledger)


class Totals:
    """The totals of the partitions that are owned; made anew from the recovered table in every epoch."""

    def __init__(self, table: DurableTable[Entry]) -> None:
        self._table = table
        self._epoch = -1
        self._partitions: dict[int, PartitionTotals] = {}

    async def fold(self, epoch: int, partition: int, mentions: list[Read]) -> FoldOutcome:
        """Fold one partition's records of a batch, in the order of their offsets.

        In a thread: a batch of a busy block takes seconds, in which heartbeats, probes and signals do not wait. What it
        needs of the table is taken first; the totals of an epoch that ends meanwhile are used no more.
        """
        totals = self._of(epoch, partition)
        kept = {mention.block: self._table.value(partition, mention.block.encode()) for mention, _ in mentions}
        records = [(mention, delivery.offset) for mention, delivery in mentions]
        return await asyncio.to_thread(totals.fold, kept.get, records)

    def _of(self, epoch: int, partition: int) -> PartitionTotals:
        if epoch != self._epoch:
            self._epoch, self._partitions = epoch, {}
        if partition not in self._partitions:
            self._partitions[partition] = PartitionTotals(partition)
            self._partitions[partition].rebuild(self._table.values_of(partition))
        return self._partitions[partition]


def by_partition(deliveries: list[Delivery]) -> Iterator[tuple[int, list[Delivery]]]:
    """Yield the records of each partition together, in the order of their offsets."""
    for partition, group in groupby(sorted(deliveries, key=lambda d: (d.partition, d.offset)), lambda d: d.partition):
        yield partition, list(group)


def _mentions(deliveries: list[Delivery], refused: list[ProducerRecord], metrics: Metrics) -> Iterator[Read]:
    for delivery in deliveries:
        try:
            yield codec.decode(Mention, delivery.value), delivery
        except codec.MalformedRecordError as error:
            refused.append(dead_letter(delivery, MalformedDelivery(str(error)), "ledger", metrics))


def _keep(draft: Draft[Entry], partition: int, outcome: FoldOutcome) -> None:
    for block, entry in outcome.entries.items():
        draft.put(partition, block.encode(), entry)


def _records(outcome: FoldOutcome, mentions: list[Read], tallied: Topic, metrics: Metrics) -> Iterator[ProducerRecord]:
    """Yield what follows from a partition's records; each names as cause the last of them that it follows from."""
    causes = {mention.mention_id: delivery for mention, delivery in mentions}
    last = mentions[-1][1]
    for event in outcome.events:
        _measure(event, metrics)
        named = [causes[each.mention_id] for each in event.mentions if each.mention_id in causes]
        latest = max(named, key=lambda d: d.offset, default=last)
        processing_log.changed(event, latest)
        yield _event(event, latest)
    for tally in outcome.tallies:
        yield _tally(tallied, tally, last)


def _measure(event: Event, metrics: Metrics) -> None:
    metrics.events.labels(event.type.value, event.status.value, event.op.value).inc()
    if event.op is EventOperation.UPSERT:
        metrics.event_reports.labels(event.type.value).observe(event.mention_count)
        published = [each.published_at.timestamp() for each in event.mentions if each.published_at is not None]
        if published:
            metrics.event_age.labels(event.type.value).observe(max(0.0, time.time() - max(published)))


def _event(event: Event, last: Delivery) -> ProducerRecord:
    return cloudevents.record(
        EVENTS[event.type],
        event.event_id.encode(),
        codec.encode(event),
        source="ledger",
        event_id=f"{event.event_id}:{event.version}",
        because=cloudevents.cause(last),
    )


def _tally(topic: Topic, tally: Tally, last: Delivery) -> ProducerRecord:
    return cloudevents.internal(topic, text_of(tally).encode(), codec.encode(tally), cloudevents.cause(last))
