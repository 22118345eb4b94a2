"""A dead letter goes back as it was, and at most once by one version."""

import pytest

from streams.core.edge import Reject, RejectReason
from streams.shell.history.replaying import due, replay_header, replayed, send_again
from streams.shell.records.dead_letters import DeadLetter, error_headers, from_record
from tests.shell.broker.topic_log import FakeConsumer, FakeProducer, Logged, Sent

REJECT = Reject(RejectReason.NOT_JSON, "not JSON: “cut off”")


def letter(offset: int = 14, topic: str = "articles", headers: tuple[tuple[str, bytes], ...] = ()) -> DeadLetter:
    said = error_headers(REJECT, topic, 5, 77, headers)
    return from_record(Logged("articles-dead-letters", 3, offset, b"key", b"\x00\xff", headers=tuple(said)))


@pytest.mark.parametrize("topic", ["articles", "communique-accepted"])
def test_a_dead_letter_goes_back_byte_for_byte_to_where_it_stood(topic: str) -> None:
    producer = FakeProducer()
    one = letter(topic=topic, headers=(("x", b"\xff"),))
    send_again([one, one], producer, "1.0")
    ours = [("communique_attempts", b"1"), ("communique_replay", b"3/14@1700000000000 1.0")]
    assert producer.sent == [Sent(topic, b"key", b"\x00\xff", [("x", b"\xff"), *ours], None)] * 2
    assert producer.confirmed == 2


def failed_again(first: DeadLetter, version: str, offset: int) -> DeadLetter:
    producer = FakeProducer()
    send_again([first], producer, version)
    return letter(offset, headers=tuple(producer.sent[0].headers))


def test_one_version_sends_a_letter_once_and_the_letter_that_comes_of_it_not_at_all() -> None:
    first, other = letter(), letter(15)
    second = failed_again(first, "1.0", 16)
    assert (second.attempts, second.replayed_by) == (2, "1.0")
    sent = {replay_header(first, "1.0")}
    found = due([first, other, second], "1.0", lambda topics: sent if topics == {"articles"} else ())
    assert (found.letters, found.done) == ((other,), (first, second))


def test_the_next_version_sends_them_again_and_counts_on() -> None:
    first = letter()
    second = failed_again(first, "1.0", 16)
    found = due([second], "1.1", lambda _topics: {replay_header(first, "1.0")})
    assert found.letters == (second,)
    assert failed_again(second, "1.1", 17).attempts == 3


def test_a_letter_of_the_same_name_on_another_cluster_is_another() -> None:
    elsewhere = from_record(Logged("articles-dead-letters", 3, 14, b"key", b"\x00\xff", timestamp=1_800_000_000_000))
    assert due([elsewhere], "1.0", lambda _topics: {replay_header(letter(), "1.0")}).letters == (elsewhere,)


def test_what_was_replayed_stands_in_the_log() -> None:
    consumer = FakeConsumer({"articles": 2, "other": 1})
    consumer.add("articles", 0, None, b"{}")
    consumer.add("articles", 1, None, b"{}", (("communique_replay", b"3/14@1 1.0"), ("x", None)))
    consumer.add("other", 0, None, b"{}", (("communique_replay", b"3/15@1 1.0"),))
    assert replayed(consumer, {"articles"}) == {"3/14@1 1.0"}
    assert replayed(consumer, {"articles", "other"}) == {"3/14@1 1.0", "3/15@1 1.0"}
    assert due([], "1.0", lambda topics: pytest.fail(f"read {topics} for nothing")).letters == ()
