"""Count: keeps the newest total of each ledger partition of a cell, and sends their sum."""

from schemas.app_topics import AppTopics
from schemas.count import Tally
from schemas.topics import COUNTS
from streams.core.state import counts
from streams.core.state.cells import text_of
from streams.core.state.counts import CellState
from streams.shell.agents.refusal import MalformedDelivery, dead_letter
from streams.shell.engine.batches import Batch
from streams.shell.engine.tables import Draft
from streams.shell.monitoring.metrics import Metrics
from streams.shell.records import cloudevents, codec
from streams.shell.records.record import Delivery, ProducerRecord
from streams.shell.stream.application import Application

LIMIT = 1_024
"""Records in a batch."""


def register(app: Application, topics: AppTopics, metrics: Metrics) -> None:
    """Make the table `counts` and the agent that reads tallies."""
    changelog = topics.changelogs["counts"].name
    table = app.durable_table("counts", topics.tallies.name, changelog, codec.table_codec(CellState, counts.join))

    async def count(batch: Batch) -> None:
        draft, records = table.draft(), list[ProducerRecord]()
        touched: dict[tuple[int, bytes], Delivery] = {}
        for delivery in batch.deliveries:
            try:
                tally = codec.decode(Tally, delivery.value)
            except codec.MalformedRecordError as error:
                records.append(dead_letter(delivery, MalformedDelivery(str(error)), "count", metrics))
                continue
            cell = delivery.partition, text_of(tally).encode()
            draft.put(*cell, counts.apply(draft.get(*cell), tally))
            touched[cell] = delivery
        records += [_count(draft, cell, last) for cell, last in touched.items()]
        await batch.settle(records, [draft])

    app.batch_agent(topics.stages["count"], LIMIT, count)


def _count(draft: Draft[CellState], cell: tuple[int, bytes], last: Delivery) -> ProducerRecord:
    state = draft.get(*cell)
    if state is None:
        raise KeyError(f"no state of cell {cell!r}")
    return cloudevents.record(
        COUNTS,
        cell[1],
        codec.encode(counts.count(state)),
        source="count",
        event_id=f"{last.partition}:{last.offset}:{cell[1].decode()}",
        because=cloudevents.cause(last),
    )
