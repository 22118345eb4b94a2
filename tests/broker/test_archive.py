"""An empty broker filled from an archive counts what the old one counted."""

from pathlib import Path
from typing import Any

import pytest

from streams.core.state.cells import text_of
from streams.shell.broker import clients
from streams.shell.broker.embedded import RunningBroker
from streams.shell.broker.reading_topics import snapshot
from streams.shell.history import recorded
from tests.broker.articles import traffic
from tests.broker.command_line import TROUBLE, CommandLine
from tests.broker.harness import Stream

pytestmark = pytest.mark.broker


def numbers(stream: Stream) -> dict[str, tuple[int, int]]:
    """Every cell that counts something."""
    with clients.consumer(stream.settings) as consumer:
        counts = recorded.newest_counts(snapshot(consumer, "counts"))
    return {text_of(each): (each.events, each.mentions) for each in counts if each.events}


def test_archive_restored_to_an_empty_broker_gives_the_same_counts(
    stream: Stream, kafka: RunningBroker, tmp_path: Path
) -> None:
    sent: list[dict[str, Any] | bytes | None] = [*traffic(3, 80), b"\xff not an article", None]
    archive = str(tmp_path / "archive")
    worker = stream.worker().ready()
    half = len(sent) // 2
    stream.publish(sent[:half])
    (first,) = CommandLine(stream).objects("archive", archive)
    stream.publish(sent[half:], key=b"\x00", headers=[("from", b"\xfe")])
    assert stream.at_rest().ok
    (second,) = CommandLine(stream).objects("archive", archive)
    assert (first["records"], second["total"]) == (half, len(sent))
    before, letters = numbers(stream), stream.size("articles-dead-letters")
    originals = sorted((record.value or b"", tuple(record.headers)) for record in stream.records("articles"))
    CommandLine(stream).run("restore", archive, code=TROUBLE)
    assert worker.stop() == 0

    folder = tmp_path / "new"
    folder.mkdir()
    new = Stream(kafka, folder)
    try:
        new.fresh_topics()
        (done,) = CommandLine(new).objects("restore", archive)
        assert done["records"] == len(sent)
        new.worker().ready()
        found = new.at_rest()
        assert found.ok, found.mismatches
        assert numbers(new) == before
        assert new.size("articles-dead-letters") == letters
        assert originals == sorted((record.value or b"", tuple(record.headers)) for record in new.records("articles"))
        assert len(before) > 100
    finally:
        new.stop_all()
