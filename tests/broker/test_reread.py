"""What a newer extractor reads in the log is what it would have read from the start, and only that is sent."""

import pytest

from schemas.topics import accepted
from streams.core.state.cells import text_of
from streams.shell.broker import clients
from streams.shell.broker.embedded import RunningBroker
from streams.shell.broker.reading_topics import snapshot
from streams.shell.history import recorded
from tests.broker.articles import article, traffic
from tests.broker.command_line import NO, CommandLine
from tests.broker.fake_extractor import ORDINAL
from tests.broker.harness import Stream, wait_until

pytestmark = pytest.mark.broker

SENT = traffic(11, 120)
AGAIN = ("reread", "--older-than", "2")


def numbers(stream: Stream) -> dict[str, tuple[int, int]]:
    with clients.consumer(stream.settings) as consumer:
        counts = recorded.newest_counts(snapshot(consumer, "counts"))
    return {text_of(each): (each.events, each.mentions) for each in counts if each.events}


def test_reread_ends_as_if_the_newer_extractor_had_read_everything(
    stream: Stream, kafka: RunningBroker, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream.worker().ready()
    stream.publish(SENT)
    assert stream.at_rest().ok
    cli, queue = CommandLine(stream), accepted(stream.settings.application_id).name
    before, meetings, accepted_before = numbers(stream), stream.size("meetings"), stream.size(queue)
    (planned,) = cli.objects(*AGAIN, "--dry-run")
    assert planned["planned"] > 100
    assert stream.size(queue) == accepted_before
    stream.workers[0].stop()

    # Nobody reads: what is interrupted now has been sent and not read, and is planned again.
    interrupted = cli.start(*AGAIN)
    wait_until(lambda: stream.size(queue) > accepted_before, 60, "articles are sent again")
    interrupted.kill()
    interrupted.communicate(timeout=60)

    monkeypatch.setenv(ORDINAL, "2")
    stream.worker().ready()
    (done,) = cli.objects(*AGAIN)
    assert (done["left"], done["lost"]) == (0, 0)
    found = stream.at_rest()
    assert found.ok, found.mismatches
    after = numbers(stream)
    assert stream.size("meetings") == meetings
    (nothing,) = cli.objects(*AGAIN)
    assert nothing == {"ordinal": 2, "planned": 0, "lost": 0, "left": 0}
    stream.stop_all()

    folder = stream.folder / "fresh"
    folder.mkdir()
    fresh = Stream(kafka, folder)
    try:
        fresh.fresh_topics()
        fresh.worker().ready()
        fresh.publish(SENT)
        assert fresh.at_rest().ok
        assert numbers(fresh) == after != before
    finally:
        fresh.stop_all()


def test_workers_of_the_old_release_are_noticed(stream: Stream) -> None:
    stream.worker().ready()
    stream.publish([article(1), article(2)])
    assert stream.at_rest().ok
    assert "Still as an older extractor read them: 2 articles" in CommandLine(stream).run(*AGAIN, code=NO)
