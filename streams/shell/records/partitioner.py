"""Which partition a key has: the same as Java's default partitioner gives it, so that producers of any kind agree."""

from functools import lru_cache

from kafka.partitioner.default import murmur2

_POSITIVE = 0x7FFFFFFF


@lru_cache(maxsize=65_536)
def partition_of(key: bytes | None, partitions: int) -> int:
    """Return the partition of a key as Java's default partitioner does; 0 for a record without a key."""
    return 0 if key is None else (murmur2(key) & _POSITIVE) % partitions
