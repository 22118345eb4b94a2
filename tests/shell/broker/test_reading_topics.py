from itertools import count

import pytest

from streams.shell.broker.reading_topics import Until, follow, one, snapshot
from streams.shell.errors import BrokerError
from tests.shell.broker.topic_log import FakeConsumer


def consumer_with(*values: bytes) -> FakeConsumer:
    consumer = FakeConsumer({"visits": 2, "empty": 3})
    for number, value in enumerate(values):
        consumer.add("visits", number % 2, b"k", value)
    return consumer


def clock() -> float:
    """A clock that moves one second a look."""
    return next(_ticks)


_ticks = count(0.0)


def test_snapshot_holds_all_present_records_and_none_that_arrive_later() -> None:
    consumer = consumer_with(b"0", b"1", b"2", b"3", b"4", b"5", b"6")
    consumer.arriving = [[], [], [("visits", 0, b"k", b"late")], [("visits", 1, b"k", b"later")]]
    assert sorted(record.value or b"" for record in snapshot(consumer, "visits")) == [b"%d" % i for i in range(7)]


def test_a_snapshot_of_an_empty_topic_ends() -> None:
    assert list(snapshot(consumer_with(), "empty")) == []


def test_a_snapshot_ends_with_an_error_when_the_broker_dies_in_the_middle() -> None:
    consumer = consumer_with(*(b"%d" % n for n in range(10)))
    consumer.dies_after = 3
    read = snapshot(consumer, "visits", clock)
    with pytest.raises(BrokerError, match=r"no record for 30 seconds: visits/0 was read up to offset 4 of 5"):
        list(read)


def test_a_snapshot_ends_with_an_error_when_the_broker_dies_before_the_first_fetch() -> None:
    consumer = consumer_with(b"0")
    consumer.dies_after = 0
    with pytest.raises(BrokerError, match="did not say where visits/0 ends"):
        list(snapshot(consumer, "visits", clock))


def test_a_slow_broker_is_waited_for_as_long_as_it_gives_something() -> None:
    consumer = consumer_with(*(b"%d" % n for n in range(400)))
    assert len(list(snapshot(consumer, "visits", clock))) == 400, "a hundred seconds of this clock"


def test_following_from_the_start_gives_each_partition_in_order() -> None:
    consumer = consumer_with(b"0", b"1", b"2", b"3", b"4")
    records = list(follow(consumer, ["visits", "empty"], True, Until(idle_seconds=3), clock))
    assert [record.value for record in records if record.partition == 0] == [b"0", b"2", b"4"]
    assert [record.value for record in records if record.partition == 1] == [b"1", b"3"]


def test_following_from_now_on_leaves_out_what_was_there() -> None:
    consumer = consumer_with(b"0", b"1", b"2", b"3")
    consumer.arriving = [[], [("visits", 1, b"k", b"new")]]
    records = list(follow(consumer, ["visits"], False, Until(idle_seconds=3), clock))
    assert [record.value for record in records] == [b"new"]


@pytest.mark.parametrize("limit", [1, 2, 3, 4])
def test_a_limit_ends_the_following(limit: int) -> None:
    consumer = consumer_with(b"0", b"1", b"2", b"3", b"4", b"5")
    assert len(list(follow(consumer, ["visits"], True, Until(records=limit), clock))) == limit


def test_new_records_put_off_the_end() -> None:
    consumer = consumer_with()
    consumer.arriving = [[] if turn % 2 else [("visits", 0, b"k", b"%d" % turn)] for turn in range(8)]
    assert len(list(follow(consumer, ["visits"], True, Until(idle_seconds=4), clock))) == 4


@pytest.mark.parametrize(
    ("partition", "offset", "value"),
    [(0, 0, b"0"), (1, 1, b"3"), (0, 2, None), (0, 99, None), (7, 0, None)],
    ids=["first", "last", "past the end", "far past the end", "no such partition"],
)
def test_one_record_is_found_by_its_place(partition: int, offset: int, value: bytes | None) -> None:
    record = one(consumer_with(b"0", b"1", b"2", b"3"), "visits", partition, offset)
    assert (record and record.value) == value


def test_a_topic_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(BrokerError, match="vists"):
        list(snapshot(consumer_with(), "vists"))
