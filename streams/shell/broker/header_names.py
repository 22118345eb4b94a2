r"""Lenient decoding of the names of record headers that are not UTF-8.

Kafka's protocol demands UTF-8 there, but brokers check nothing, and the clients for Python stop at the first such name:
one record would stop its readers for ever. Here its bytes that are not UTF-8 become `\xNN`, so the name can be shown,
and written again in UTF-8. Records whose names are UTF-8 are parsed as ever.
"""

from typing import Any, SupportsIndex, overload

from kafka.record import memory_records
from kafka.record.default_records import DefaultRecordBatch


class _LenientBytes(bytearray):
    """Bytes of a batch whose slices are decoded whatever they hold: names are all that is decoded of it."""

    @overload
    def __getitem__(self, index: SupportsIndex, /) -> int: ...
    @overload
    def __getitem__(self, index: slice, /) -> "_LenientBytes": ...
    def __getitem__(self, index: Any, /) -> Any:
        found = super().__getitem__(index)
        return _LenientBytes(found) if isinstance(index, slice) else found

    def decode(self, encoding: str = "utf-8", errors: str = "strict") -> str:  # noqa: ARG002 - bytearray's signature
        return super().decode(encoding, "backslashreplace")


class LenientHeaderNames:
    """What a class of batches in Python, kafka-python's or aiokafka's, does at a name that it cannot decode."""

    __slots__ = ()
    _buffer: bytearray  # in the slots of the class that this is mixed into

    def _read_msg(self) -> Any:  # noqa: ANN401 - a record of either client
        try:
            return super()._read_msg()  # type: ignore[misc]
        except UnicodeDecodeError:
            # Where the record begins is only moved on once it was read, so it can be read again.
            self._buffer = _LenientBytes(self._buffer)  # type: ignore[misc]
            return super()._read_msg()  # type: ignore[misc]


class LenientRecordBatch(LenientHeaderNames, DefaultRecordBatch):  # type: ignore[misc]  # kafka-python ships no types
    """A batch of kafka-python that reads any name."""

    __slots__ = ()


def install_lenient_decoding() -> None:
    """Make kafka-python's consumers of this process read any name. May be called again."""
    memory_records.DefaultRecordBatch = LenientRecordBatch
