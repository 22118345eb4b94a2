"""How far topics have been read, as one short text that any copy of the read model understands.

It names the topics and, partition by partition, the next offset: `visits.12.0.3~meetings.4.0.1`. Two readers that give
the same text have read the same records, so a reader may go on at another copy, or at the same one after a restart.
Offsets of two versions of the state mean different things: from the second on the text begins with `version.2`.
"""

import re
from collections.abc import Iterable, Mapping

Position = Mapping[str, tuple[int, ...]]
"""The next offset of each partition, by topic."""

MAX_CHARS = 4_000
"""Longest text of a position: 4 topics with 200 partitions each."""

VERSION = "version"
"""What stands in the place of a topic, with the version of the state in the place of its offset."""

_PART = re.compile(r"([a-z-]{1,40})((?:\.\d{1,18})+)", re.ASCII)


def position_of(offsets: Mapping[tuple[str, int], int]) -> dict[str, tuple[int, ...]]:
    """Arrange the next offsets of (topic, partition) by topic; a partition that is not named stands at 0."""
    topics: dict[str, dict[int, int]] = {}
    for (topic, partition), offset in sorted(offsets.items()):
        topics.setdefault(topic, {})[partition] = offset
    return {topic: tuple(known.get(n, 0) for n in range(max(known) + 1)) for topic, known in topics.items()}


def text_of(position: Position, topics: Iterable[str], version: int = 1) -> str:
    """Write the position in some of its topics; empty where that would be too long to send around."""
    parts = (".".join((topic, *map(str, position[topic]))) for topic in topics if topic in position)
    text = "~".join(parts)
    text = f"{VERSION}.{version}~{text}" if text and version > 1 else text
    return text if len(text) <= MAX_CHARS else ""


def read(text: str) -> dict[str, tuple[int, ...]]:
    """Read a position as `text_of` writes it. Raises ValueError if it is none."""
    if len(text) > MAX_CHARS:
        raise ValueError(f"a position has at most {MAX_CHARS} characters")
    parts = [_PART.fullmatch(part) for part in text.split("~")]
    found = {part[1]: tuple(int(each) for each in part[2][1:].split(".")) for part in parts if part}
    if len(found) != len(parts):
        raise ValueError("a position looks like visits.12.0.3~meetings.4.0.1")
    return found


def version_of(position: Position) -> int:
    """Return the version of the state whose topics a position is in."""
    return position.get(VERSION, (1,))[0]


def reached(position: Position, topic: str, partition: int, offset: int) -> bool:
    """Tell whether the record at an offset was read by whoever stands at `position`."""
    offsets = position.get(topic, ())
    return partition < len(offsets) and offset < offsets[partition]
