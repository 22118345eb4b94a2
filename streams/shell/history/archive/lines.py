"""A record of Kafka as one line of JSON, and back, byte for byte.

Bytes that are UTF-8 are written as text under `key` and `value`, so that an archive can be read and searched; others in
base64 under `key_base64` and `value_base64`. A header is a list of its name and such an object, for names may repeat.
"""

import base64
from dataclasses import dataclass
from typing import Any

import orjson

from streams.shell.errors import CommuniqueError
from streams.shell.records.record import ConsumerRecord

Headers = tuple[tuple[str, bytes | None], ...]


class ArchiveError(CommuniqueError):
    """An archive is damaged, incomplete, or of another log."""


@dataclass(frozen=True, slots=True)
class Archived:
    """One record as an archive has it."""

    partition: int
    offset: int
    timestamp: int
    """Milliseconds since 1970: when the broker ingested it."""
    key: bytes | None
    value: bytes | None
    headers: Headers = ()


def write(record: ConsumerRecord) -> bytes:
    """Return a record as a line."""
    line: dict[str, Any] = {
        "partition": record.partition,
        "offset": record.offset,
        "timestamp": record.timestamp,
        **_bytes("key", record.key),
        **_bytes("value", record.value),
    }
    if record.headers:
        line["headers"] = [[name, _bytes("value", value)] for name, value in record.headers]
    return orjson.dumps(line) + b"\n"


def read(line: bytes) -> Archived:
    """Return the record of a line. Raises ArchiveError if it is none."""
    try:
        found = orjson.loads(line)
        headers = tuple((str(name), _read("value", value)) for name, value in found.get("headers", ()))
        place = int(found["partition"]), int(found["offset"]), int(found["timestamp"])
        return Archived(*place, _read("key", found), _read("value", found), headers)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ArchiveError(f"no archived record: {type(error).__name__}: {error}") from error


def _bytes(name: str, value: bytes | None) -> dict[str, str]:
    if value is None:
        return {}
    try:
        return {name: value.decode("utf-8")}
    except UnicodeDecodeError:
        return {f"{name}_base64": base64.b64encode(value).decode()}


def _read(name: str, found: dict[str, str]) -> bytes | None:
    if name in found:
        return found[name].encode("utf-8")
    encoded = found.get(f"{name}_base64")
    return None if encoded is None else base64.b64decode(encoded, validate=True)
