"""Both clients read a batch with a header name that is not UTF-8: made by hand, as brokers hand it over."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from aiokafka import TopicPartition
from aiokafka.consumer import fetcher as aiokafka_fetcher
from aiokafka.record.memory_records import MemoryRecords as AIOKafkaRecords
from kafka.consumer.fetcher import Fetcher
from kafka.record.memory_records import MemoryRecords

from streams.shell.broker import header_names
from streams.shell.engine import header_names as engine_header_names
from tests.shell.broker.header_batches import Header, RawName, batch

GZIP = 1
WRONG = RawName(b"caf\xe9")
Read = Callable[[bytes, int], Iterator[Any]]


@pytest.fixture(autouse=True)
def _lenient_decoding() -> None:
    header_names.install_lenient_decoding()
    engine_header_names.install_lenient_decoding()


def by_aiokafka(data: bytes, offset: int) -> Iterator[Any]:
    records = aiokafka_fetcher.MemoryRecords(data)
    partition = TopicPartition("articles", 0)
    return aiokafka_fetcher.PartitionRecords(partition, records, [], offset, None, None, True, 0)  # type: ignore[no-any-return]


def by_kafka_python(data: bytes, offset: int) -> Iterator[Any]:
    return iter(Fetcher.PartitionRecords(offset, TopicPartition("articles", 0), MemoryRecords(data)).take())


NAMES = [
    pytest.param(b"caf\xe9", "caf\\xe9", id="Latin-1"),
    pytest.param(b"\xff\xfe", "\\xff\\xfe", id="no text at all"),
    pytest.param(b"\xed\xa0\x80", "\\xed\\xa0\\x80", id="a surrogate"),
    pytest.param(b"\xc3", "\\xc3", id="cut short"),
    pytest.param("café".encode(), "café", id="UTF-8"),
    pytest.param(b"", "", id="empty"),
]
CLIENTS = pytest.mark.parametrize("read", [by_aiokafka, by_kafka_python])


@CLIENTS
@pytest.mark.parametrize(("raw", "name"), NAMES)
def test_a_name_can_be_read_and_written_again(read: Read, raw: bytes, name: str) -> None:
    (record,) = read(batch(0, [[(RawName(raw), b"\xe9"), ("next", None)]]), 0)
    assert list(record.headers) == [(name, b"\xe9"), ("next", None)]
    assert (record.key, record.value) == (b"key", b"0")
    (again,) = read(batch(0, [record.headers]), 0)
    assert list(again.headers) == list(record.headers)


FETCHES: list[Any] = [
    pytest.param([[[("a", b"")], [(WRONG, b"")], [("b", b"")]]], id="in the middle of a batch"),
    pytest.param([[[(WRONG, b"")]], [[(WRONG, b"")], [(WRONG, b"")]]], id="all"),
    pytest.param([[[]], [[], []], [[], [(WRONG, b"")]], [[("a", b"")]]], id="in the third of four batches"),
]


@CLIENTS
@pytest.mark.parametrize("compression", [0, GZIP])
@pytest.mark.parametrize("begin", [0, 1])
@pytest.mark.parametrize("headers", FETCHES)
def test_every_record_of_a_fetch_comes_once_and_in_order(
    read: Read, headers: Sequence[Sequence[Sequence[Header]]], begin: int, compression: int
) -> None:
    data, end = b"", 0
    for each in headers:
        data += batch(end, each, compression)
        end += len(each)
    assert [(record.offset, record.value) for record in read(data, begin)] == [
        (offset, str(offset).encode()) for offset in range(begin, end)
    ]


def test_the_consumer_goes_on_behind_the_fetch() -> None:
    records: Any = by_aiokafka(batch(0, [[]]) + batch(1, [[(WRONG, b"")]]) + batch(2, [[]]), 0)
    assert [(record.offset, records.next_fetch_offset) for record in records] == [(0, 1), (1, 2), (2, 3)]
    assert records.next_fetch_offset == 3


@CLIENTS
def test_other_corruption_is_still_refused(read: Read) -> None:
    data = bytearray(batch(0, [[(WRONG, b"")]]))
    data[-1] ^= 1
    with pytest.raises(Exception, match=r"CRC|crc"):
        list(read(bytes(data), 0))


def test_the_compiled_parser_stays_in_use() -> None:
    data = batch(0, [[("a", b"")]])
    assert type(aiokafka_fetcher.MemoryRecords(data).next_batch()) is type(AIOKafkaRecords(data).next_batch())
