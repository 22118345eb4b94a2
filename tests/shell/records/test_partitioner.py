import pytest

from streams.shell.records.partitioner import partition_of


@pytest.mark.parametrize(
    ("key", "murmur2"),
    [
        (b"21", -973932308),
        (b"foobar", -790332482),
        (b"a-little-bit-long-string", -985981536),
        (b"a-little-bit-longer-string", -1486304829),
        (b"abc", 479470107),
    ],
)
def test_a_key_has_the_partition_that_java_gives_it(key: bytes, murmur2: int) -> None:
    # The hashes are those of UtilsTest.testMurmur2 of Apache Kafka.
    assert partition_of(key, 8) == (murmur2 & 0x7FFFFFFF) % 8


def test_a_record_without_a_key_goes_to_the_first_partition() -> None:
    assert partition_of(None, 8) == 0
