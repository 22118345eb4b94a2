"""aiokafka's part of `streams.shell.broker.header_names`.

Its parser is compiled and can neither be extended nor asked to go on after a name that it cannot decode. So the bytes
of each fetch are kept as long as its records, and where the parser stops, the one in Python reads the rest.
"""

from collections.abc import Iterator
from itertools import dropwhile
from typing import Any

from aiokafka.consumer import fetcher
from aiokafka.consumer.fetcher import PartitionRecords
from aiokafka.record import memory_records
from aiokafka.record.default_records import _DefaultRecordBatchPy
from aiokafka.record.memory_records import MemoryRecords, _MemoryRecordsPy

from streams.shell.broker.header_names import LenientHeaderNames


class LenientPythonBatch(LenientHeaderNames, _DefaultRecordBatchPy):  # type: ignore[misc]  # meant to be final
    """A batch of aiokafka's parser in Python that reads any name."""


class RetainedRecords(MemoryRecords):  # type: ignore[misc]  # compiled, or not
    """The batches of a fetch, and their bytes."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.data = data


class RemainingBatches:
    """The batches of a fetch from an offset on, read by the parser in Python."""

    def __init__(self, data: bytes, offset: int) -> None:
        # Batches before are left out: to go through them again would move the consumer back.
        self._batches = dropwhile(lambda batch: batch.next_offset <= offset, _batches(data))
        self._next = next(self._batches, None)

    def has_next(self) -> bool:
        """Whether a batch is left."""
        return self._next is not None

    def next_batch(self) -> Any:  # noqa: ANN401 - aiokafka's
        """Return the next batch; None if none is left."""
        batch, self._next = self._next, next(self._batches, None)
        return batch


class LenientPartitionRecords(PartitionRecords):  # type: ignore[misc]  # aiokafka ships no types here
    """The records of a fetch; those with a name that the parser cannot decode, too."""

    _records: RetainedRecords | RemainingBatches

    def __next__(self) -> Any:  # noqa: ANN401 - aiokafka's
        try:
            return super().__next__()
        except UnicodeDecodeError:
            if isinstance(self._records, RemainingBatches):  # not a name, then
                raise
            self._records = RemainingBatches(self._records.data, self.next_fetch_offset)
            self._records_iterator = self._unpack_records()
            return super().__next__()


def _batches(data: bytes) -> Iterator[Any]:
    records = _MemoryRecordsPy(data)
    while records.has_next():
        yield records.next_batch()


def install_lenient_decoding() -> None:
    """Make aiokafka's consumers of this process read any name. May be called again."""
    memory_records.DefaultRecordBatch = LenientPythonBatch
    fetcher.MemoryRecords = RetainedRecords
    fetcher.PartitionRecords = LenientPartitionRecords
