"""Write what the article log has and the archive has not."""

import fcntl
import gzip
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO

from kafka import TopicPartition

from schemas.topics import ARTICLES
from streams.shell.broker.reading_topics import Consumer, ends, one, rest
from streams.shell.history.archive import manifest as manifests
from streams.shell.history.archive.lines import ArchiveError, write
from streams.shell.history.archive.manifest import Manifest, Segment
from streams.shell.records.record import ConsumerRecord

SEGMENT_RECORDS = 20_000
"""Records after which a segment ends; an interruption costs at most so many for each partition."""
PART = ".part"

Watch = Callable[[int, int], None]
"""Is told how many records are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class ArchiveRun:
    """What a run added to an archive."""

    records: int
    segments: int
    total: int
    """Records that the archive has now."""


def archive(consumer: Consumer, directory: Path, watch: Watch = lambda _done, _all: None) -> ArchiveRun:
    """Add to the archive every record of the article log that it does not have yet.

    Interrupted at any point and started again it ends the same. Raises ArchiveError if the directory holds the archive
    of another log, or if another run writes to it.
    """
    directory.mkdir(parents=True, exist_ok=True)
    with _alone(directory):
        manifest = manifests.load(directory) or Manifest(topic=ARTICLES.name)
        _sweep(directory)
        newest = manifest.newest()
        until = ends(consumer, [ARTICLES.name])
        _same_log(consumer, newest, until)
        starts = {each: newest[each.partition].last + 1 if each.partition in newest else 0 for each in until}
        writer = _Writer(directory, manifest)
        with writer.open_segments():
            for record in rest(consumer, starts, until):
                writer.add(record)
                done = sum(consumer.position(each) - start for each, start in starts.items())
                watch(done, sum(until.values()) - sum(starts.values()))
        added = len(writer.manifest.segments) - len(manifest.segments)
        return ArchiveRun(writer.manifest.records - manifest.records, added, writer.manifest.records)


class _Open:
    """A segment that is being written, under a name that no reader looks for."""

    def __init__(self, directory: Path, record: ConsumerRecord) -> None:
        self.day = _day(record)
        self.path = f"{self.day}/{ARTICLES.name}-{record.partition}-{record.offset}.jsonl.gz"
        self._target = directory / self.path
        self._target.parent.mkdir(exist_ok=True)
        self._part = self._target.with_name(self._target.name + PART)
        self._file: IO[bytes] = self._part.open("wb")
        # Without a name and a time in it, the same records make the same file.
        self._gzip = gzip.GzipFile(filename="", mode="wb", fileobj=self._file, mtime=0)
        self.first = self.last = record
        self.records = 0

    def add(self, record: ConsumerRecord) -> None:
        self._gzip.write(write(record))
        self.last = record
        self.records += 1

    def close(self) -> None:
        self._gzip.close()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()

    def finish(self) -> Segment:
        """Make the file durable and give it its name."""
        self.close()
        segment = Segment(
            path=self.path,
            day=self.day,
            partition=self.first.partition,
            first=self.first.offset,
            last=self.last.offset,
            last_timestamp=self.last.timestamp,
            records=self.records,
            bytes=self._part.stat().st_size,
            sha256=manifests.checksum(self._part),
        )
        self._part.replace(self._target)
        return segment


class _Writer:
    """One open segment for each partition."""

    def __init__(self, directory: Path, manifest: Manifest) -> None:
        self._directory = directory
        self.manifest = manifest
        self._open: dict[int, _Open] = {}

    def add(self, record: ConsumerRecord) -> None:
        segment = self._open.get(record.partition)
        if segment and (segment.day != _day(record) or segment.records >= SEGMENT_RECORDS):
            self._finish(record.partition)
            segment = None
        if segment is None:
            segment = self._open[record.partition] = _Open(self._directory, record)
        segment.add(record)

    @contextmanager
    def open_segments(self) -> Iterator[None]:
        """Finish all segments at the end of the block; if it fails, leave them unfinished."""
        try:
            yield
            for partition in sorted(self._open):
                self._finish(partition)
        finally:
            for segment in self._open.values():
                segment.close()

    def _finish(self, partition: int) -> None:
        segment = self._open.pop(partition).finish()
        self.manifest = self.manifest.model_copy(update={"segments": (*self.manifest.segments, segment)})
        manifests.save(self._directory, self.manifest)


def _day(record: ConsumerRecord) -> date:
    return datetime.fromtimestamp(record.timestamp / 1000, UTC).date()


def _same_log(consumer: Consumer, newest: dict[int, Segment], until: dict[TopicPartition, int]) -> None:
    """Raise ArchiveError if the topic is not the one that was archived: deleted and made anew, or another cluster's."""
    for partition, segment in newest.items():
        place = f"{ARTICLES.name}/{partition}/{segment.last}"
        end = until.get(TopicPartition(ARTICLES.name, partition), 0)
        record = one(consumer, ARTICLES.name, partition, segment.last) if end > segment.last else None
        if end <= segment.last or (record is not None and record.timestamp != segment.last_timestamp):
            hint = "archive this log into a directory of its own"
            raise ArchiveError(f"the directory archives another log: the record {place} is not the one archived", hint)


def _sweep(directory: Path) -> None:
    """Remove what an interrupted run left unfinished; its records are read again."""
    for path in directory.glob(f"*/*{PART}"):
        path.unlink()


@contextmanager
def _alone(directory: Path) -> Iterator[None]:
    with (directory / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ArchiveError(f"another run is writing to {directory}", "wait until it has ended") from error
        yield
