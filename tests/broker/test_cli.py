"""The command line against a broker: a file published comes out as events, counts and dead letters."""

import json
import signal
import subprocess
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from kafka import KafkaProducer

from schemas.facts import EventType
from schemas.topics import accepted
from streams.shell.broker import clients
from streams.shell.history.replaying import replay_header
from streams.shell.records.dead_letters import from_record
from tests.broker.articles import article
from tests.broker.command_line import INTERRUPTED, NO, OK, TROUBLE, CommandLine
from tests.broker.fake_extractor import FAIL
from tests.broker.harness import Stream, wait_until

pytestmark = pytest.mark.broker

BAD = [b"{", b'{"id":"x","text":5}', b"\xff\xfe\x00", b'{"id":"\\u001b[31m","text":"x"}']


@pytest.fixture
def cli(stream: Stream) -> CommandLine:
    return CommandLine(stream)


@pytest.fixture
def published(cli: CommandLine, stream: Stream, tmp_path: Path) -> list[dict[str, Any]]:
    """Twelve articles, published and read, and four records that are none."""
    articles = [article(number) for number in range(12)]
    path = tmp_path / "articles.jsonl"
    path.write_text("".join(json.dumps(each) + "\n" for each in articles))
    assert "Sent: 12 articles, each confirmed" in cli.run("publish", str(path))
    stream.publish(BAD)
    stream.worker().ready()
    assert stream.at_rest().ok
    return articles


@pytest.mark.usefixtures("published")
def test_what_was_published_is_followed_counted_and_verified(cli: CommandLine) -> None:
    mentions = cli.objects("tail", "mentions", "--from-start", "--until-idle", "5")
    assert {each["value"]["article"]["id"] for each in mentions} == {f"article-{n}" for n in range(12)}
    assert len(cli.objects("tail", "mentions", "--from-start", "--limit", "3")) == 3
    sure = ("tail", "mentions", "--from-start", "--until-idle", "1", "--min-confidence", "0.95")
    assert cli.objects(*sure) == []

    topics = [f"{kind.value}s" for kind in EventType]
    events = {each["key"]: each["value"] for each in cli.objects("tail", *topics, "--from-start", "--until-idle", "5")}
    standing = [each for each in events.values() if each["op"] == "upsert"]

    (table,) = cli.objects("counts", "--by", "actor")
    assert table["all"]["events"] == len(standing)
    assert table["all"]["mentions"] == len(mentions)
    (visits,) = cli.objects("counts", "--by", "sector,actor", "--type", "visit")
    assert visits["all"]["events"] == sum(each["type"] == "visit" for each in standing)
    for row in visits["rows"]:
        expected = [
            each
            for each in standing
            if each["type"] == "visit"
            and row["sector"] in each["sectors"]
            and row["actor"] in {actor["country"] for actor in each["actors"] + each["recipients"]}
        ]
        assert row["events"] == len(expected), row

    assert "verify: 0 mismatches" in cli.run("verify")
    assert "as they should be" in cli.run("topics", "check")
    assert "nothing waits" in cli.run("doctor")


@pytest.mark.usefixtures("published")
def test_dead_letters_are_listed_shown_and_sent_again(cli: CommandLine, stream: Stream) -> None:
    letters = cli.objects("dead-letters", "list")
    reasons = sorted(each["reason"] for each in letters)
    assert reasons == ["bad-encoding", "control-characters", "invalid-field", "not-json"]

    wrong = next(each["name"] for each in letters if each["reason"] == "invalid-field")
    assert "text: must be a string" in cli.run("dead-letters", "show", wrong)
    assert cli.run("dead-letters", "show", wrong, "--raw") == '{"id":"x","text":5}'
    cli.run("dead-letters", "show", "0/9999", code=NO)

    before = stream.size("articles"), stream.size(accepted(stream.settings.application_id).name)
    said = cli.run("dead-letters", "replay", "--yes", code=NO)
    assert "Sent 0 dead letters" in said
    assert "Still refused: 4 dead letters" in said
    assert (stream.size("articles"), stream.size(accepted(stream.settings.application_id).name)) == before


def test_dead_letter_is_replayed_once_per_version_despite_forged_headers(cli: CommandLine, stream: Stream) -> None:
    stream.worker().ready()
    stream.publish([article(1, text=FAIL)])
    assert stream.at_rest().ok
    failed = ("dead-letters", "replay", "--reason", "extraction-failed")
    (first,) = map(from_record, stream.records("articles-dead-letters"))
    ours = replay_header(first, version("communique")).encode()
    forged = [("communique_attempts", b"7"), ("communique_replay", ours), ("ce_causation", b"mentions/0/0")]
    stream.publish([article(2), b"{"], headers=forged)
    found = stream.at_rest()
    assert (found.ok, found.mentions, dict(found.readings)) == (True, 2, {"events": 1})
    letters = {each["reason"]: each for each in cli.objects("dead-letters", "list")}
    assert {each["attempts"] for each in letters.values()} == {1}
    assert letters["not-json"]["replayed_by"] is None
    assert letters["not-json"]["source"].startswith("articles/")

    before = stream.size("articles")
    assert "Would send 1 dead letter again" in cli.run(*failed)
    assert "Sent 1 dead letter again" in cli.run(*failed, "--yes")
    wait_until(lambda: len(cli.objects("dead-letters", "list")) == 3, 90, "it died again")
    (left,) = cli.objects(*failed, "--yes")
    assert (left["letters"], len(left["done_before"])) == ([], 2)
    assert "Would send 2 dead letters" in cli.run(*failed, "--again")
    again = [each for each in cli.objects("dead-letters", "list") if each["reason"] == "extraction-failed"]
    assert [each["attempts"] for each in again] == [1, 2]
    assert len({each["source"] for each in again}) == 1
    assert stream.size("articles") == before
    assert stream.at_rest().ok


def test_a_worker_that_refuses_everything_stops_and_says_so(stream: Stream) -> None:
    worker = stream.worker(REFUSALS_IN_A_ROW="20")
    worker.ready()
    stream.publish([b"not json"] * 300)
    wait_until(lambda: worker.process.poll() is not None, 60, "the worker stopped")
    assert worker.process.returncode == TROUBLE
    assert "20 records in a row were refused" in worker.text()
    assert stream.size("articles-dead-letters") < 20


def test_junk_of_one_publisher_stops_nobody(stream: Stream) -> None:
    worker = stream.worker()
    worker.ready()
    stream.publish([b"x"] * 300)
    stream.publish([article(1)])
    wait_until(lambda: stream.size("articles-dead-letters") == 300, 60, "the junk was put aside")
    wait_until(lambda: stream.size("visits") == 1, 60, "the article of another publisher was read")
    assert worker.process.poll() is None
    assert stream.at_rest().ok


def test_tail_shows_new_records_until_interrupted(cli: CommandLine, stream: Stream) -> None:
    with clients.producer(stream.settings) as producer:
        producer.send("counts", b'"old"', b"key").get(timeout=10)
        process = cli.start("tail", "counts", "--json", "--limit", "1")
        endless = cli.start("tail", "counts")
        wait_until(lambda: _offered(producer, process), 60, "a new record was seen")
        endless.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, json.loads(out)["value"]) == (OK, "new"), err
    out, err = endless.communicate(timeout=60)
    assert (endless.returncode, "old" in out) == (INTERRUPTED, False), err


def _offered(producer: KafkaProducer, process: subprocess.Popen[str]) -> bool:
    """Send one more record; tells whether the process has ended, for it has seen one."""
    producer.send("counts", b'"new"', b"key").get(timeout=10)
    return process.poll() is not None


def test_a_page_of_text_is_published_under_one_name_however_often(cli: CommandLine, stream: Stream) -> None:
    page = stream.folder / "page.txt"
    page.write_text(" date 2023-03-14 Open Menu\n\nNorway Eyes Fisheries Ties With Ghana\n\nBerg arrived in Accra.\n")
    for _ in range(2):
        cli.run("publish", str(page))
    first, second = stream.records("articles")
    assert first.key == second.key
    assert json.loads(first.value)["title"] == "Norway Eyes Fisheries Ties With Ghana"


def test_publishing_to_a_broker_without_topics_says_so(cli: CommandLine, stream: Stream, tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    path.write_text(json.dumps(article(1)))
    with clients.admin(stream.settings) as admin:
        admin.delete_topics(["articles"])
        wait_until(lambda: "articles" not in admin.list_topics(), 60, "the topic is gone")
    process = cli.start("publish", str(path))
    _, err = process.communicate(timeout=60)
    assert process.returncode == TROUBLE
    assert "has no topic articles" in err
    assert "communique topics apply" in err
