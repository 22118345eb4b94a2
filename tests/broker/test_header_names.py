"""Records of publishers whose clients write header names that are not UTF-8: readers go on, and nothing is lost."""

from pathlib import Path

import pytest

from streams.shell.records import dead_letters
from tests.broker.articles import article
from tests.broker.command_line import NO, CommandLine
from tests.broker.harness import Stream
from tests.shell.broker.header_batches import RawName

pytestmark = pytest.mark.broker


def test_header_name_that_is_not_utf_8_stops_no_reader(stream: Stream, tmp_path: Path) -> None:
    worker, cli = stream.worker().ready(), CommandLine(stream)
    stream.publish([article(1)], key=b"k")
    stream.publish([article(2), b"not json"], key=b"k\xff", headers=[(RawName(b"caf\xe9"), b"\xe9")])
    stream.publish([article(3)], key=b"k")
    found = stream.at_rest()
    assert found.ok, found.mismatches
    assert (found.articles, found.dead_letters) == (4, 1)
    assert dict(found.readings) == {"events": 3}

    (letter,) = map(dead_letters.from_record, stream.records("articles-dead-letters"))
    assert (letter.value, letter.key, letter.headers) == (b"not json", b"k\xff", (("caf\\xe9", b"\xe9"),))
    assert "verify: 0 mismatches" in cli.run("verify")
    assert [each["reason"] for each in cli.objects("dead-letters", "list")] == ["not-json"]
    assert len(cli.objects("tail", "dead-letters", "--from-start", "--until-idle", "5")) == 1
    assert len(cli.objects("archive", str(tmp_path / "archive"))) == 1
    assert "Still refused: 1 dead letter" in cli.run("dead-letters", "replay", "--yes", code=NO)
    assert worker.stop() == 0
