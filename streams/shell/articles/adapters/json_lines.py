"""JSON Lines: one article a line, read as a stream, so a file may be larger than memory."""

from collections.abc import Iterator
from typing import BinaryIO

from streams.core.edge import Limits, Reject, RejectReason, decode
from streams.shell.articles.adapters.item import Item, Origin


def read_lines(stream: BinaryIO, name: str, limits: Limits) -> Iterator[Item]:
    """Read each line that is not blank as an article; a line over the limit is refused without being kept in memory."""
    number = 0
    while line := stream.readline(limits.max_bytes + 2):
        number += 1
        value = line.rstrip(b"\r\n")
        if len(value) > limits.max_bytes:
            yield Item(Origin(name, number), _too_large(len(line) + _skip_rest(stream, line), limits))
        elif value.strip():
            yield Item(Origin(name, number), decode(value, None, limits))


def _skip_rest(stream: BinaryIO, line: bytes) -> int:
    """Read to the end of the line; returns the bytes skipped."""
    skipped = 0
    while line and not line.endswith(b"\n"):
        line = stream.readline(65_536)
        skipped += len(line)
    return skipped


def _too_large(size: int, limits: Limits) -> Reject:
    return Reject(RejectReason.TOO_LARGE, f"a line of {size:,} bytes; at most {limits.max_bytes:,} are read")
