"""A saved web page: trafilatura finds the article in it."""

from collections.abc import Iterator
from typing import BinaryIO, Protocol, cast

from schemas.article import Article
from streams.core.edge import Limits, Reject, RejectReason
from streams.core.edge.decoding import decode_object
from streams.shell.articles.adapters.item import Item, Origin

MAX_PAGE_BYTES = 10 * 2**20
"""News pages reach 2 MB with their scripts. The parser's tree takes about twenty times a page's size."""

MAX_PAGE_TAGS = 40_000
"""The work grows faster than the number of elements: 40,000 tags take 5 seconds at worst, 400,000 took minutes. News
pages have 6,000 at most."""


class ExtractedPage(Protocol):
    """What we use of `trafilatura.settings.Document`."""

    title: str | None
    text: str | None
    url: str | None
    date: str | None
    sitename: str | None
    hostname: str | None


def read_web_page(stream: BinaryIO, name: str, limits: Limits) -> Iterator[Item]:
    """Read the one article of the page: text, title, address, outlet and day of publication as the page gives them."""
    del limits  # of a record; a page is larger than the article in it
    value = stream.read(MAX_PAGE_BYTES + 1)
    yield Item(Origin(name), _article(value))


def _article(value: bytes) -> Article | Reject:
    if len(value) > MAX_PAGE_BYTES:
        return Reject(RejectReason.TOO_LARGE, f"a page of more than {MAX_PAGE_BYTES:,} bytes")
    if value.count(b"<") > MAX_PAGE_TAGS:
        return Reject(RejectReason.TOO_LARGE, f"a page of more than {MAX_PAGE_TAGS:,} tags")
    if not value.strip():
        return Reject(RejectReason.EMPTY, "the file is empty")
    page = _find(value)
    if page is None or not (page.text or "").strip():
        return Reject(RejectReason.UNREADABLE_PAGE, "no article was found in this page; is it a saved news article?")
    return decode_object(_fields(page))


def _find(value: bytes) -> ExtractedPage | None:
    from trafilatura import bare_extraction  # noqa: PLC0415 - a slow import that the other formats need not wait for

    try:
        found = bare_extraction(value, include_comments=False, include_tables=False, with_metadata=True)
    except RecursionError:
        return None
    return cast("ExtractedPage | None", found)


def _fields(page: ExtractedPage) -> dict[str, object]:
    """Give the page's fields the article's names. Trafilatura ends each paragraph with one line feed."""
    return {
        "url": page.url or None,
        "title": page.title or "",
        "text": (page.text or "").replace("\n", "\n\n"),
        "source": page.sitename or page.hostname or "",
        "published_at": page.date or None,
    }
