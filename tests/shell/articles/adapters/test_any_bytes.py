import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.article import Article
from streams.core.edge import Limits, Reject
from streams.shell.articles.adapters import Format
from streams.shell.articles.adapters.formats import ADAPTERS

PIECES = st.sampled_from(
    [b"{", b"}", b"[", b"]", b'"text":', b'"a"', b",", b"\n", b"\r", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"NaN",
     b"<html>", b"<body>", b"<article>", b"<p>", b"</p>", b"<!--", b"<![CDATA[", b"&#0;", b"&#xd800;", b"<?xml",
     b"<meta charset='utf-7'>", b"<time datetime='x'>", b"<a href='http://[x'>", b"The envoys met in Oslo. " * 20,
     b"Published May 09, 2024", b"date 2024-13-45"]
)  # fmt: skip
ANY = st.binary(max_size=200) | st.lists(PIECES | st.binary(max_size=4), max_size=40).map(b"".join)


@pytest.mark.parametrize("name", Format)
@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(value=ANY)
def test_any_bytes_give_articles_or_rejects(name: Format, value: bytes) -> None:
    for item in ADAPTERS[name](io.BytesIO(value), "file", Limits(max_bytes=400)):
        assert isinstance(item.read, Article | Reject)
        assert str(item.origin).startswith("file")
