"""Ledger: groups the mentions of each block into events, and sends their states and the partition's totals."""

from collections.abc import Iterator

from schemas.count import Cell, Tally
from schemas.event import Event
from schemas.mention import Mention
from schemas.topics import EVENTS, MENTIONS, Topic, changelog, tallies
from streams.core import ledger as fold
from streams.core.ledger import Entry
from streams.core.totals import PartitionTotals
from streams.shell import cloudevents, codec
from streams.shell.agents.refusal import MalformedDelivery, dead_letter
from streams.shell.engine.application import Application
from streams.shell.engine.batches import Batch, Delivery
from streams.shell.engine.outbox import Record
from streams.shell.engine.tables import Draft, DurableTable
from streams.shell.metrics import Metrics

LIMIT = 512
"""Records in a batch."""

Block = tuple[int, bytes]
"""A partition of `mentions` and the block's key."""


def register(app: Application, metrics: Metrics) -> None:
    """Make the table `ledger` and the agent that reads `mentions`."""
    app_id = app.settings.application_id
    table = app.durable_table(
        "ledger", MENTIONS.name, changelog(app_id, "ledger").name, codec.table_codec(Entry, fold.join)
    )
    sums = Sums(table)
    tallied = tallies(app_id)

    async def ledger(batch: Batch) -> None:
        draft, records = table.draft(), list[Record]()
        touched: dict[Block, Delivery] = {}
        for delivery in batch.deliveries:
            try:
                mention = codec.decode(Mention, delivery.value)
            except codec.MalformedRecord as error:
                records.append(dead_letter(delivery, MalformedDelivery(str(error)), metrics))
            else:
                touched[_apply(draft, delivery, mention)] = delivery
        for block, last in touched.items():
            records += _states(table.value(*block), draft, block, last, metrics)
        for tally, last in sums.tallies(draft, touched, batch):
            records.append(_tally(tallied, tally, last))
        await batch.settle(records, [draft])

    app.batch_agent("ledger", MENTIONS.name, LIMIT, ledger)


def _apply(draft: Draft[Entry], delivery: Delivery, mention: Mention) -> Block:
    block = delivery.partition, mention.block.encode()
    draft.put(*block, fold.apply(draft.get(*block), mention, delivery.offset))
    return block


def _states(old: Entry | None, draft: Draft[Entry], block: Block, last: Delivery, metrics: Metrics) -> Iterator[Record]:
    """Yield the states of a block's events that changed; all of them if the entry had the record before.

    The second is a redelivery. What it sends was durable before the entry was, so it is only sent to be sure.
    """
    entry = draft.get(*block)
    if entry is None:
        return
    fresh = old is not None and last.offset > old.offset
    known = {event.event_id: event for event in fold.events(old)} if old is not None and fresh else {}
    because = cloudevents.cause(last)
    for event in fold.events(entry):
        before = known.get(event.event_id)
        if before is None or before.model_copy(update={"version": event.version}) != event:
            metrics.events.labels(event.type.value, event.op.value).inc()
            yield _event(event, because)


def _event(event: Event, because: cloudevents.Cause) -> Record:
    return cloudevents.record(
        EVENTS[event.type],
        event.event_id.encode(),
        codec.encode(event),
        source="ledger",
        event_id=f"{event.event_id}:{event.version}",
        because=because,
    )


def _tally(topic: Topic, tally: Tally, last: Delivery) -> Record:
    key = codec.cell_key(tally)
    return cloudevents.record(
        topic,
        key,
        codec.encode(tally),
        source="ledger",
        event_id=f"{tally.partition}:{tally.version}:{key.decode()}",
        because=cloudevents.cause(last),
    )


class Sums:
    """The totals of the partitions that are owned; made anew from the recovered table in every epoch."""

    def __init__(self, table: DurableTable[Entry]) -> None:
        self._table = table
        self._epoch = -1
        self._partitions: dict[int, PartitionTotals] = {}

    def tallies(
        self, draft: Draft[Entry], touched: dict[Block, Delivery], batch: Batch
    ) -> Iterator[tuple[Tally, Delivery]]:
        """Put the new entries in the place of the old ones; yield the total of every touched cell once."""
        if batch.epoch != self._epoch:
            self._epoch, self._partitions = batch.epoch, {}
        cells: dict[int, dict[Cell, Delivery]] = {}
        for (partition, key), last in touched.items():
            entry = draft.get(partition, key)
            if entry is not None:
                changed = self._partition(partition).replace(self._table.value(partition, key), entry)
                cells.setdefault(partition, {}).update(dict.fromkeys(changed, last))
        for partition, lasts in cells.items():
            tallies_of = self._partition(partition).tallies
            for tally in tallies_of(lasts, batch.last_offset(MENTIONS.name, partition)):
                yield tally, lasts[Cell(**{name: getattr(tally, name) for name in Cell.model_fields})]

    def _partition(self, partition: int) -> PartitionTotals:
        if partition not in self._partitions:
            totals = PartitionTotals(partition)
            totals.rebuild(self._table.values_of(partition))
            self._partitions[partition] = totals
        return self._partitions[partition]
