import pytest

from schemas.model import Model
from streams.app import create_app
from streams.settings import Settings
from streams.shell.engine import tables
from streams.shell.engine.tables import DurableTable, TableError
from streams.shell.records.codec import table_codec
from tests.shell.engine.fakes import FakeOutbox


class Highest(Model):
    """A value that joins to the higher number."""

    number: int


def join(a: Highest, b: Highest) -> Highest:
    return a if a.number >= b.number else b


@pytest.fixture
def table() -> DurableTable[Highest]:
    app = create_app(Settings())
    return app.durable_table("numbers", "source", "numbers-changelog", table_codec(Highest, join))


async def test_a_draft_reads_its_own_writes_and_the_table_does_not_yet(table: DurableTable[Highest]) -> None:
    draft = table.draft()
    draft.put(1, b"k", Highest(number=7))
    assert draft.get(1, b"k") == Highest(number=7)
    assert table.value(1, b"k") is None
    await draft.write(FakeOutbox())
    assert table.value(1, b"k") == Highest(number=7)
    assert table.value(0, b"k") is None


async def test_value_is_written_to_the_changelog_partition_of_its_source(table: DurableTable[Highest]) -> None:
    outbox, draft = FakeOutbox(), table.draft()
    draft.put(3, b"k", Highest(number=7))
    await draft.write(outbox)
    (record,) = outbox.sent
    assert (record.topic, record.partition, record.key, record.value) == ("numbers-changelog", 3, b"k", b'{"number":7}')


def test_recovery_joins_the_records_of_a_key(table: DurableTable[Highest]) -> None:
    for offset, number in enumerate((5, 9, 6)):
        table.restore(0, offset, b"k", b'{"number":%d}' % number)
    assert table.value(0, b"k") == Highest(number=9)
    assert table.read_up_to(0) == 3


@pytest.mark.parametrize("value", [b"{}", b"not json", b'{"number":"x"}'])
def test_a_value_that_cannot_be_read_is_an_error_that_names_it(table: DurableTable[Highest], value: bytes) -> None:
    table.restore(2, 41, b"k", value)
    with pytest.raises(TableError, match="numbers-changelog partition 2 key b'k'"):
        table.value(2, b"k")
    with pytest.raises(TableError, match="numbers-changelog partition 2 key b'k'"):
        table.restore(2, 42, b"k", b'{"number":1}')


def test_values_evicted_from_the_object_cache_stay_readable(
    table: DurableTable[Highest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "RECENT", 3)
    for number in range(10):
        table.restore(0, number, b"%d" % number, b'{"number":%d}' % number)
    assert [table.value(0, b"%d" % number) for number in range(10)] == [Highest(number=n) for n in range(10)]
    assert sorted(value.number for value in table.values_of(0)) == list(range(10))
    assert len(table._recent) == 3


def test_partitions_that_were_lost_are_dropped(table: DurableTable[Highest]) -> None:
    table.restore(0, 0, b"k", b'{"number":1}')
    table.restore(1, 0, b"l", b'{"number":2}')
    table.keep_only([1])
    assert table.value(0, b"k") is None
    assert table.read_up_to(0) is None
    assert table.value(1, b"l") == Highest(number=2)
    assert table.size_of_partitions() == 1


async def test_recovery_skips_own_changelog_writes_unless_another_worker_wrote(table: DurableTable[Highest]) -> None:
    outbox = FakeOutbox()
    table.restored(0, 0)
    for expected in (1, 2):
        draft = table.draft()
        draft.put(0, b"k", Highest(number=expected))
        await draft.write(outbox)
        assert table.read_up_to(0) == expected
    outbox.sent.append(outbox.sent[-1])  # another worker's write
    draft = table.draft()
    draft.put(0, b"k", Highest(number=3))
    await draft.write(outbox)
    assert table.read_up_to(0) == 2


def test_fausts_own_way_to_write_is_refused(table: DurableTable[Highest]) -> None:
    with pytest.raises(TableError, match="draft"):
        table[b"k"] = Highest(number=1)
