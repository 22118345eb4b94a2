"""Fill a topic of articles from an archive."""

import gzip
import zlib
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

from schemas.topics import ARTICLES, MAX_INPUT_BYTES
from streams.shell.broker.reading_topics import Consumer, ends
from streams.shell.broker.sending import Producer, Sending
from streams.shell.history.archive import manifest as manifests
from streams.shell.history.archive.lines import Archived, ArchiveError, read
from streams.shell.history.archive.manifest import Manifest, Segment

MAX_LINE_BYTES = 8 * MAX_INPUT_BYTES
"""JSON writes six characters for a byte that is a control, a record has headers besides."""

Watch = Callable[[int], None]
"""Is told how many are done."""


def checked(directory: Path, watch: Watch = lambda _done: None) -> Manifest:
    """Read the manifest and check every file against it. Raises ArchiveError at the first that is missing or damaged.

    `watch` is told how many bytes are done.
    """
    manifest = manifests.load(directory)
    if manifest is None:
        raise ArchiveError(f"{directory} has no {manifests.NAME}", "give the directory that communique archive wrote")
    done = 0
    _require_apart(manifest)
    for segment in manifest.segments:
        manifests.check(directory, segment)
        done += segment.bytes
        watch(done)
    return manifest


def missing(manifest: Manifest) -> dict[int, int]:
    """Return how many offsets between the first and the last segment of each partition no segment has, where any.

    The log may have had none of them (it had expired before it was archived), or segments were taken out.
    """
    gaps: dict[int, int] = {}
    for before, after in pairwise(_in_order(manifest)):
        if before.partition == after.partition and after.first > before.last + 1:
            gaps[after.partition] = gaps.get(after.partition, 0) + after.first - before.last - 1
    return gaps


def records(directory: Path, manifest: Manifest) -> Iterator[Archived]:
    """Yield every record, day by day, each partition in its order. Raises ArchiveError where a file cannot be read."""
    for segment in sorted(manifest.segments, key=lambda each: (each.day, each.partition, each.first)):
        yield from _read(directory, segment)


def require_empty(consumer: Consumer) -> None:
    """Raise ArchiveError unless the topic never held a record."""
    held = sum(ends(consumer, [ARTICLES.name]).values())
    if held:
        hint = "--append sends the archive all the same: articles that arrive twice change nothing"
        raise ArchiveError(f"the topic {ARTICLES.name} is not empty: it has had {held:,} records", hint)


def restore(
    producer: Producer, partitions: int, archived: Iterator[Archived], watch: Watch = lambda _done: None
) -> int:
    """Send records as they were, and wait until the broker has confirmed each; returns how many.

    A record goes to the partition where it stood, so those of one partition keep their order; where the topic has fewer
    partitions, several share one. The broker gives each a new time of ingestion.
    """
    sending = Sending(producer)
    for record in archived:
        sending.send(ARTICLES.name, record.key, record.value, record.headers, record.partition % partitions)
        watch(sending.sent)
    sending.finish()
    return sending.sent


def _in_order(manifest: Manifest) -> list[Segment]:
    return sorted(manifest.segments, key=lambda each: (each.partition, each.first))


def _require_apart(manifest: Manifest) -> None:
    """Raise ArchiveError where two segments have one offset: its records would be sent twice."""
    for before, after in pairwise(_in_order(manifest)):
        if before.partition == after.partition and after.first <= before.last:
            raise ArchiveError(
                f"{before.path} and {after.path} both have offset {after.first}: the manifest was changed"
            )


def _read(directory: Path, segment: Segment) -> Iterator[Archived]:
    path, number, offset = manifests.path_of(directory, segment), 0, segment.first - 1
    try:
        with gzip.open(path, "rb") as file:
            for number, line in enumerate(_lines(file, path), start=1):
                place = f"{path}, line {number}"
                record = _record(line, place)
                _require_its_place(record, offset, segment, place)
                offset = record.offset
                yield record
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise ArchiveError(f"{path} cannot be unpacked after line {number}: {error}") from error
    if (number, offset) != (segment.records, segment.last):
        said = f"{segment.records:,} records up to offset {segment.last}"
        raise ArchiveError(f"{path} has {number:,} records up to offset {offset}, and the manifest says {said}")


def _lines(file: gzip.GzipFile, path: Path) -> Iterator[bytes]:
    """Yield lines, none longer than a record can be: a small file may unpack to more than there is memory."""
    while line := file.readline(MAX_LINE_BYTES + 1):
        if len(line) > MAX_LINE_BYTES:
            raise ArchiveError(f"{path} has a line of over {MAX_LINE_BYTES:,} bytes: no record is that long")
        yield line


def _require_its_place(record: Archived, before: int, segment: Segment, place: str) -> None:
    """Raise ArchiveError unless a record is of its segment, and comes after the one before it."""
    if record.partition != segment.partition or not before < record.offset <= segment.last:
        where = f"partition {record.partition}, offset {record.offset}"
        wanted = f"partition {segment.partition}, offsets {before + 1} to {segment.last}"
        raise ArchiveError(f"{place}: {where}, where the manifest has {wanted}")


def _record(line: bytes, place: str) -> Archived:
    try:
        return read(line)
    except ArchiveError as error:
        raise ArchiveError(f"{place}: {error}") from error
