"""Tables: state by partition and key, in memory as bytes, durable in a changelog.

A value is written to the changelog partition of the records that it comes from, awaited, and joined on recovery: the
last record of a key is not trusted, because a worker that was paused may write an old value after a newer one.
"""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Generic, TypeVar

import faust

from streams.shell.engine.outbox import Sends
from streams.shell.records.codec import TableCodec
from streams.shell.records.record import ProducerRecord

V = TypeVar("V")

RECENT = 20_000
"""Values that are kept as objects too; the others are bytes, a small part of the size."""


class TableError(Exception):
    """A table cannot be read or written; the process must stop."""


class DurableTable(faust.Table, Generic[V]):  # type: ignore[misc]  # faust ships no types
    """One table. `source` is the topic that feeds it: a worker owns the table's partitions that it reads there.

    It is read and written through drafts; Faust's mapping interface would lose the partition and the promise.
    """

    def __init__(
        self,
        app: faust.App,
        *,
        name: str,
        source: str,
        changelog: str,
        codec: TableCodec[V],
        **rest: Any,  # noqa: ANN401 - Faust's own options
    ) -> None:
        topic = app.topic(changelog, key_type=bytes, value_type=bytes, internal=False, acks=False)
        super().__init__(app, name=name, key_type=bytes, value_type=bytes, changelog_topic=topic, **rest)
        self.source = source
        self.changelog = changelog
        self.codec = codec
        self._values: dict[int, dict[bytes, bytes]] = {}
        self._recent: OrderedDict[tuple[int, bytes], V] = OrderedDict()
        self._read_up_to: dict[int, int] = {}

    async def on_start(self) -> None:
        """Start without declaring the changelog: topics are created beforehand and checked at the start."""
        await self.add_runtime_dependency(self.data)

    def on_key_set(self, *_key_and_value: object) -> None:
        """Refuse Faust's way to write."""
        raise TableError(f"table {self.name}: write through a draft")

    on_key_del = on_key_set

    def draft(self) -> "Draft[V]":
        """Begin a set of changes that is written as one."""
        return Draft(self)

    def value(self, partition: int, key: bytes) -> V | None:
        """Return the value of a key, or None. Raises TableError if what the changelog held cannot be read."""
        recent = self._recent.get((partition, key))
        if recent is not None:
            self._recent.move_to_end((partition, key))
            return recent
        encoded = self._values.get(partition, {}).get(key)
        if encoded is None:
            return None
        value = self._decoded(partition, key, encoded)
        self._remember(partition, key, value)
        return value

    def values_of(self, partition: int) -> Iterator[V]:
        """Yield all values of a partition."""
        for key, encoded in self._values.get(partition, {}).items():
            yield self._recent.get((partition, key)) or self._decoded(partition, key, encoded)

    def _decoded(self, partition: int, key: bytes, encoded: bytes) -> V:
        try:
            return self.codec.decode(encoded)
        except (ValueError, TypeError) as error:
            raise TableError(f"{self.changelog} partition {partition} key {key!r}: {error}") from error

    def _remember(self, partition: int, key: bytes, value: V) -> None:
        self._recent[partition, key] = value
        if len(self._recent) > RECENT:
            self._recent.popitem(last=False)

    def size_of_partitions(self) -> int:
        """Return the number of keys in memory."""
        return sum(len(values) for values in self._values.values())

    async def write(self, changes: Mapping[tuple[int, bytes], V], outbox: Sends) -> None:
        """Set values and wait until the changelog has them. Raises what the broker raised; then the process stops."""
        records = []
        for (partition, key), value in changes.items():
            encoded = self.codec.encode(value)
            self._values.setdefault(partition, {})[key] = encoded
            self._remember(partition, key, value)
            records.append(ProducerRecord(self.changelog, key, encoded, partition=partition))
        written = await outbox.send(records)
        for each in sorted(written, key=lambda w: w.first):
            # After a gap, another worker's write, nothing is noted and the next recovery reads from there.
            if self._read_up_to.get(each.partition) == each.first:
                self._read_up_to[each.partition] = each.first + each.count

    def keep_only(self, partitions: Iterable[int]) -> None:
        """Drop the partitions that were lost."""
        kept = set(partitions)
        self._values = {partition: values for partition, values in self._values.items() if partition in kept}
        self._recent = OrderedDict((place, value) for place, value in self._recent.items() if place[0] in kept)
        self._read_up_to = {partition: offset for partition, offset in self._read_up_to.items() if partition in kept}

    def read_up_to(self, partition: int) -> int | None:
        """Return the changelog offset below which memory has everything; None if it has nothing."""
        return self._read_up_to.get(partition)

    def restore(self, partition: int, offset: int, key: bytes | None, value: bytes | None) -> None:
        """Join one record of the changelog into memory. Raises TableError if it must be read and cannot be.

        A key's first record is kept as it is and read when it is needed.
        """
        if key is not None and value is not None:
            values = self._values.setdefault(partition, {})
            kept = values.get(key)
            if kept is None:
                values[key] = value
            elif kept != value:
                joined = self.codec.join(self._decoded(partition, key, kept), self._decoded(partition, key, value))
                values[key] = self.codec.encode(joined)
                self._recent.pop((partition, key), None)
        self._read_up_to[partition] = offset + 1

    def restored(self, partition: int, end: int) -> None:
        """Note that the changelog was read up to its end."""
        self._read_up_to[partition] = max(self._read_up_to.get(partition, 0), end)


class Draft(Generic[V]):
    """The changes of one batch to a table: it reads its own writes, and the table learns of them when it is written."""

    def __init__(self, table: DurableTable[V]) -> None:
        self._table = table
        self._changes: dict[tuple[int, bytes], V] = {}

    def get(self, partition: int, key: bytes) -> V | None:
        """Return the value of a key as this batch has left it."""
        changed = self._changes.get((partition, key))
        return self._table.value(partition, key) if changed is None else changed

    def put(self, partition: int, key: bytes, value: V) -> None:
        """Set the value of a key."""
        self._changes[partition, key] = value

    async def write(self, outbox: Sends) -> None:
        """Give the changes to the table and wait until its changelog has them."""
        await self._table.write(self._changes, outbox)
