"""Records of our own topics as the models that they carry: what the log says, for commands that read all of it."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from schemas.count import Count
from schemas.mention import Mention
from schemas.model import Model
from streams.core.proof.oracle import Placed
from streams.core.state.cells import text_of
from streams.shell.records import codec
from streams.shell.records.cloudevents import CAUSATION
from streams.shell.records.codec import MalformedRecordError
from streams.shell.records.record import ConsumerRecord

M = TypeVar("M", bound=Model)


def mentions(records: Iterable[ConsumerRecord]) -> tuple[list[Placed], int]:
    """Return the mentions of a log, and how many records of it are none; the ledger put those aside."""
    placed, malformed = [], 0
    for record in records:
        try:
            mention = codec.decode(Mention, record.value)
        except MalformedRecordError:
            malformed += 1
        else:
            placed.append(Placed(mention, record.partition, record.offset, _cause(record)))
    return placed, malformed


def models(model: type[M], records: Iterable[ConsumerRecord]) -> Iterator[M]:
    """Yield the values of a topic, tombstones left out. Raises MalformedRecordError with the place of a wrong one."""
    return (_decoded(model, record) for record in records if record.value is not None)


def states(model: type[M], records: Iterable[ConsumerRecord]) -> Iterator[M]:
    """Yield the values of a changelog, each as it was written. Raises MalformedRecordError as `models` does."""
    return (_decoded(model, record, codec.unpack) for record in records if record.value is not None)


def newest_counts(records: Iterable[ConsumerRecord]) -> list[Count]:
    """Return what a reader of `counts` holds in the end: the highest version of each cell."""
    newest: dict[str, Count] = {}
    for count in models(Count, records):
        cell = text_of(count)
        if cell not in newest or newest[cell].version <= count.version:
            newest[cell] = count
    return list(newest.values())


def table(model: type[M], records: Iterable[ConsumerRecord], join: Callable[[M, M], M]) -> dict[str, M]:
    """Return what a worker would recover from a changelog."""
    values: dict[str, M] = {}
    for record in records:
        if record.key is not None and record.value is not None:
            key, value = record.key.decode(), _decoded(model, record, codec.unpack)
            values[key] = join(values[key], value) if key in values else value
    return values


def _decoded(model: type[M], record: ConsumerRecord, read: Callable[[type[M], bytes | None], M] = codec.decode) -> M:
    try:
        return read(model, record.value)
    except MalformedRecordError as error:
        place = f"{record.topic}/{record.partition}/{record.offset}"
        hint = "somebody else writes to this topic; see who may"
        raise MalformedRecordError(f"the record {place} is not as its topic says: {error}", hint) from error


def _cause(record: ConsumerRecord) -> str:
    return next((value.decode("utf-8", "replace") for name, value in record.headers if name == CAUSATION and value), "")
