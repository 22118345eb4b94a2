import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.core.edge import Reject, RejectReason
from streams.shell.dead_letters import error_headers, from_record, send_again
from tests.shell.topic_log import Logged

REJECT = Reject(RejectReason.NOT_JSON, "not JSON: “cut off”")


def died(headers: list[tuple[str, bytes]], value: bytes | None = b"{") -> Logged:
    return Logged("articles-dead-letters", 3, 14, b"key", value, headers=tuple(headers))


def test_a_dead_letter_says_where_it_stood_and_why_and_keeps_its_own() -> None:
    own = [("x", b"1"), ("x", b"\xff"), ("content-type", b"text/plain")]
    letter = from_record(died(error_headers(REJECT, "articles", 5, 77, own)))
    assert (letter.name, letter.source, letter.topic) == ("3/14", "articles/5/77", "articles")
    assert (letter.reason, letter.detail) == ("not-json", REJECT.detail)
    assert (letter.key, letter.value, list(letter.headers)) == (b"key", b"{", own)


def test_a_second_death_replaces_the_first() -> None:
    first = error_headers(Reject(RejectReason.EMPTY, "empty"), "articles", 1, 1)
    letter = from_record(died(error_headers(REJECT, "articles", 2, 9, first)))
    assert (letter.reason, letter.source, letter.headers) == ("not-json", "articles/2/9", ())


def test_a_record_that_says_nothing_is_still_a_dead_letter() -> None:
    letter = from_record(died([]))
    assert (letter.reason, letter.source, letter.topic) == ("unknown", "unknown/unknown/unknown", "articles")


@given(st.lists(st.tuples(st.text(), st.none() | st.binary())))
def test_any_headers_are_read(headers: list[tuple[str, bytes | None]]) -> None:
    from_record(Logged("articles-dead-letters", 0, 0, None, None, headers=tuple(headers)))


class FakeProducer:
    """Keeps what it is sent, and counts what was waited for."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, bytes | None, bytes | None, list[tuple[str, bytes]]]] = []
        self.confirmed = 0

    def send(
        self, topic: str, *, key: bytes | None, value: bytes | None, headers: list[tuple[str, bytes]]
    ) -> "FakeProducer":
        self.sent.append((topic, key, value, headers))
        return self

    def get(self, timeout: float) -> None:
        assert timeout > 0
        self.confirmed += 1

    def flush(self, timeout: float | None = None) -> None:
        assert timeout


@pytest.mark.parametrize("topic", ["articles", "communique-accepted"])
def test_a_dead_letter_goes_back_byte_for_byte_to_where_it_stood(topic: str) -> None:
    producer = FakeProducer()
    letter = from_record(died(error_headers(REJECT, topic, 5, 77, [("x", b"\xff")]), value=b"\x00\xff"))
    send_again([letter, letter], producer)
    assert producer.sent == [(topic, b"key", b"\x00\xff", [("x", b"\xff")])] * 2
    assert producer.confirmed == 2
