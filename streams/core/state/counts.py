"""A cell's count: the newest total of each ledger partition, added up."""

from collections.abc import Mapping

from schemas.count import Cell, Count, Tally
from schemas.model import Model


class PartitionTotal(Model):
    """The newest total that one ledger partition gave of a cell."""

    version: int
    events: int
    mentions: int


class CellState(Model):
    """The newest totals of a cell by ledger partition."""

    cell: Cell
    totals: Mapping[int, PartitionTotal] = {}


def apply(state: CellState | None, tally: Tally) -> CellState:
    """Fold one tally into its cell's state. Twice, late or out of order changes nothing."""
    cell = Cell.model_validate(tally.model_dump())
    total = PartitionTotal(version=tally.version, events=tally.events, mentions=tally.mentions)
    incoming = CellState(cell=cell, totals={tally.partition: total})
    return incoming if state is None else join(state, incoming)


def join(a: CellState, b: CellState) -> CellState:
    """Combine two states of one cell: the newest total of each partition."""
    totals = dict(a.totals)
    for partition, total in b.totals.items():
        totals[partition] = max(total, totals.get(partition, total), key=_order)
    return CellState(cell=a.cell, totals=dict(sorted(totals.items())))


def count(state: CellState) -> Count:
    """Add up the partitions; their versions too, so of two states of a cell the later has the higher version."""
    values = state.totals.values()
    return Count(
        **dict(state.cell),
        events=sum(v.events for v in values),
        mentions=sum(v.mentions for v in values),
        version=sum(v.version + 1 for v in values),
    )


def _order(total: PartitionTotal) -> tuple[int, int, int]:
    return total.version, total.events, total.mentions
