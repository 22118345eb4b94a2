"""A partition's totals follow its entries, and every tally is made of all records up to its version."""

from collections.abc import Callable, Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.count import Cell, Tally
from schemas.event import EventOperation
from schemas.mention import Mention
from streams.core.state import counts, ledger
from streams.core.state.cells import text_of
from streams.core.state.entry import CellTotal, Entry
from streams.core.state.totals import FoldOutcome, PartitionTotals
from tests.core.state.building import MEETING, facts, mention

PAKISTAN = Cell(type="meeting", actor="PAK", day="2024-05-08")
WITH_CHINA = mention(MEETING, "a")
WITH_IRAN = mention(facts("meeting", "Pakistan/PAK, Iran/IRN", day="2024-05-08"), "b")
WITH_NEPAL = mention(facts("meeting", "Pakistan/PAK, Nepal/NPL", day="2024-05-08"), "c")


def retracted(said: Mention) -> Mention:
    return Mention.model_validate(said.model_dump() | {"op": "retract", "version": {"revision": 2, "extractor": 1}})


class Partition:
    """A partition's table and totals, as an agent keeps them."""

    def __init__(self, *entries: Entry) -> None:
        self.table = {entry.block: entry for entry in entries}
        self.totals = PartitionTotals(3)
        self.totals.rebuild(entries)

    def fold(self, start: int, *records: Mention) -> FoldOutcome:
        outcome = self.totals.fold(self.table.get, [(said, start + n) for n, said in enumerate(records)])
        self.table |= outcome.entries
        return outcome


def tallied(tallies: Iterable[Tally], cell: Cell = PAKISTAN) -> list[tuple[int, int, int]]:
    return [(t.version, t.events, t.mentions) for t in tallies if text_of(t) == text_of(cell)]


def test_totals_add_up_over_blocks() -> None:
    outcome = Partition().fold(10, WITH_CHINA, WITH_IRAN)
    assert tallied(outcome.tallies) == [(11, 2, 2)]
    assert {tally.partition for tally in outcome.tallies} == {3}
    assert len(outcome.entries) == len(outcome.events) == 2


def test_tallies_are_in_the_order_of_their_cells() -> None:
    cells = [text_of(tally) for tally in Partition().fold(10, WITH_CHINA, WITH_IRAN).tallies]
    assert len(cells) == 10
    assert cells == sorted(cells)


def test_one_tally_for_a_cell_and_batch() -> None:
    outcome = Partition().fold(10, *(mention(MEETING, f"a{n}") for n in range(20)))
    assert tallied(outcome.tallies) == [(29, 1, 20)]
    assert [event.mention_count for event in outcome.events if event.op is EventOperation.UPSERT] == [20]


def test_a_record_that_is_no_news_sends_nothing() -> None:
    partition = Partition()
    partition.fold(0, WITH_CHINA, WITH_IRAN)
    assert partition.fold(2, WITH_CHINA) == FoldOutcome({}, (), ())


def test_a_record_that_was_folded_before_sends_everything_again() -> None:
    partition = Partition()
    first = partition.fold(0, WITH_CHINA, retracted(WITH_CHINA))
    again = partition.fold(0, WITH_CHINA)
    assert (again.entries, again.events) == ({}, first.events)
    assert [event.op for event in again.events] == [EventOperation.GONE]
    assert {text_of(tally) for tally in again.tallies} == {text_of(tally) for tally in first.tallies}


def test_what_a_batch_undoes_is_sent_all_the_same() -> None:
    """A paused worker may send the state after the first of the two records, long after."""
    outcome = Partition().fold(0, WITH_CHINA, retracted(WITH_CHINA))
    assert tallied(outcome.tallies) == [(1, 0, 0)]
    assert [(event.op, event.version) for event in outcome.events] == [(EventOperation.GONE, 1)]


def test_totals_are_rebuilt_from_the_table() -> None:
    partition = Partition()
    partition.fold(0, WITH_CHINA, WITH_IRAN)
    rebuilt = Partition(*partition.table.values())
    assert tallied(rebuilt.fold(2, WITH_NEPAL).tallies) == [(2, 3, 3)]


def processed(_table: dict[str, Entry], last: int) -> int:
    return last


def highest_in_table(table: dict[str, Entry], last: int) -> int:
    return max(last, *(entry.offset for entry in table.values()))


@pytest.mark.parametrize(("version", "events"), [(processed, 2), (highest_in_table, 3)])
def test_why_a_version_is_the_processed_offset(version: Callable[[dict[str, Entry], int], int], events: int) -> None:
    """Two meetings are true. A tally that takes its version from a table with holes stays, and says three.

    The batch 10, 11, 12 was folded; of its entries only that of 12 was kept when the worker died.
    """
    partition = Partition(ledger.apply(None, WITH_CHINA, 5), ledger.apply(None, WITH_NEPAL, 12))
    state = None
    for offset, said in ((10, WITH_IRAN), (11, retracted(WITH_CHINA)), (12, WITH_NEPAL)):
        for tally in partition.fold(offset, said).tallies:
            if text_of(tally) == text_of(PAKISTAN):
                told = tally.model_copy(update={"version": version(partition.table, tally.version)})
                state = counts.apply(state, told)
    assert state is not None
    assert counts.count(state).events == events


RECORDS = [each for said in (WITH_CHINA, WITH_IRAN, WITH_NEPAL) for each in (said, retracted(said))]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.sampled_from(RECORDS), min_size=1, max_size=4), min_size=1, max_size=5))
def test_totals_kept_are_totals_rebuilt(batches: list[list[Mention]]) -> None:
    partition, offset = Partition(), 0
    for batch in batches:
        partition.fold(offset, *batch)
        offset += len(batch)
    wanted: dict[Cell, CellTotal] = {}
    for entry in partition.table.values():
        for cell, total in ledger.totals(entry).items():
            old = wanted.get(cell, CellTotal())
            wanted[cell] = CellTotal(old.events + total.events, old.mentions + total.mentions)
    # A record that was folded before has all totals of its block sent again, and changes none of them.
    again = (partition.fold(0, said) for said in (WITH_CHINA, WITH_IRAN, WITH_NEPAL) if said.block in partition.table)
    kept = {text_of(t): CellTotal(t.events, t.mentions) for outcome in again for t in outcome.tallies}
    assert kept == {text_of(cell): total for cell, total in wanted.items()}
