"""From the counts on a broker back to the sentences, and the life of an event through its log."""

import json
from typing import Any

import pytest

from streams.shell.broker import clients
from tests.broker.articles import traffic
from tests.broker.command_line import NO, OK, USAGE, CommandLine
from tests.broker.harness import Stream

pytestmark = pytest.mark.broker

DAY = "2024-05-08"


@pytest.fixture
def cli(stream: Stream) -> CommandLine:
    return CommandLine(stream)


def told(name: str, line: str, revision: int = 1, **fields: object) -> dict[str, Any]:
    return {"id": name, "text": line, "source": "The Example", "published_at": DAY, "revision": revision, **fields}


def sentence_of(mention: dict[str, Any], articles: dict[str, dict[str, Any]]) -> str:
    """The sentence that a mention quotes, which is exactly what its article says there."""
    (sentence,) = mention["evidence"]
    text = str(articles[mention["article_record"]]["text"])
    assert sentence["text"] == text[sentence["start"] : sentence["end"]]
    return text[sentence["start"] : sentence["end"]]


def test_every_number_of_counts_is_traced_to_its_sentences(cli: CommandLine, stream: Stream) -> None:
    stream.worker().ready()
    stream.publish(traffic(7, 60))
    assert stream.at_rest().ok
    texts = {f"articles/{each.partition}/{each.offset}": json.loads(each.value) for each in stream.records("articles")}
    (table,) = cli.objects("counts", "--by", "sector,actor", "--limit", "3")
    for row in table["rows"]:
        (proof,) = cli.objects("trace", "--sector", row["sector"], "--actor", row["actor"])
        assert proof["proved"]
        assert len(proof["events"]) == row["events"] == proof["published"]["events"]
        assert sum(len(each["mentions"]) for each in proof["events"]) == row["mentions"]
        for event in proof["events"]:
            assert row["sector"] in " ".join(sentence_of(mention, texts) for mention in event["mentions"])
            assert all(row["actor"] in sentence_of(mention, texts) for mention in event["mentions"])


def test_count_that_the_log_does_not_support_is_not_proved(cli: CommandLine, stream: Stream) -> None:
    stream.worker().ready()
    stream.publish([told("a", f"visit PAK CHN {DAY} energy")])
    assert stream.at_rest().ok
    one = ("trace", "--type", "visit", "--sector", "energy", "--actor", "CHN", "--day", DAY)
    assert "visit PAK CHN" in cli.run(*one)
    newest = max(stream.records("counts"), key=lambda record: json.loads(record.value)["version"])
    cell = {"type": "visit", "sector": "energy", "actor": "CHN", "day": DAY}
    key = next(r.key for r in stream.records("counts") if cell.items() <= json.loads(r.value).items())
    wrong = {**cell, "events": 7, "mentions": 7, "version": json.loads(newest.value)["version"] + 1}
    with clients.producer(stream.settings) as producer:
        producer.send("counts", json.dumps(wrong).encode(), key).get(timeout=10)
    assert "The count is not proved" in cli.run(*one, code=NO)
    cli.run("trace", "--day", DAY, "--since", DAY, code=USAGE)


def test_planned_then_happened_then_withdrawn_is_the_history_of_one_event(cli: CommandLine, stream: Stream) -> None:
    stream.worker().ready()
    for article in (
        told("a", f"visit PAK CHN {DAY} energy planned"),
        told("b", f"visit PAK CHN {DAY} energy", published_at="2024-05-09"),
        told("b", "NOTHING HAPPENED", revision=2),
        told("a", "", revision=2, status="withdrawn"),
    ):
        stream.publish([article])
        assert stream.at_rest().ok
    (visit,) = {record.key.decode() for record in stream.records("visits")}
    (life,) = cli.objects("history", visit)
    seen = [
        (each["operation"], each["reason"], each["state"]["op"], each["state"]["status"]) for each in life["states"]
    ]
    assert seen == [
        ("assert", "reported", "upsert", "planned"),
        ("assert", "reported", "upsert", "happened"),
        ("retract", "corrected", "upsert", "planned"),
        ("retract", "withdrawn", "gone", "planned"),
    ]
    assert [each["mention"]["evidence"][0]["text"].split()[0] for each in life["states"]] == ["visit"] * 4
    assert life["mismatches"] == []
    assert "retracted: withdrawn" in cli.run("history", visit, code=OK)
    cli.run("history", "no-such-event", code=NO)
