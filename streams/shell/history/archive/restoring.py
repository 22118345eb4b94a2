"""Fill a topic of articles from an archive."""

import gzip
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from schemas.topics import ARTICLES
from streams.shell.broker.reading_topics import Consumer, ends
from streams.shell.broker.sending import Producer, Sending
from streams.shell.history.archive import manifest as manifests
from streams.shell.history.archive.lines import Archived, ArchiveError, read
from streams.shell.history.archive.manifest import Manifest, Segment

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
    for segment in manifest.segments:
        manifests.check(directory, segment)
        done += segment.bytes
        watch(done)
    return manifest


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


def _read(directory: Path, segment: Segment) -> Iterator[Archived]:
    path, number = directory / segment.path, 0
    try:
        with gzip.open(path, "rb") as file:
            for number, line in enumerate(file, start=1):
                yield _record(line, f"{path}, line {number}")
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise ArchiveError(f"{path} cannot be unpacked after line {number}: {error}") from error
    if number != segment.records:
        raise ArchiveError(f"{path} has {number:,} records, and the manifest says {segment.records:,}")


def _record(line: bytes, place: str) -> Archived:
    try:
        return read(line)
    except ArchiveError as error:
        raise ArchiveError(f"{place}: {error}") from error
