import pytest

from schemas.count import Count
from schemas.facts import EventType
from streams.shell.broker.reading_topics import snapshot
from streams.shell.errors import CommuniqueError
from streams.shell.history import recorded
from streams.shell.records import codec
from tests.shell.broker.topic_log import FakeConsumer


def count(actor: str, version: int) -> bytes:
    return codec.encode(Count(type=EventType.VISIT, actor=actor, events=version, mentions=version, version=version))


def test_the_newest_count_of_each_cell_holds_whatever_the_order() -> None:
    consumer = FakeConsumer({"counts": 2})
    for partition, actor, version in ((0, "CHN", 1), (1, "FRA", 5), (0, "CHN", 7), (0, "CHN", 6), (1, "GHA", 0)):
        consumer.add("counts", partition, actor.encode(), count(actor, version))
    consumer.add("counts", 0, b"nothing", None)
    newest = recorded.newest_counts(snapshot(consumer, "counts"))
    assert {each.actor: each.events for each in newest} == {"CHN": 7, "FRA": 5, "GHA": 0}


def test_a_record_that_is_no_count_is_an_error_that_names_it() -> None:
    consumer = FakeConsumer({"counts": 1})
    consumer.add("counts", 0, b"a", b"{}")
    with pytest.raises(CommuniqueError, match="counts/0/0"):
        recorded.newest_counts(snapshot(consumer, "counts"))
