"""A cell's count is the sum of the newest totals of its partitions."""

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.count import Cell, Tally
from streams.core.state import counts
from streams.core.state.counts import CellState

CELL = Cell(type="visit", actor="PAK", day="2024-05-08")


def tally(partition: int, version: int, events: int, mentions: int) -> Tally:
    return Tally(**dict(CELL), partition=partition, version=version, events=events, mentions=mentions)


def fold(*tallies: Tally) -> CellState:
    state = None
    for each in tallies:
        state = counts.apply(state, each)
    assert state is not None
    return state


def test_partitions_add_up_and_newer_totals_replace_older() -> None:
    count = counts.count(fold(tally(0, 5, 1, 2), tally(1, 3, 4, 9), tally(0, 9, 2, 3), tally(0, 7, 8, 8)))
    assert (count.events, count.mentions, count.actor, count.day) == (6, 12, "PAK", CELL.day)


def test_an_older_state_has_the_lower_version() -> None:
    first, then = fold(tally(0, 5, 1, 2)), fold(tally(0, 5, 1, 2), tally(1, 0, 1, 1))
    assert counts.count(first).version < counts.count(then).version


def test_a_version_counts_the_records_that_each_partition_may_have_made_it_of() -> None:
    assert counts.count(fold(tally(0, 5, 1, 2))).version == 6
    assert counts.count(fold(tally(0, 5, 1, 2), tally(1, 0, 1, 1))).version == 7


def test_the_same_totals_are_the_same_bytes_in_the_order_of_partitions() -> None:
    there, back = (fold(*(tally(n, 5, 1, 2) for n in order)) for order in ((2, 11, 0), (0, 11, 2)))
    assert there.model_dump_json() == back.model_dump_json()
    assert list(there.totals) == [0, 2, 11]


def test_a_cell_that_emptied_counts_zero() -> None:
    count = counts.count(fold(tally(0, 5, 1, 2), tally(0, 6, 0, 0)))
    assert (count.events, count.mentions) == (0, 0)


def test_a_state_is_the_same_after_json() -> None:
    state = fold(tally(0, 5, 1, 2), tally(11, 3, 4, 9))
    assert CellState.model_validate_json(state.model_dump_json()) == state


TALLIES = st.builds(tally, st.integers(0, 2), st.integers(0, 3), st.integers(0, 2), st.integers(0, 2))
STATES = st.lists(TALLIES, min_size=1, max_size=6)


@settings(max_examples=100, deadline=None)
@given(STATES, st.randoms(use_true_random=False))
def test_order_and_repetition_are_nothing(log: list[Tally], chance: object) -> None:
    shuffled = sorted(log + log, key=lambda _: chance.random())  # type: ignore[attr-defined]
    assert fold(*log) == fold(*shuffled)


@settings(max_examples=100, deadline=None)
@given(STATES, STATES, STATES)
def test_join_is_commutative_associative_idempotent(x: list[Tally], y: list[Tally], z: list[Tally]) -> None:
    a, b, c = fold(*x), fold(*y), fold(*z)
    assert counts.join(a, b) == counts.join(b, a) == fold(*x, *y)
    assert counts.join(counts.join(a, b), c) == counts.join(a, counts.join(b, c))
    assert counts.join(a, a) == a
