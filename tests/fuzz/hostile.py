"""Texts and records as an enemy would write them, as hypothesis strategies."""

import orjson
from hypothesis import strategies as st

from schemas.article import MAX_TEXT_CHARS

NEWS = (
    "President Xi Jinping met Prime Minister Shehbaz Sharif in Beijing on May 8. ",
    "visited Paris and ",
    "pledged $5 million to Kenya, ",
    "signed an agreement with ",
    "Foreign Minister Wang Yi of China, ",
    "the president of ",
    "BEIJING, May 9 (Xinhua) -- ",
    "Reporting by A B; Editing by C D\n",
    "€1,000,000.00 ",
    "on Monday, 9 May 2024, ",
    "Minister of Foreign Affairs and ",
    "he said. “",
)
ODD = (
    "\x00",
    "\u202e",  # right to left from here
    "\u2066",
    "\u200b",  # no width
    "\u0301",  # an accent without a letter
    "\ufeff",
    "\u2028",
    "\U0001f600",
    "\U000e0041",  # a tag that nobody sees
    "ﬁ",
    "İ",  # longer in lower case
    "ß",
    "\r",
    "\t",
    "<p>",
    "&amp;",
    "(",
    "“",
    "-",
    "A.",
    "Aa’",
    "1,",
    " ",
    "\n",
)
PIECES = st.sampled_from(NEWS + ODD) | st.text(max_size=8)


@st.composite
def texts(draw: st.DrawFn, max_chars: int) -> str:
    """Return a few pieces, each of them many times: what wears a pattern out is repetition."""
    parts, left = [], draw(st.integers(1, max_chars))
    for piece in draw(st.lists(PIECES.filter(bool), min_size=1, max_size=5)):
        times = draw(st.sampled_from((1, 2, 10, 100, 1_000, max_chars)))
        parts.append(piece * min(times, left // len(piece)))
        left -= len(parts[-1])
    return "".join(parts) or "a"


LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
FIELDS = st.sampled_from(
    ("id", "url", "title", "text", "source", "published_at", "published", "revision", "status", "language", "x")
)
OBJECTS = st.dictionaries(FIELDS, LEAVES | st.lists(LEAVES, max_size=3) | texts(500), max_size=8)


def _json(value: object) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS)


def _is_writable(value: object) -> bool:
    try:
        _json(value)
    except (TypeError, orjson.JSONEncodeError):
        return False
    return True


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """Return an article with some bytes overwritten, cut off or put in."""
    value = bytearray(_json(draw(OBJECTS.filter(_is_writable))))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(value)))
        value[at : at + draw(st.integers(0, 3))] = draw(st.binary(max_size=4))
    return bytes(value)


DEEP = st.builds(
    lambda opening, depth: b'{"text":' + opening * depth,
    st.sampled_from((b"[", b'{"a":', b"[{")),
    st.integers(1, 100_000),
)
SURROGATES = st.sampled_from((rb"\ud800", rb"\udc00\ud800", rb"\ud83d", rb"\udfff\ud83d\ude00")).map(
    lambda escape: b'{"id":"a","text":"' + escape * 50 + b'"}'
)
LONG_LINES = st.sampled_from((MAX_TEXT_CHARS, MAX_TEXT_CHARS + 1, 1_000_000)).flatmap(
    lambda length: PIECES.filter(bool).map(lambda piece: _json({"id": "a", "text": (piece * length)[:length]}))
)
RECORDS = (
    st.binary(max_size=300)
    | OBJECTS.filter(_is_writable).map(_json)
    | damaged()
    | DEEP
    | SURROGATES
    | st.text(max_size=50).map(lambda text: _json({"text": text}).decode().encode("utf-16"))
)
HEADERS = st.none() | st.lists(
    st.tuples(
        st.sampled_from(("content-type", "Content-Type", "x")),
        st.none()
        | st.binary(max_size=40)
        | st.sampled_from((b"text/json; charset=" + b"x" * 100_000, b"charset=utf-7")),
    ),
    max_size=3,
)
