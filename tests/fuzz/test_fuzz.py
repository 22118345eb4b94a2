"""Hostile records and texts in small numbers; `make fuzz` tries as many as one likes."""

import re

import pytest
from hypothesis import HealthCheck, given, settings

from schemas.article import MAX_TEXT_CHARS, Article
from streams.core.edge import Reject, RejectReason
from streams.core.edge.encoding import Headers
from streams.core.extraction.extractor import Extractor
from tests.fuzz.bounds import Slowest, tried_at_the_edge, tried_by
from tests.fuzz.hostile import HEADERS, LONG_LINES, NEWS, ODD, RECORDS, texts
from tests.fuzz.patterns import attacks, patterns, wearing

QUIETLY = settings(
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)
SLOWEST = Slowest()
PATTERNS = patterns()


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor.load()


@settings(QUIETLY, max_examples=300)
@given(value=RECORDS, headers=HEADERS)
def test_any_record_is_an_article_or_a_reject(value: bytes, headers: Headers) -> None:
    tried_at_the_edge(value, headers, SLOWEST)


@settings(QUIETLY, max_examples=15)
@given(value=LONG_LINES)
def test_line_over_the_limit_is_refused_and_one_within_is_read(value: bytes) -> None:
    read = tried_at_the_edge(value, None, SLOWEST)
    if isinstance(read, Reject):
        assert read.reason in (RejectReason.TOO_LARGE, RejectReason.CONTROL_CHARACTERS, RejectReason.MISSING_TEXT)
    else:
        assert len(read.text) <= MAX_TEXT_CHARS


@settings(QUIETLY, max_examples=40)
@given(text=texts(3_000))
def test_any_text_is_extracted_in_time_and_quoted_exactly(text: str, extractor: Extractor) -> None:
    tried_by(extractor, Article.model_construct(id="a", text=text, title=text[:100]), SLOWEST)


@pytest.mark.parametrize("piece", [pytest.param(piece, id=repr(piece)[:20]) for piece in NEWS + ODD])
def test_a_piece_over_and_over(piece: str, extractor: Extractor) -> None:
    text = "The minister visited Oslo. " + piece * (6_000 // len(piece))
    tried_by(extractor, Article.model_construct(id="a", text=text), SLOWEST)


@pytest.mark.parametrize("name", PATTERNS)
def test_input_that_makes_patterns_backtrack_does_not_slow_the_extractor(name: str, extractor: Extractor) -> None:
    for text in attacks(PATTERNS[name], length=3_000, number=2, seed=1):
        tried_by(extractor, Article.model_construct(id="a", text=f"The minister visited Oslo. {text}"), SLOWEST)


@pytest.mark.parametrize("name", PATTERNS)
def test_no_pattern_repeats_a_repeat(name: str) -> None:
    assert not wearing(PATTERNS[name]), f"{name} takes twice as long with each character: {PATTERNS[name].pattern}"


@pytest.mark.parametrize(
    ("pattern", "wears"),
    [
        (r"(?:a|\d+)+", True),
        (r"(?:\s*\w+\s*)*b", True),
        (r"x(?:y(?:a*)+)?", True),
        (r"(?:\d+ )+", False),
        (r"(?:a|\d)+", False),
        (r"(?:a|\d++)+", False),
        (r"(?:\d+){2}", False),
    ],
)
def test_a_repeat_of_a_repeat_is_noticed(pattern: str, *, wears: bool) -> None:
    assert wearing(re.compile(pattern)) is wears


@pytest.mark.parametrize("piece", ["0", "a", "x ", ", ", "share ", "news > ", "A. ", "- ", "10 ", "@a "])
@pytest.mark.parametrize("end", ["", "\u2066", "\x00", "!", "?z"])
def test_a_short_block_over_and_over(piece: str, end: str, extractor: Extractor) -> None:
    """Blocks of up to 700 characters are looked at as boilerplate."""
    text = (piece * 600)[:600] + end
    tried_by(extractor, Article.model_construct(id="a", text=text, title=text[:100]), SLOWEST)


@pytest.mark.parametrize("piece", ["a", "A ", "Aa’", "1,", "“", " ", "\n", "(", "A.", "said, "])
def test_one_line_as_long_as_an_article_may_be(piece: str, extractor: Extractor) -> None:
    text = (piece * MAX_TEXT_CHARS)[:MAX_TEXT_CHARS]
    tried_by(extractor, Article.model_construct(id="a", text=text), SLOWEST)
