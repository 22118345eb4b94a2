"""Record batches with header names that no client for Python writes by itself."""

from collections.abc import Sequence

from kafka.record import MemoryRecordsBuilder

Header = tuple[str, bytes | None]


class RawName(str):
    """A name that a client written in Python sends as these very bytes."""

    raw: bytes

    def __new__(cls, raw: bytes) -> "RawName":
        made = super().__new__(cls, raw.decode("latin-1"))
        made.raw = raw
        return made

    def encode(self, *_arguments: object, **_options: object) -> bytes:
        return self.raw


def batch(first: int, headers: Sequence[Sequence[Header]], compression: int = 0) -> bytes:
    """Return a batch from offset `first` on, whose records have these headers, and their offsets as values."""
    builder = MemoryRecordsBuilder(2, compression, 1_000_000)
    for number, each in enumerate(headers):
        builder.append(0, b"key", str(first + number).encode(), list(each))
    builder.close()
    data: bytearray = bytearray(builder.buffer())
    data[:8] = first.to_bytes(8, "big")  # brokers write the offset; no checksum covers it
    return bytes(data)
