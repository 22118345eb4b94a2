import io
from datetime import UTC, datetime

import pytest

from schemas.article import Article
from streams.core.edge import Limits, Reject, RejectReason
from streams.shell.articles.adapters import web_page
from streams.shell.articles.adapters.web_page import read_web_page

PAGE = """<!DOCTYPE html>
<html lang="en"><head>
<title>Envoys of Chile and Kenya agree on ports | The Harbour Post</title>
<meta charset="utf-8">
<meta property="og:title" content="Envoys of Chile and Kenya agree on ports">
<meta property="og:site_name" content="The Harbour Post">
<meta property="article:published_time" content="2022-08-03T09:30:00+02:00">
<link rel="canonical" href="https://harbour.example/2022/08/03/ports">
</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<article><h1>Envoys of Chile and Kenya agree on ports</h1>
<p>The foreign ministers of Chile and Kenya met in Mombasa on Tuesday and spoke of their ports for two hours.</p>
<p>They agreed that a joint company would build a new terminal, and that the work would begin before the rains.</p>
<p>“This is a good day for both of our coasts,” the Kenyan minister told reporters after the meeting – and smiled.</p>
</article>
<aside><p>Subscribe to our newsletter for the latest tides.</p></aside>
<footer><p>Copyright The Harbour Post. All rights reserved.</p></footer>
</body></html>"""


def read(value: bytes) -> Article | Reject:
    (item,) = read_web_page(io.BytesIO(value), "page.html", Limits())
    return item.read


def test_the_article_of_a_saved_page_is_read() -> None:
    article = read(PAGE.encode())
    assert isinstance(article, Article)
    assert article.title == "Envoys of Chile and Kenya agree on ports"
    assert article.source == "The Harbour Post"
    assert article.url == "https://harbour.example/2022/08/03/ports"
    assert article.published_at == datetime(2022, 8, 3, tzinfo=UTC)
    paragraphs = article.text.split("\n\n")
    assert any(line.startswith("The foreign ministers of Chile") for line in paragraphs)
    assert "Subscribe" not in article.text


def test_other_encodings_are_read_as_the_page_declares_them() -> None:
    article = read(PAGE.replace("utf-8", "windows-1252").encode("cp1252"))
    assert isinstance(article, Article)
    assert "“This is a good day" in article.text


HOSTILE = [
    pytest.param(b"", RejectReason.EMPTY, id="empty"),
    pytest.param(b"<html></html>", RejectReason.UNREADABLE_PAGE, id="nothing in it"),
    pytest.param(b"<div>" * 20_000 + b"<p>The envoys met.", RejectReason.UNREADABLE_PAGE, id="deep"),
    pytest.param(b"<p>The <b>envoys</b> met.</p>" * 50_000, RejectReason.TOO_LARGE, id="quadratic"),
    pytest.param(b"\x00\xff\xfe" * 500, RejectReason.UNREADABLE_PAGE, id="binary"),
    pytest.param(b"<!ENTITY a '&b;&b;'>" * 100, RejectReason.UNREADABLE_PAGE, id="entities"),
]


@pytest.mark.parametrize(("value", "reason"), HOSTILE)
def test_pages_without_an_article_are_refused(value: bytes, reason: RejectReason) -> None:
    reject = read(value)
    assert isinstance(reject, Reject)
    assert reject.reason is reason


def test_a_page_over_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_page, "MAX_PAGE_BYTES", 100)
    reject = read(PAGE.encode())
    assert isinstance(reject, Reject)
    assert reject.reason is RejectReason.TOO_LARGE
