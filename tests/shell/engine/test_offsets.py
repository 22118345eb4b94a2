from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.shell.engine.offsets import OffsetAction, Offsets

A = ("articles", 0)


def owning(start: int = 0) -> Offsets:
    offsets = Offsets()
    offsets.reset({A: start})
    return offsets


def test_records_are_taken_in_their_order_and_once() -> None:
    offsets = owning(5)
    assert [offsets.take(A, n) for n in (4, 5, 5, 6)] == [
        OffsetAction.SKIP,
        OffsetAction.TAKE,
        OffsetAction.SKIP,
        OffsetAction.TAKE,
    ]
    assert offsets.expected(A) == 7


def test_record_of_a_partition_that_is_not_owned_is_skipped() -> None:
    assert owning().take(("articles", 1), 0) is OffsetAction.SKIP
    assert owning().expected(("articles", 1)) == -1


def test_lost_record_is_refetched() -> None:
    offsets = owning()
    assert [offsets.take(A, n) for n in (2, 3, 4)] == [OffsetAction.REFETCH, OffsetAction.SKIP, OffsetAction.SKIP]
    assert [offsets.take(A, n) for n in (0, 1, 2, 3)] == [OffsetAction.TAKE] * 4


def test_gap_that_remains_after_a_refetch_is_accepted() -> None:
    offsets = owning()
    assert [offsets.take(A, n) for n in (2, 2, 3)] == [OffsetAction.REFETCH, OffsetAction.TAKE, OffsetAction.TAKE]


def test_nothing_is_committed_past_a_record_that_is_not_settled() -> None:
    offsets = owning()
    offsets.settle(offsets.epoch, {A: (10, 20)})
    assert offsets.committable() == {A: 0}
    offsets.settle(offsets.epoch, {A: (0, 10)})
    assert offsets.committable() == {A: 10}


def test_records_taken_before_a_rebalance_cannot_be_settled() -> None:
    offsets = owning()
    before = offsets.epoch
    offsets.reset({A: 3})
    offsets.settle(before, {A: (0, 10)})
    assert offsets.committable() == {A: 3}


class Log:
    """A partition with gaps of its own, behind a channel that loses some of its first fetch and may repeat any."""

    def __init__(self, offsets: list[int], accidents: Iterator[int]) -> None:
        self.offsets = offsets
        self.accidents = accidents
        self.fetches = 0

    def fetch(self, start: int) -> list[int]:
        fetched: list[int] = []
        for offset in (each for each in self.offsets if each >= start):
            accident = next(self.accidents, 0)
            if accident != 1 or self.fetches:  # 1 loses the record
                fetched += [offset, offset] if accident == 2 else [offset]
        self.fetches += 1
        return fetched


@settings(deadline=None)  # the machine may be busy
@given(
    st.sets(st.integers(0, 40), min_size=1).map(sorted),
    st.lists(st.integers(0, 2), max_size=60),
)
def test_every_record_is_taken_exactly_once_despite_losses_and_repeats(log: list[int], accidents: list[int]) -> None:
    offsets, channel = owning(), Log(log, iter(accidents))
    taken: list[int] = []
    for _ in range(200):
        for offset in channel.fetch(max(0, offsets.expected(A))):
            action = offsets.take(A, offset)
            if action is OffsetAction.TAKE:
                taken.append(offset)
            elif action is OffsetAction.REFETCH:
                break
        if taken[-1:] == log[-1:]:
            break
    assert taken == log


@settings(deadline=None)  # the machine may be busy
@given(st.permutations([(0, 3), (3, 7), (7, 8), (8, 20)]))
def test_ranges_settle_in_any_order_but_only_from_the_left(ranges: list[tuple[int, int]]) -> None:
    offsets = owning()
    for each in ranges:
        offsets.settle(offsets.epoch, {A: each})
        committed = offsets.committable()[A]
        assert committed == 0 or committed in {end for _, end in ranges}
    for each in sorted(ranges):
        offsets.settle(offsets.epoch, {A: each})
    assert offsets.committable() == {A: 20}


@pytest.mark.parametrize("start", [0, 7])
def test_a_new_epoch_forgets_the_partitions_of_the_old(start: int) -> None:
    offsets = owning()
    offsets.reset({("mentions", 1): start})
    assert offsets.committable() == {("mentions", 1): start}


def test_a_partition_is_idle_when_all_that_was_taken_is_settled() -> None:
    offsets = owning()
    assert offsets.idle() == {A: 0}
    offsets.take(A, 0)
    assert offsets.idle() == {}
    offsets.settle(offsets.epoch, {A: (0, 1)})
    assert offsets.idle() == {A: 1}
