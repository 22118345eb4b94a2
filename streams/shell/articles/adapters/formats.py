"""Which adapter reads a file: by its suffix, else by its first character."""

import io
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, cast

from streams.core.edge import DEFAULT_LIMITS, Limits, Reject, RejectReason
from streams.shell.articles.adapters.item import Item, Origin
from streams.shell.articles.adapters.json_document import read_document
from streams.shell.articles.adapters.json_lines import read_lines
from streams.shell.articles.adapters.page_text import read_page_text
from streams.shell.articles.adapters.web_page import read_web_page

Adapter = Callable[[BinaryIO, str, Limits], Iterator[Item]]
Watch = Callable[[int], object]
"""Told how many bytes of all files have been read: for a progress bar."""

STDIN = "-"
PEEK_BYTES = 4_096


class Format(StrEnum):
    """The input formats."""

    JSONL = "jsonl"
    """JSON Lines: one article a line."""
    JSON = "json"
    """One article, or an array of articles."""
    HTML = "html"
    """A saved web page."""
    TEXT = "text"
    """The text of a page, its title, date and boilerplate in it."""


ADAPTERS: dict[Format, Adapter] = {
    Format.JSONL: read_lines,
    Format.JSON: read_document,
    Format.HTML: read_web_page,
    Format.TEXT: read_page_text,
}
SUFFIXES: dict[str, Format] = {
    ".jsonl": Format.JSONL,
    ".ndjson": Format.JSONL,
    ".json": Format.JSON,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
    ".md": Format.TEXT,
}


def files_of(paths: Iterable[Path]) -> list[Path]:
    """Replace each directory by the files in it that have a known suffix, sorted by path; hidden ones are left out."""
    found: list[Path] = []
    for path in paths:
        found += sorted(filter(_readable, path.rglob("*"))) if path.is_dir() else [path]
    return found


def left_out(paths: Iterable[Path]) -> list[Path]:
    """Return the files of directories among `paths` that `files_of` leaves out, but for hidden ones."""
    files = (path for each in paths if each.is_dir() for path in each.rglob("*") if path.is_file())
    return sorted(path for path in files if not _readable(path) and not path.name.startswith("."))


def read_files(
    paths: Iterable[Path], given: Format | None = None, limits: Limits = DEFAULT_LIMITS, watch: Watch | None = None
) -> Iterator[Item]:
    """Read every article of the files and directories, in order; "-" is standard input.

    `given` overrides what suffix and content say. A file that cannot be opened raises OSError.
    """
    before = 0
    for path in files_of(paths):
        with ExitStack() as stack:
            raw = _standard_input() if str(path) == STDIN else stack.enter_context(path.open("rb"))
            stream = io.BufferedReader(cast("io.RawIOBase", raw), PEEK_BYTES)
            adapter = ADAPTERS[given or format_of(path, stream)]
            for item in _never_nothing(adapter(cast("BinaryIO", stream), str(path), limits), path):
                yield item
                if watch and raw.seekable():
                    watch(before + raw.tell())
            before += raw.tell() if raw.seekable() else 0
            stream.detach()


def format_of(path: Path, stream: "io.BufferedReader[io.RawIOBase]") -> Format:
    """Return the format of a file by its suffix, else by the first character of its content."""
    start = stream.peek(PEEK_BYTES)[:PEEK_BYTES].removeprefix(b"\xef\xbb\xbf").lstrip()
    known = SUFFIXES.get(path.suffix.lower())
    if known is Format.JSON or (known is None and start[:1] in (b"{", b"[")):
        return Format.JSON if start.startswith(b"[") else Format.JSONL if _line_is_object(start) else Format.JSON
    return known or (Format.HTML if start.startswith(b"<") else Format.TEXT)


def _line_is_object(start: bytes) -> bool:
    """Tell whether the first line may be a whole object: JSON Lines often come as .json."""
    line, newline, _ = start.partition(b"\n")
    return (line.rstrip().endswith(b"}") and bool(newline)) or (not newline and len(start) > PEEK_BYTES // 2)


def _readable(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES and path.is_file() and not path.name.startswith(".")


def _standard_input() -> BinaryIO:
    return sys.stdin.buffer


def _never_nothing(items: Iterator[Item], path: Path) -> Iterator[Item]:
    """Pass the items on; an empty file becomes a reject, not a silence."""
    count = 0
    for count, item in enumerate(items, 1):  # noqa: B007 - the count is used after the loop
        yield item
    if not count:
        yield Item(Origin(str(path)), Reject(RejectReason.EMPTY, "the file has no article in it"))
