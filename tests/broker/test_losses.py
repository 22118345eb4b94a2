"""Records that are deleted before they were read: the worker stops, and goes on, exact, once that was decided.

Records are deleted as Kafka deletes them when their time has come: the log begins later from then on.
"""

import json
import signal
import time
from pathlib import Path

import pytest

from schemas.topics import ARTICLES, accepted, tallies
from streams.shell.broker import clients
from streams.shell.broker.embedded import RunningBroker
from streams.shell.broker.reading_topics import ends
from tests.broker.articles import article
from tests.broker.command_line import NO, TROUBLE, CommandLine
from tests.broker.fake_extractor import HANG
from tests.broker.harness import Stream, Worker, wait_until

pytestmark = pytest.mark.broker

LONGEST_FETCH = 1.5
"""Seconds that the broker lets a worker wait for records."""


@pytest.fixture
def cli(stream: Stream, kafka: RunningBroker) -> CommandLine:
    if kafka.name == "embedded":
        pytest.skip("the embedded broker cannot delete records: install Java and Maven for real Kafka")
    return CommandLine(stream)


def delete_all(stream: Stream, topic: str) -> None:
    with clients.consumer(stream.settings) as consumer, clients.admin(stream.settings) as admin:
        places = ends(consumer, [topic])
        admin.delete_records(places)
        assert consumer.beginning_offsets(list(places)) == places


def refuses(worker: Worker, *said: str) -> None:
    wait_until(lambda: worker.process.poll() is not None, 90, "the worker stops")
    assert worker.process.returncode == TROUBLE, worker.text()[-3000:]
    missed = [part for part in (*said, "communique losses") if part not in worker.text()]
    assert missed == [], worker.text()[-3000:]
    worker.process.returncode = 0  # as it should be: nobody is to be alarmed when the stream is at rest


def test_articles_deleted_unread_stop_the_worker_until_the_loss_is_accepted(
    stream: Stream, cli: CommandLine, tmp_path: Path
) -> None:
    stream.worker().ready()
    stream.publish([article(number) for number in range(12)])
    assert stream.at_rest().ok
    assert stream.workers[0].stop() == 0
    assert "Nothing was deleted" in cli.run("losses")

    stream.publish([article(number) for number in range(12, 40)])
    archive = str(tmp_path / "archive")
    cli.run("archive", archive)
    delete_all(stream, ARTICLES.name)
    stream.publish([article(40)])
    refuses(stream.worker(), "records were deleted before they were read: articles partition ", " lacks ")
    found = json.loads(cli.run("losses", "--json", code=NO))
    assert {each["topic"] for each in found["losses"]} == {ARTICLES.name}
    assert (sum(each["missing"] for each in found["losses"]), found["accepted"]) == (28, False)
    refuses(stream.worker(), " lacks ")

    cli.run("restore", archive, "--append")
    assert "Gone for good, unless an archive has it: 28 offsets." in cli.run("losses", code=NO)
    assert "Accepted: 28 offsets gone for good." in cli.run("losses", "--accept")
    assert "Nothing was deleted" in cli.run("losses")
    stream.worker().ready()
    after = stream.at_rest()
    assert after.ok, after.mismatches
    assert sum(after.readings.values()) == 41
    assert "verify: 0 mismatches" in cli.run("verify")


def test_accepted_articles_that_expired_unread_are_made_again(stream: Stream, cli: CommandLine) -> None:
    queue = accepted(stream.settings.application_id).name
    worker = stream.worker().ready()
    stream.publish([article(number, text=HANG) for number in range(4)])
    wait_until(lambda: stream.size(queue) == 4, 60, "intake has accepted what hangs")
    stream.publish([article(number) for number in range(4, 24)])
    wait_until(lambda: stream.size(queue) == 24, 60, "intake has accepted the rest")
    worker.kill()
    delete_all(stream, queue)

    refuses(stream.worker(), f"records were deleted before they were read: {queue} partition ")
    assert f"{ARTICLES.name} will be read from its oldest record" in cli.run("losses", code=NO)
    wait_until(lambda: "0 offsets gone for good" in accepting(cli), 60, "the killed worker is forgotten")
    stream.publish([article(number, revision=2) for number in range(4)])
    stream.worker(EXTRACTION_TIMEOUT="3").ready()
    after = stream.at_rest(120)
    assert after.ok, after.mismatches
    assert (sum(after.readings.values()), after.dead_letters) == (24, 4)


def accepting(cli: CommandLine) -> str:
    """Accept the losses, which the broker refuses as long as the group has members."""
    process = cli.start("losses", "--accept")
    out, err = process.communicate(timeout=90)
    assert process.returncode == 0 or "stop all workers" in err, err
    return out


def newest_tallies(stream: Stream) -> dict[tuple[bytes, int], int]:
    """Return the total that each cell has last in each partition of the ledger."""
    records = stream.records(tallies(stream.settings.application_id).name)
    told = [(record.key, json.loads(record.value)) for record in records if record.value is not None]
    return {(key, tally["partition"]): tally["events"] for key, tally in told}


def test_totals_that_expired_unread_are_made_again(stream: Stream, cli: CommandLine) -> None:
    topic, group = tallies(stream.settings.application_id).name, stream.settings.application_id
    stream.worker().ready()
    stream.publish([article(number) for number in range(20)])
    assert stream.at_rest().ok
    assert stream.workers[0].stop() == 0
    before = newest_tallies(stream)
    with clients.consumer(stream.settings) as consumer, clients.admin(stream.settings) as admin:
        admin.reset_group_offsets(group, dict.fromkeys(ends(consumer, [topic]), 0))
    delete_all(stream, topic)
    assert newest_tallies(stream) == {}

    refuses(stream.worker(), f"records were deleted before they were read: {topic} partition ")
    assert "mentions is read from its oldest record" in cli.run("losses", "--accept")
    stream.worker().ready()
    after = stream.at_rest()
    assert after.ok, after.mismatches
    assert newest_tallies(stream) == before


def test_records_deleted_while_a_worker_is_paused_stop_it(stream: Stream, cli: CommandLine) -> None:
    worker = stream.worker(SESSION_TIMEOUT="20").ready()
    stream.publish([article(1)])
    assert stream.at_rest().ok
    worker.send(signal.SIGSTOP)
    answered = time.monotonic() + 2 * LONGEST_FETCH
    # What it has asked for already must not bring it the records that are to be deleted.
    wait_until(lambda: time.monotonic() > answered, 60, "the fetch that was under way is answered")
    stream.publish([article(number) for number in range(2, 20)])
    delete_all(stream, ARTICLES.name)
    worker.send(signal.SIGCONT)
    refuses(worker, "records were deleted before they were read: articles partition ", "lacks ")
    assert "Accepted: 18 offsets gone for good." in cli.run("losses", "--accept")
    stream.worker().ready()
    assert stream.at_rest().ok
