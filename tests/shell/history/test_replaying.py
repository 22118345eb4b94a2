"""A dead letter is tried again at most once by one version, and no publisher has a say in it."""

import json

import pytest

from schemas.topics import MENTIONS, accepted, tallies
from streams.core.edge import Reject, RejectReason
from streams.settings import Settings
from streams.shell.history.replaying import Ways, due, refusals, replay_header, replayed, send_again
from streams.shell.records.dead_letters import DeadLetter, error_headers, from_record, lineage
from tests.shell.broker.topic_log import FakeConsumer, FakeProducer, Logged, Sent

REJECT = Reject(RejectReason.NOT_JSON, "not JSON: “cut off”")
WAYS = Ways.of(Settings())
ACCEPTED = accepted("communique").name
ARTICLE = json.dumps({"id": "a1", "text": "Somebody met somebody."}).encode()


def letter(
    offset: int = 14,
    topic: str = "articles",
    headers: tuple[tuple[str, bytes], ...] = (),
    value: bytes = ARTICLE,
    earlier: tuple[tuple[str, bytes], ...] = (),
) -> DeadLetter:
    said = error_headers(REJECT, topic, 5, 77, headers, earlier)
    return from_record(Logged("articles-dead-letters", 3, offset, b"key", value, headers=tuple(said)))


def sent(*letters: DeadLetter, version: str = "1.0") -> list[Sent]:
    topics = dict.fromkeys((ACCEPTED, MENTIONS.name, tallies("communique").name), 8)
    producer = FakeProducer()
    send_again(letters, version, WAYS, FakeConsumer(topics), producer)
    assert producer.confirmed == len(producer.sent)
    return producer.sent


def test_replayed_article_is_sent_as_intake_would_send_it() -> None:
    (record,) = sent(letter(headers=(("x", b"\xff"), ("ce_causation", b"mentions/0/5"))))
    assert (record.topic, record.key, json.loads(record.value or b"")["id"]) == (ACCEPTED, b"a1", "a1")
    headers = dict(record.headers)
    assert (headers["ce_causation"], headers["ce_time"]) == (b"articles/5/77", b"2023-11-14T22:13:20.000Z")
    assert (headers["communique_attempts"], headers["communique_replay"]) == (b"1", b"3/14@1700000000000 1.0")
    assert "x" not in headers


@pytest.mark.parametrize("topic", [ACCEPTED, MENTIONS.name, tallies("communique").name])
def test_record_of_an_internal_topic_is_replayed_unchanged_to_its_topic(topic: str) -> None:
    (record,) = sent(letter(topic=topic, headers=(("x", b"\xff"),), value=b"\x00\xff"))
    ours = [("communique_attempts", b"1"), ("communique_replay", b"3/14@1700000000000 1.0")]
    assert record[:4] == (topic, b"key", b"\x00\xff", [("x", b"\xff"), *ours])


@pytest.mark.parametrize(
    ("refused", "why"),
    [
        pytest.param(letter(value=b"{"), "not-json: ", id="no article even now"),
        pytest.param(letter(topic="visits"), "it stood at visits/5/77, where no stage reads", id="no topic of a stage"),
        pytest.param(
            from_record(Logged("articles-dead-letters", 3, 1, b"key", ARTICLE)),
            "it stood at unknown/unknown/unknown, where no stage reads",
            id="it does not say where it stood",
        ),
    ],
)
def test_what_cannot_be_read_now_either_is_not_sent(refused: DeadLetter, why: str) -> None:
    found = refusals([refused, letter(2)], WAYS)
    assert [(each.name, said[: len(why)]) for each, said in found.items()] == [(refused.name, why)]
    assert sent(refused) == []


def failed_again(first: DeadLetter, version: str, offset: int) -> DeadLetter:
    (record,) = sent(first, version=version)
    return letter(offset, earlier=tuple(lineage(record.headers)))


def test_one_version_replays_a_dead_letter_once_and_never_its_second_failure() -> None:
    first, other = letter(), letter(15)
    second = failed_again(first, "1.0", 16)
    assert (second.attempts, second.replayed_by) == (2, "1.0")
    before = {replay_header(first, "1.0")}
    found = due([first, other, second], "1.0", WAYS, lambda _topics: before)
    assert (found.letters, found.done) == ((other,), (first, second))


def test_the_next_version_sends_them_again_and_counts_on() -> None:
    first = letter()
    second = failed_again(first, "1.0", 16)
    found = due([second], "1.1", WAYS, lambda _topics: {replay_header(first, "1.0")})
    assert found.letters == (second,)
    assert failed_again(second, "1.1", 17).attempts == 3


def test_a_letter_of_the_same_name_on_another_cluster_is_another() -> None:
    said = tuple(error_headers(REJECT, "articles", 5, 77))
    elsewhere = from_record(Logged("articles-dead-letters", 3, 14, b"key", ARTICLE, 1_800_000_000_000, said))
    assert due([elsewhere], "1.0", WAYS, lambda _topics: {replay_header(letter(), "1.0")}).letters == (elsewhere,)


def test_earlier_replays_are_looked_up_where_no_publisher_writes() -> None:
    asked: list[object] = []
    letters = [letter(), letter(15, MENTIONS.name), letter(16, "visits")]
    due(letters, "1.0", WAYS, lambda topics: asked.append(topics) or ())  # type: ignore[func-returns-value]
    assert asked == [{ACCEPTED, MENTIONS.name, "articles-dead-letters"}]
    due([], "1.0", WAYS, lambda topics: pytest.fail(f"read {topics} for nothing"))


def test_what_was_replayed_stands_in_the_log() -> None:
    consumer = FakeConsumer({ACCEPTED: 2, "other": 1})
    consumer.add(ACCEPTED, 0, None, b"{}")
    consumer.add(ACCEPTED, 1, None, b"{}", (("communique_replay", b"3/14@1 1.0"), ("x", None)))
    consumer.add("other", 0, None, b"{}", (("communique_replay", b"3/15@1 1.0"),))
    assert replayed(consumer, {ACCEPTED}) == {"3/14@1 1.0"}
    assert replayed(consumer, {ACCEPTED, "other"}) == {"3/14@1 1.0", "3/15@1 1.0"}
