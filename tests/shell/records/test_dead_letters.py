import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.core.edge import Reject, RejectReason
from streams.shell.records.dead_letters import error_headers, from_record, lineage
from tests.shell.broker.topic_log import Logged

REJECT = Reject(RejectReason.NOT_JSON, "not JSON: “cut off”")


def died(headers: list[tuple[str, bytes]], value: bytes | None = b"{") -> Logged:
    return Logged("articles-dead-letters", 3, 14, b"key", value, headers=tuple(headers))


def test_dead_letter_has_position_and_reason_and_keeps_its_own_headers() -> None:
    own = [("x", b"1"), ("x", b"\xff"), ("content-type", b"text/plain")]
    letter = from_record(died(error_headers(REJECT, "articles", 5, 77, own)))
    assert (letter.name, letter.source, letter.topic) == ("3/14", "articles/5/77", "articles")
    assert (letter.reason, letter.detail) == ("not-json", REJECT.detail)
    assert (letter.key, letter.value, list(letter.headers)) == (b"key", b"{", own)


def test_second_failure_replaces_the_reason_of_the_first() -> None:
    first = error_headers(Reject(RejectReason.EMPTY, "empty"), "articles", 1, 1)
    letter = from_record(died(error_headers(REJECT, "articles", 2, 9, first)))
    assert (letter.reason, letter.source, letter.headers) == ("not-json", "articles/2/9", ())


def test_a_record_that_says_nothing_is_still_a_dead_letter() -> None:
    letter = from_record(died([]))
    assert (letter.reason, letter.source, letter.topic) == ("unknown", "unknown/unknown/unknown", "articles")


@given(st.lists(st.tuples(st.text(), st.none() | st.binary())))
def test_any_headers_are_read_and_the_publishers_own_are_kept(headers: list[tuple[str, bytes | None]]) -> None:
    letter = from_record(Logged("articles-dead-letters", 0, 0, None, None, headers=tuple(headers)))
    ours = {"communique_reason", "communique_attempts", "communique_replay"}
    own = [each for each in headers if each[0] not in ours and not each[0].startswith("__connect.errors.")]
    assert list(letter.headers) == own
    assert letter.attempts >= 1


def test_dead_letter_has_its_attempts_and_the_version_that_replayed_it() -> None:
    first = from_record(died(error_headers(REJECT, "articles", 1, 1)))
    assert (first.attempts, first.replayed_by) == (1, "")
    incoming = [("x", b"1"), ("communique_attempts", b"1"), ("communique_replay", b"3/14@1700000000000 0.9")]
    assert lineage(incoming) == incoming[1:]
    second = from_record(died(error_headers(REJECT, "articles", 1, 2, incoming, lineage(incoming))))
    assert (second.attempts, second.replayed_by, second.headers) == (2, "0.9", (("x", b"1"),))


def test_forged_error_headers_are_dropped() -> None:
    forged = [
        ("communique_attempts", b"999999"),
        ("communique_replay", b"3/14@1700000000000 9.9"),
        ("communique_reason", b"empty"),
        ("__connect.errors.topic", b"mentions"),
    ]
    letter = from_record(died(error_headers(REJECT, "articles", 1, 2, [*forged, ("x", b"1")])))
    assert (letter.attempts, letter.replay, letter.reason, letter.source) == (1, "", "not-json", "articles/1/2")
    assert letter.headers == (("x", b"1"),)


@pytest.mark.parametrize("said", [b"", b"x", b"-1", b"9" * 50, "\u0663".encode()])
def test_a_count_of_failures_that_is_none_is_not_believed(said: bytes) -> None:
    letter = from_record(died(error_headers(REJECT, "articles", 1, 1, earlier=[("communique_attempts", said)])))
    assert letter.attempts == 1


def test_the_count_of_failures_has_an_end() -> None:
    letter = from_record(died(error_headers(REJECT, "articles", 1, 1, earlier=[("communique_attempts", b"999999")])))
    assert letter.attempts == 999_999
