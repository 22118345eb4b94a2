import json
import time
from datetime import UTC, datetime

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.article import Article, ArticleStatus
from streams.core.edge import Limits, Reject, RejectReason, decode
from streams.core.edge.decoding import deeper_than
from streams.core.printable import printable

GOOD = {"id": "a-1", "title": "Talks", "text": "The ministers met in Doha.", "published_at": "2024-05-09"}


def bytes_of(**changes: object) -> bytes:
    return orjson.dumps({**GOOD, **changes})


def test_an_article_is_read() -> None:
    article = decode(bytes_of(), None, Limits())
    assert article == Article(
        id="a-1", title="Talks", text="The ministers met in Doha.", published_at=datetime(2024, 5, 9, tzinfo=UTC)
    )


def test_unknown_fields_and_repeated_keys_do_not_matter() -> None:
    article = decode(b'{"id":"x","id":"a-1","text":"They met.","licence":"none","tags":[{"a":[1]}]}')
    assert isinstance(article, Article)
    assert article.id == "a-1"


def test_a_withdrawal_needs_no_text() -> None:
    article = decode(b'{"id":"a-1","status":"withdrawn","revision":3}')
    assert isinstance(article, Article)
    assert article.status is ArticleStatus.WITHDRAWN


REJECTED = [
    pytest.param(None, RejectReason.EMPTY, "no value", id="tombstone"),
    pytest.param(b"", RejectReason.EMPTY, "empty", id="no bytes"),
    pytest.param(b" \n\t ", RejectReason.EMPTY, "white space", id="blank"),
    pytest.param(b"\xef\xbb\xbf", RejectReason.EMPTY, "empty", id="only a byte order mark"),
    pytest.param(b"x" * 3_000, RejectReason.TOO_LARGE, "3,000 bytes", id="large"),
    pytest.param(b'{"text":"caf\xe9"}', RejectReason.BAD_ENCODING, "utf-8 from byte 12", id="latin-1 undeclared"),
    pytest.param(b'{"text":"\xed\xa0\x80"}', RejectReason.BAD_ENCODING, "byte 9", id="surrogate in utf-8"),
    pytest.param(b"\xef\xbb\xbf{\xff}", RejectReason.BAD_ENCODING, "byte 4", id="bad byte after a mark"),
    pytest.param(b"[" * 40, RejectReason.TOO_DEEP, "32 levels", id="deep and unclosed"),
    pytest.param(b"{" * 40 + b'"a', RejectReason.TOO_DEEP, "32 levels", id="deep objects"),
    pytest.param(b"not json", RejectReason.NOT_JSON, "not JSON", id="words"),
    pytest.param(b'{"text":"a"', RejectReason.NOT_JSON, "not JSON", id="cut off"),
    pytest.param(b'{"text":"a"}{}', RejectReason.NOT_JSON, "after document", id="two documents"),
    pytest.param(b'{"text":"a","revision":NaN}', RejectReason.NOT_JSON, "not JSON", id="NaN"),
    pytest.param(b'{"text":"a","revision":-Infinity}', RejectReason.NOT_JSON, "not JSON", id="Infinity"),
    pytest.param(b'{"text":"a","revision":1e999}', RejectReason.NOT_JSON, "infinity", id="overflow"),
    pytest.param(b'{"text":"\\ud800"}', RejectReason.NOT_JSON, "surrogate", id="lone surrogate"),
    pytest.param(b'{"text":"a\x00b"}', RejectReason.NOT_JSON, "control character", id="raw NUL"),
    pytest.param(b"[1]", RejectReason.NOT_AN_OBJECT, "an array", id="array"),
    pytest.param(b"null", RejectReason.NOT_AN_OBJECT, "null", id="null"),
    pytest.param(b"true", RejectReason.NOT_AN_OBJECT, "true or false", id="bool"),
    pytest.param(b"12", RejectReason.NOT_AN_OBJECT, "a number", id="number"),
    pytest.param(b'"text"', RejectReason.NOT_AN_OBJECT, "a string", id="string"),
    pytest.param(b"{}", RejectReason.MISSING_TEXT, "needs a text", id="no fields"),
    pytest.param(bytes_of(text=None), RejectReason.MISSING_TEXT, "needs a text", id="null text"),
    pytest.param(bytes_of(text=" \n "), RejectReason.MISSING_TEXT, "needs a text", id="blank text"),
    pytest.param(bytes_of(text="\0"), RejectReason.MISSING_TEXT, "control", id="text of one NUL"),
    pytest.param(b'{"status":"withdrawn"}', RejectReason.MISSING_TEXT, "named by", id="nothing names it"),
    pytest.param(bytes_of(text=5), RejectReason.INVALID_FIELD, "text: must be a string", id="text a number"),
    pytest.param(bytes_of(text=["a"]), RejectReason.INVALID_FIELD, "text: must be a string", id="text an array"),
    pytest.param(bytes_of(id=7), RejectReason.INVALID_FIELD, "id: must be a string", id="id a number"),
    pytest.param(bytes_of(id=""), RejectReason.INVALID_FIELD, "id: must not be empty", id="id empty"),
    pytest.param(bytes_of(url="u" * 2_001), RejectReason.TOO_LARGE, "bytes", id="long url, over the limit"),
    pytest.param(bytes_of(id="u" * 301), RejectReason.INVALID_FIELD, "300 characters", id="long id"),
    pytest.param(bytes_of(revision="two"), RejectReason.INVALID_FIELD, "revision: must be a whole", id="revision"),
    pytest.param(bytes_of(revision=-1), RejectReason.INVALID_FIELD, "revision: must be 0 or more", id="negative"),
    pytest.param(bytes_of(revision=2**40), RejectReason.INVALID_FIELD, "revision: must be 2147483647", id="huge"),
    pytest.param(bytes_of(status="gone"), RejectReason.INVALID_FIELD, "'published' or 'withdrawn'", id="status"),
    pytest.param(bytes_of(published_at="soon"), RejectReason.INVALID_FIELD, "published_at: is not", id="no date"),
    pytest.param(bytes_of(published_at=-1e300), RejectReason.INVALID_FIELD, "published_at", id="absurd number"),
    pytest.param(
        bytes_of(published_at="0001-01-01T00:00:00+05:00"), RejectReason.INVALID_FIELD, "published_at", id="year 1"
    ),
    pytest.param(bytes_of(id="a\nb"), RejectReason.CONTROL_CHARACTERS, "id: has a control", id="line feed in id"),
    pytest.param(bytes_of(text="\0\1\2PK" * 40), RejectReason.CONTROL_CHARACTERS, "not a text", id="binary text"),
]


@pytest.mark.parametrize(("value", "reason", "said"), REJECTED)
def test_what_is_no_article_is_rejected_with_its_reason(value: bytes | None, reason: RejectReason, said: str) -> None:
    reject = decode(value, None, Limits(max_bytes=2_048, max_depth=32))
    assert isinstance(reject, Reject)
    assert (reject.reason, said in reject.detail) == (reason, True), reject


def test_a_text_beyond_the_schemas_limit_is_too_large() -> None:
    reject = decode(bytes_of(text="x" * 200_001))
    assert isinstance(reject, Reject)
    assert (reject.reason, reject.detail) == (RejectReason.TOO_LARGE, "text: is longer than 200,000 characters")


def test_harmless_controls_become_spaces_and_offsets_stay() -> None:
    sent = "The form\x0cfeed, the\x00 NUL and the\x85 C1\tstay\r\ncounted."
    article = decode(bytes_of(text=sent, title="A\x1b[31m title"))
    assert isinstance(article, Article)
    assert article.text == "The form feed, the  NUL and the  C1\tstay\r\ncounted."
    assert article.title == "A [31m title"


ENCODED = [
    pytest.param("utf-8", None, id="utf-8"),
    pytest.param("utf-8-sig", None, id="byte order mark"),
    pytest.param("utf-16", None, id="utf-16 by its mark"),
    pytest.param("utf-16-be", b"application/json; charset=UTF-16BE", id="utf-16 declared"),
    pytest.param("cp1252", b'application/json;charset="ISO-8859-1"', id="latin-1 declared"),
    pytest.param("cp1252", "text/json; charset=windows-1252", id="header given as text"),
    pytest.param("utf-8", b"application/json", id="content type without a charset"),
]


@pytest.mark.parametrize(("codec", "header"), ENCODED)
def test_declared_encodings_are_read(codec: str, header: bytes | str | None) -> None:
    value = '{"text":"Café – “talks”"}'.encode(codec)
    article = decode(value, [("x", b"y"), ("Content-Type", header)])
    assert isinstance(article, Article)
    assert article.text == "Café – “talks”"


@pytest.mark.parametrize("name", ["utf-7", "iso-2022-jp", "\x1b[31mred", "idna", "rot13", "zlib"])
def test_other_encodings_are_refused_and_named(name: str) -> None:
    reject = decode(b'{"text":"a"}', {"content-type": f"application/json; charset={name}".encode()})
    assert isinstance(reject, Reject)
    assert reject.reason is RejectReason.UNKNOWN_ENCODING
    assert printable(name) in reject.detail


DEPTHS = [
    pytest.param(b"[[]]", 2, id="two"),
    pytest.param(b'{"a":{"b":1}}', 2, id="objects"),
    pytest.param(b"[],[],[]", 1, id="side by side"),
    pytest.param(b'["[[[["]', 1, id="brackets in a string"),
    pytest.param(rb'["\"[[\\"]', 1, id="escaped quotes"),
    pytest.param(b'["[[[', 1, id="string never closed"),
    pytest.param(b"]]][[", 0, id="more closed than opened"),
    pytest.param(b"[[][[", 3, id="one closed between"),
]


@pytest.mark.parametrize(("value", "depth"), DEPTHS)
def test_depth_is_counted_outside_strings(value: bytes, depth: int) -> None:
    assert not deeper_than(value, depth)
    assert depth == 0 or deeper_than(value, depth - 1)


@pytest.mark.parametrize("value", [b'"' + b'\\"' * 500_000, b'"a' * 500_000, b"[" * 40 + b"\\" * 900_000])
def test_the_depth_scan_takes_linear_time(value: bytes) -> None:
    start = time.perf_counter()
    deeper_than(b"[]" * 40 + value, 32)
    assert time.perf_counter() - start < 2


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)
FIELDS = st.dictionaries(
    st.sampled_from([*Article.model_fields, "published"]), JSON | st.text(alphabet="\x00\x1b\u202ea 1-:T", max_size=30)
)


# A busy machine is no fault of the code: time limits per example only make the tests flicker.
patiently = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def check(result: Article | Reject) -> None:
    assert isinstance(result, Article | Reject)
    if isinstance(result, Reject):
        assert 0 < len(result.detail) <= 300
        assert result.detail == printable(result.detail)
    else:
        assert result == Article.model_validate_json(result.model_dump_json())


@patiently
@given(st.none() | st.binary(max_size=300))
def test_any_bytes_give_an_article_or_a_reject(value: bytes | None) -> None:
    check(decode(value))


@patiently
@given(FIELDS, st.sampled_from(["utf-8", "utf-16", "cp1252"]))
def test_any_fields_give_an_article_or_a_reject(fields: dict[str, object], codec: str) -> None:
    value = json.dumps(fields, ensure_ascii=False).encode(codec, "replace")
    check(decode(value, [("content-type", f"a/b; charset={codec}")]))


@patiently
@given(st.dictionaries(st.text(), st.none() | st.binary() | st.text()))
def test_any_headers_give_an_article_or_a_reject(headers: dict[str, bytes | str | None]) -> None:
    check(decode(b'{"text":"a"}', headers))
    check(decode(b'{"text":"a"}', {**headers, "content-type": next(iter(headers.values()), None)}))


@patiently
@given(st.text(), st.integers(0, 20))
def test_printable_is_bounded_harmless_and_stable(text: str, limit: int) -> None:
    shown = printable(text, limit)
    assert len(shown) <= limit or limit == 0
    assert shown == printable(shown, limit)
    assert not set(shown) & set("\x00\x1b\x7f\x9b\u202e\u2066\n\r\u2028")
