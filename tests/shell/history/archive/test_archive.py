"""An archive has every record byte for byte, whatever it is interrupted by, and notices when it was touched."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.shell.broker.reading_topics import ends
from streams.shell.history.archive import lines, manifest, restoring, writing
from streams.shell.history.archive.lines import Archived, ArchiveError
from tests.shell.broker.topic_log import FakeConsumer, FakeProducer, Logged

DAY_MS = 86_400_000
RECORDS: list[tuple[int, bytes | None, bytes | None]] = [
    (0, b"k", b'{"text": "one"}'),
    (1, None, b"\xff\x00 not text"),
    (0, b"\xfe", None),
    (1, b"", b""),
    (0, b"k", "zwölf".encode()),
]


def consumer_with(records: list[tuple[int, bytes | None, bytes | None]]) -> FakeConsumer:
    consumer = FakeConsumer({"articles": 2})
    for partition, key, value in records:
        consumer.add("articles", partition, key, value, (("h", b"\xff"), ("h", None), ("content-type", b"text")))
    return consumer


def restored(directory: Path, partitions: int = 2) -> list[Any]:
    producer = FakeProducer()
    count = restoring.restore(producer, partitions, restoring.records(directory, restoring.checked(directory)))
    assert count == len(producer.sent) == producer.confirmed
    assert {each.topic for each in producer.sent} <= {"articles"}
    return [(each.partition, each.key, each.value) for each in producer.sent]


def by_partition(records: list[tuple[int, bytes | None, bytes | None]]) -> list[list[Any]]:
    return [[each for each in records if each[0] == number] for number in range(2)]


@given(st.none() | st.binary(), st.none() | st.binary(), st.lists(st.tuples(st.text(), st.none() | st.binary())))
def test_a_record_comes_back_byte_for_byte(key: bytes | None, value: bytes | None, headers: list[Any]) -> None:
    record = Logged("articles", 3, 14, key, value, 1_700_000_000_000, tuple(headers))
    assert lines.read(lines.write(record)) == Archived(3, 14, 1_700_000_000_000, key, value, tuple(headers))


@pytest.mark.parametrize("line", [b"", b"[]", b"{}", b'{"partition": "x"}', b"\xff"])
def test_a_line_that_is_no_record_is_an_error(line: bytes) -> None:
    with pytest.raises(ArchiveError):
        lines.read(line)


def test_archive_is_restored_in_partition_order(tmp_path: Path) -> None:
    written = writing.archive(consumer_with(RECORDS), tmp_path)
    assert (written.records, written.total) == (5, 5)
    assert by_partition(restored(tmp_path)) == by_partition(RECORDS)
    producer = FakeProducer()
    restoring.restore(producer, 1, restoring.records(tmp_path, restoring.checked(tmp_path)))
    assert {each.partition for each in producer.sent} == {0}
    assert producer.sent[0].headers == [("h", b"\xff"), ("h", None), ("content-type", b"text")]


def test_a_second_run_adds_only_what_is_new(tmp_path: Path) -> None:
    consumer = consumer_with(RECORDS)
    assert writing.archive(consumer, tmp_path).records == 5
    assert writing.archive(consumer, tmp_path).records == 0
    consumer.add("articles", 1, None, b"new")
    assert (writing.archive(consumer, tmp_path).records, manifest.load(tmp_path).records) == (1, 6)  # type: ignore[union-attr]
    assert by_partition(restored(tmp_path)) == by_partition([*RECORDS, (1, None, b"new")])


def test_a_day_and_a_full_segment_begin_a_new_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "SEGMENT_RECORDS", 2)
    consumer = FakeConsumer({"articles": 1})
    consumer.log[next(iter(ends(consumer, ["articles"])))] = [
        Logged("articles", 0, n, None, b"x", timestamp=day * DAY_MS) for n, day in enumerate([0, 0, 0, 1])
    ]
    writing.archive(consumer, tmp_path)
    segments = manifest.load(tmp_path).segments  # type: ignore[union-attr]
    assert [(each.path, each.first, each.last) for each in segments] == [
        ("1970-01-01/articles-0-0.jsonl.gz", 0, 1),
        ("1970-01-01/articles-0-2.jsonl.gz", 2, 2),
        ("1970-01-02/articles-0-3.jsonl.gz", 3, 3),
    ]


@pytest.mark.parametrize("limit", [1, 2, 100])
@pytest.mark.parametrize("after", range(1, 6))
def test_interrupted_and_run_again_it_ends_the_same(
    after: int, limit: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "SEGMENT_RECORDS", limit)
    consumer, seen = consumer_with(RECORDS), []

    def interrupt(done: int, _all: int) -> None:
        seen.append(done)
        if len(seen) == after:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        writing.archive(consumer, tmp_path, interrupt)
    writing.archive(consumer, tmp_path)
    assert not list(tmp_path.rglob("*.part"))
    assert by_partition(restored(tmp_path)) == by_partition(RECORDS)


def test_an_archive_of_another_log_is_not_added_to(tmp_path: Path) -> None:
    writing.archive(consumer_with(RECORDS), tmp_path)
    with pytest.raises(ArchiveError, match="another log"):
        writing.archive(consumer_with(RECORDS[:1]), tmp_path)


def damage_byte(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[-9] ^= 1
    path.write_bytes(raw)


def damage_manifest(path: Path) -> None:
    file = path.parents[1] / manifest.NAME
    file.write_text(json.dumps(json.loads(file.read_text()) | {"format": 99}))


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        pytest.param(damage_byte, "checksum differs", id="a byte"),
        pytest.param(Path.unlink, "is missing", id="a file"),
        pytest.param(damage_manifest, "has format 99", id="a manifest of the future"),
    ],
)
def test_damage_is_noticed_before_anything_is_sent(damage: Any, said: str, tmp_path: Path) -> None:  # noqa: ANN401
    writing.archive(consumer_with(RECORDS), tmp_path)
    damage(next(tmp_path.rglob("*.gz")))
    with pytest.raises(ArchiveError, match=said):
        restoring.checked(tmp_path)


def changed(directory: Path, wanted: str, **changes: object) -> None:
    """Change what the manifest says of a segment, as somebody would who has write access to the archive alone."""
    file = directory / manifest.NAME
    said = json.loads(file.read_text())
    (segment,) = (each for each in said["segments"] if each["path"].endswith(wanted))
    segment |= changes
    file.write_text(json.dumps(said))


def packed(directory: Path, name: str, text: bytes) -> dict[str, object]:
    """Write a file and return what a manifest says of it."""
    path = directory / name
    path.write_bytes(gzip.compress(text))
    return {"path": name, "bytes": path.stat().st_size, "sha256": manifest.checksum(path)}


@pytest.mark.parametrize("away", ["..", "link", "absolute"])
def test_a_manifest_that_leads_out_of_the_archive_is_refused(tmp_path: Path, away: str) -> None:
    archive, outside = tmp_path / "archive", tmp_path / "outside.gz"
    writing.archive(consumer_with(RECORDS), archive)
    facts = packed(tmp_path, "outside.gz", b"")
    (archive / "link").symlink_to(outside)
    path = {"..": "../outside.gz", "link": "link", "absolute": str(outside)}[away]
    changed(archive, "articles-0-0.jsonl.gz", **facts | {"path": path})
    with pytest.raises(ArchiveError, match="names a file outside of the archive"):
        restoring.checked(archive)


def line(partition: int, offset: int, value: bytes = b"x") -> bytes:
    return lines.write(Logged("articles", partition, offset, None, value))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(line(0, 0) + line(0, 2), "2 records up to offset 2, and the manifest says 3", id="one cut out"),
        pytest.param(line(0, 0) + line(0, 2) + line(0, 1), "line 3: partition 0, offset 1, where", id="out of order"),
        pytest.param(line(0, 0) + line(0, 1) + line(0, 1), "line 3: partition 0, offset 1, where", id="twice"),
        pytest.param(line(0, 0) + line(1, 1), "line 2: partition 1, offset 1, where", id="of another partition"),
        pytest.param(line(0, 0) + line(0, 9), "line 2: partition 0, offset 9, where", id="of another segment"),
        pytest.param(line(0, 0, b"x" * 5_000), "a line of over 1,000 bytes", id="longer than a record"),
    ],
)
def test_a_file_that_is_not_what_its_manifest_says_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: bytes, said: str
) -> None:
    monkeypatch.setattr(restoring, "MAX_LINE_BYTES", 1_000)
    writing.archive(consumer_with(RECORDS), tmp_path)
    changed(tmp_path, "articles-0-0.jsonl.gz", **packed(tmp_path, "new.gz", text))
    with pytest.raises(ArchiveError, match=said):
        list(restoring.records(tmp_path, restoring.checked(tmp_path)))


def test_segments_that_are_not_there_are_told_and_twice_the_same_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "SEGMENT_RECORDS", 1)
    writing.archive(consumer_with(RECORDS), tmp_path)
    whole = restoring.checked(tmp_path)
    assert restoring.missing(whole) == {}
    left = tuple(each for each in whole.segments if (each.partition, each.first) != (0, 1))
    assert restoring.missing(whole.model_copy(update={"segments": left})) == {0: 1}
    changed(tmp_path, "articles-0-1.jsonl.gz", first=0)
    with pytest.raises(ArchiveError, match="both have offset 0"):
        restoring.checked(tmp_path)


def test_archive_file_with_invalid_lines_is_named(tmp_path: Path) -> None:
    writing.archive(consumer_with(RECORDS), tmp_path)
    found = restoring.checked(tmp_path)
    path = next(tmp_path.rglob("articles-0-0*"))
    with gzip.open(path, "ab") as file:
        file.write(b"{}\n")
    with pytest.raises(ArchiveError, match=r"articles-0-0.jsonl.gz, line 4"):
        list(restoring.records(tmp_path, found))


def test_a_topic_with_records_is_not_filled(tmp_path: Path) -> None:
    restoring.require_empty(consumer_with([]))
    with pytest.raises(ArchiveError, match="not empty: it has had 5 records") as refused:
        restoring.require_empty(consumer_with(RECORDS))
    assert "--append" in refused.value.hint
    with pytest.raises(ArchiveError, match="has no manifest"):
        restoring.checked(tmp_path)


def test_two_runs_at_once_are_refused(tmp_path: Path) -> None:
    def look(_done: int, _all: int) -> None:
        with pytest.raises(ArchiveError, match="another run"):
            writing.archive(consumer_with(RECORDS), tmp_path)

    assert writing.archive(consumer_with(RECORDS), tmp_path, look).records == 5


def broken() -> Iterator[Archived]:
    yield Archived(0, 0, 0, None, b"x")
    raise ArchiveError("cannot be unpacked")


def test_an_archive_that_breaks_off_is_an_error_not_an_end() -> None:
    with pytest.raises(ArchiveError):
        restoring.restore(FakeProducer(), 1, broken())
