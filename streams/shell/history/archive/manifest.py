"""The manifest: which segments an archive has, and how to know that they are whole."""

import hashlib
import os
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from schemas.model import Model
from streams.shell.history.archive.lines import ArchiveError

NAME = "manifest.json"
FORMAT = 1
"""Raised when an older reader could not read what a newer writer wrote."""

_CHUNK = 2**20


class Segment(Model):
    """Consecutive records of one partition that were ingested on one day (UTC), in one file."""

    path: str
    """Below the archive's directory."""
    day: date
    partition: int
    first: int
    """Offset of the first record."""
    last: int
    """Offset of the last one. Offsets between may be missing, where the log had none."""
    last_timestamp: int
    """When the last one was ingested, in milliseconds since 1970: tells this log from another of the same name."""
    records: int
    bytes: int
    """Size of the file."""
    sha256: str
    """Of the file, in hexadecimal, as sha256sum prints it."""


class Manifest(Model):
    """All segments of an archive."""

    format: int = FORMAT
    topic: str
    segments: tuple[Segment, ...] = ()

    def newest(self) -> dict[int, Segment]:
        """Return the last segment of each partition."""
        return {each.partition: each for each in sorted(self.segments, key=lambda each: each.last)}

    @property
    def records(self) -> int:
        """How many records the archive has."""
        return sum(each.records for each in self.segments)


def load(directory: Path) -> Manifest | None:
    """Read the manifest of an archive; None if there is none. Raises ArchiveError if it cannot be understood."""
    path = directory / NAME
    if not path.exists():
        return None
    try:
        manifest = Manifest.model_validate_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise ArchiveError(f"{path} is no manifest: {first['msg']}") from error
    if manifest.format > FORMAT:
        raise ArchiveError(f"{path} has format {manifest.format}", "a newer release of communique wrote it: use that")
    return manifest


def save(directory: Path, manifest: Manifest) -> None:
    """Write the manifest so that at any moment either the old or the new one is there, whole."""
    new = directory / f"{NAME}.part"
    with new.open("wb") as file:
        file.write(manifest.model_dump_json(indent=1).encode())
        file.flush()
        os.fsync(file.fileno())
    new.replace(directory / NAME)


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def path_of(directory: Path, segment: Segment) -> Path:
    """Return where a segment's file is. Raises ArchiveError if the manifest leads out of the archive."""
    path = directory / segment.path
    if not path.resolve().is_relative_to(directory.resolve()):
        raise ArchiveError(f"{directory / NAME} names a file outside of the archive: {segment.path!r}")
    return path


def check(directory: Path, segment: Segment) -> None:
    """Raise ArchiveError unless the segment's file is there and is what was written."""
    path = path_of(directory, segment)
    if not path.is_file():
        raise ArchiveError(f"{path} is missing", "take it from a copy of the archive")
    if path.stat().st_size != segment.bytes or checksum(path) != segment.sha256:
        raise ArchiveError(f"{path} is not what was archived: its checksum differs", "take it from a copy")
