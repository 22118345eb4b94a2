"""Dead letters: records that could not be processed, kept byte for byte with the reason.

The value, the key and the publisher's headers are those of the original record; ours are added to the headers under
Kafka Connect's names (KIP-298), which existing tools know, and one of our own for the bounded reason.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Protocol

from schemas.topics import ARTICLES
from streams.core.edge import Headers
from streams.shell.records.record import ConsumerRecord

PREFIX = "__connect.errors."
TOPIC = PREFIX + "topic"
PARTITION = PREFIX + "partition"
OFFSET = PREFIX + "offset"
STAGE = PREFIX + "stage"
MESSAGE = PREFIX + "exception.message"
REASON = "communique_reason"
"""A member of `RejectReason`, or of the agents' own reasons."""

ATTEMPTS = "communique_attempts"
"""How often the record has failed, the failure that made the letter included."""
REPLAY = "communique_replay"
"""On a record that was sent again, and on the letter that it becomes if it fails again: which letter it was, and the
version of Communiqué that sent it, divided by a space. Believed on internal topics only, never on `articles`."""

MAX_ATTEMPTS = 999_999
"""Failures that are counted."""

HeaderList = list[tuple[str, bytes]]


class Refusal(Protocol):
    """Why a record was refused: a `Reject` of the edge, or what an agent says."""

    @property
    def reason(self) -> StrEnum:
        """A member of a bounded list."""

    @property
    def detail(self) -> str:
        """One sentence for people."""


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """One dead letter, its original taken apart from what was said about it."""

    partition: int
    """Where the dead letter itself stands; with `offset` it names it."""
    offset: int
    at: datetime
    reason: str
    detail: str
    topic: str
    """Where the original stood."""
    source: str
    """Where exactly: topic/partition/offset."""
    key: bytes | None
    value: bytes | None
    headers: tuple[tuple[str, bytes | None], ...]
    """The publisher's own."""
    attempts: int = 1
    """How often the record has failed."""
    replay: str = ""
    """Letter and version of the replay that failed; empty for a first failure."""

    @property
    def replayed_by(self) -> str:
        """The version of Communiqué that sent the record again before it failed this time; empty for none."""
        return self.replay.partition(" ")[2]

    @property
    def identity(self) -> str:
        """What tells the letter from any other, on this cluster or another: its name and when it was written."""
        return f"{self.name}@{round(self.at.timestamp() * 1_000)}"

    @property
    def name(self) -> str:
        """The dead letter's name for `dead-letters show`: partition/offset."""
        return f"{self.partition}/{self.offset}"


def error_headers(
    refusal: Refusal,
    topic: str,
    partition: int,
    offset: int,
    headers: Headers = None,
    earlier: Sequence[tuple[str, bytes]] = (),
) -> HeaderList:
    """Return the headers of a dead letter: the publisher's, then where the original stood and why it was refused.

    `earlier` is the record's lineage where we wrote it ourselves: a replayed record that fails again says why it failed
    now, and how often it has. What else `headers` say in our names is dropped, for anybody may have written it.
    """
    before = dict(earlier)
    return [
        *_own_headers(headers),
        *((name, value) for name, value in before.items() if name == REPLAY),
        (ATTEMPTS, str(min(_number(before.get(ATTEMPTS)) + 1, MAX_ATTEMPTS)).encode()),
        (TOPIC, topic.encode()),
        (PARTITION, str(partition).encode()),
        (OFFSET, str(offset).encode()),
        (STAGE, b"VALUE_CONVERTER"),
        (MESSAGE, refusal.detail.encode()),
        (REASON, refusal.reason.value.encode()),
    ]


def from_record(record: ConsumerRecord) -> DeadLetter:
    """Read a record of the dead-letter topic; what its headers do not say is "unknown". Never raises."""
    said = {name: (value or b"").decode("utf-8", "replace") for name, value in record.headers}
    return DeadLetter(
        partition=record.partition,
        offset=record.offset,
        at=datetime.fromtimestamp(record.timestamp / 1000, UTC),
        reason=said.get(REASON, "unknown"),
        detail=said.get(MESSAGE, ""),
        topic=said.get(TOPIC, ARTICLES.name),
        source="/".join(said.get(name, "unknown") for name in (TOPIC, PARTITION, OFFSET)),
        key=record.key,
        value=record.value,
        headers=tuple((name, value) for name, value in record.headers if not _ours(name)),
        attempts=max(1, _number(said.get(ATTEMPTS, "").encode())),
        replay=said.get(REPLAY, ""),
    )


def lineage(headers: Headers) -> HeaderList:
    """Return the headers of a record that tell of earlier failures.

    To be asked only of records on topics that no publisher writes: the replay of a dead letter is known by them.
    """
    pairs = headers.items() if isinstance(headers, Mapping) else headers or ()
    return [(name, _bytes(value)) for name, value in pairs if name in (ATTEMPTS, REPLAY)]


def _number(text: bytes | None) -> int:
    return int(text) if text and text.isdigit() and len(text) <= len(str(MAX_ATTEMPTS)) else 0


def _own_headers(headers: Headers) -> HeaderList:
    pairs = headers.items() if isinstance(headers, Mapping) else headers or ()
    return [(name, _bytes(value)) for name, value in pairs if not _ours(name)]


def _ours(name: str) -> bool:
    return name.startswith(PREFIX) or name in (REASON, ATTEMPTS, REPLAY)


def _bytes(value: bytes | str | None) -> bytes:
    return value.encode() if isinstance(value, str) else value or b""
