"""What was deleted unread, and where the workers go on, over topics in memory."""

from typing import Any

import pytest
from kafka import OffsetAndMetadata, TopicPartition
from kafka.errors import NoError, UnknownMemberIdError

from schemas.topics import ARTICLES, MENTIONS, accepted, tallies
from streams.settings import Settings
from streams.shell.errors import BrokerError
from streams.shell.operations.losses import accept, find
from tests.shell.broker.topic_log import FakeConsumer

GROUP = "communique"
ACCEPTED, TALLIES = accepted(GROUP).name, tallies(GROUP).name
PATH = (ARTICLES.name, ACCEPTED, MENTIONS.name, TALLIES)
Offsets = dict[tuple[str, int], int]


class FakeAdmin:
    """A coordinator that knows offsets, and refuses others while the group has members."""

    def __init__(self, committed: Offsets, members: bool = False) -> None:
        self.committed, self.members = committed, members

    def list_group_offsets(self, group_specs: dict[str, Any]) -> dict[str, dict[Any, Any]]:
        (group,) = group_specs
        said = {TopicPartition(*place): OffsetAndMetadata(at, "", None) for place, at in self.committed.items()}
        return {group: said}

    def alter_group_offsets(self, group_id: str, offsets: dict[TopicPartition, Any]) -> dict[TopicPartition, Any]:
        assert group_id == GROUP
        if self.members:
            return dict.fromkeys(offsets, UnknownMemberIdError)
        self.committed |= {tuple(place): each.offset for place, each in offsets.items()}
        return dict.fromkeys(offsets, NoError)


def topics(begins: Offsets) -> FakeConsumer:
    """Four topics of two partitions with ten records each, the oldest of some deleted."""
    consumer = FakeConsumer(dict.fromkeys(PATH, 2), batch=10)
    for name in PATH:
        for partition in (0, 1):
            for _ in range(10):
                consumer.add(name, partition, None, b"{}")
    consumer.oldest = {TopicPartition(*place): at for place, at in begins.items()}
    return consumer


def all_read(**other: int) -> Offsets:
    """Return offsets of a group that has read everything, but for `topic_partition=offset`."""
    done = {(name, partition): 10 for name in PATH for partition in (0, 1)}
    return done | {(name.rpartition("_")[0], int(name[-1])): at for name, at in other.items()}


@pytest.mark.parametrize(
    ("committed", "begins", "lost", "again"),
    [
        pytest.param(all_read(), {("articles", 0): 10, (ACCEPTED, 1): 10}, [], [], id="all was read"),
        pytest.param({}, {("articles", 0): 10}, [], [], id="never read"),
        pytest.param(all_read(articles_0=4), {("articles", 0): 7}, [("articles", 3)], [], id="articles"),
        pytest.param(all_read(mentions_1=4), {("mentions", 1): 7}, [("mentions", 3)], [], id="mentions"),
        pytest.param(
            all_read() | {(ACCEPTED, 1): 0}, {(ACCEPTED, 1): 10}, [(ACCEPTED, 10)], ["articles"], id="accepted articles"
        ),
        pytest.param(all_read() | {(TALLIES, 0): 9}, {(TALLIES, 0): 10}, [(TALLIES, 1)], ["mentions"], id="totals"),
        pytest.param(all_read(articles_0=12), {}, [("articles", 0)], [], id="a log that became shorter"),
    ],
)
def test_what_was_lost_is_found_and_accepted(
    committed: Offsets, begins: Offsets, lost: list[tuple[str, int]], again: list[str]
) -> None:
    admin, consumer = FakeAdmin(dict(committed)), topics(begins)
    found = find(admin, consumer, Settings())
    assert [(each.topic, each.missing) for each in found.lost] == lost
    assert found.read_again == again
    assert [each.topic for each in found.gone] == [topic for topic, _ in lost if not again]
    accept(admin, GROUP, found)
    assert find(admin, consumer, Settings()).lost == ()
    moved = {place for place, at in admin.committed.items() if committed.get(place) != at}
    expected = {(each.topic, each.partition) for each in found.lost} | {(name, n) for name in again for n in (0, 1)}
    assert moved == expected


def test_what_is_read_again_begins_at_the_oldest_record() -> None:
    admin = FakeAdmin(all_read() | {(ACCEPTED, 1): 0})
    accept(admin, GROUP, find(admin, topics({(ACCEPTED, 1): 10, ("articles", 1): 3}), Settings()))
    assert admin.committed == all_read(articles_0=0, articles_1=3)


def test_nothing_is_accepted_while_there_are_workers() -> None:
    admin = FakeAdmin(all_read(articles_0=4), members=True)
    with pytest.raises(BrokerError, match="UnknownMemberIdError") as error:
        accept(admin, GROUP, find(admin, topics({("articles", 0): 7}), Settings()))
    assert "stop all workers" in error.value.hint


def test_another_version_has_a_group_and_topics_of_its_own() -> None:
    second = Settings(version=2)
    names = (ARTICLES.name, "communique-v2-accepted", "communique-v2-mentions", "communique-v2-tallies")
    consumer = FakeConsumer(dict.fromkeys(names, 1))
    consumer.oldest = {TopicPartition("communique-v2-tallies", 0): 4}
    found = find(FakeAdmin({}), consumer, second)
    assert ([each.topic for each in found.lost], found.read_again) == (
        ["communique-v2-tallies"],
        ["communique-v2-mentions"],
    )
