"""Control characters in an article: replaced where they are dirt, refused where they are a sign that it is no text.

Form feeds of PDF files, vertical tabs of word processors, stray C1 bytes of a wrong encoding and single NULs are dirt
of scraping: an article is not lost for them. Each becomes one space, so that every character keeps its offset and
evidence can be found in what the publisher sent. Text that is full of them is binary data. In the fields that name
the article they are refused: two ids that look the same must be the same. Invisible format characters stay (joiners
are part of Persian or Hindi words); whoever shows text escapes them (`streams.core.printable`).
"""

import re

from schemas.article import Article
from streams.core.edge.reject import Reject, RejectReason

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""C0 and C1 controls, but not tab, line feed and carriage return. Python's JSON reader gives no lone surrogates."""
NAMING_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
MAX_CONTROL_SHARE = 0.1
"""Text with more control characters than this share of its length is taken for binary data."""

NAMING_FIELDS = ("id", "url", "language")
TEXT_FIELDS = ("title", "text", "source")


def without_controls(article: Article) -> Article | Reject:
    """Return `article` with each harmless control character replaced by a space, or a reject."""
    for field in NAMING_FIELDS:
        if NAMING_CONTROL.search(getattr(article, field) or ""):
            return Reject(RejectReason.CONTROL_CHARACTERS, f"{field}: has a control character")
    changed: dict[str, str] = {}
    for field in TEXT_FIELDS:
        text = getattr(article, field)
        cleaned, count = CONTROL.subn(" ", text)
        if count > 1 and count > MAX_CONTROL_SHARE * len(text):
            return Reject(RejectReason.CONTROL_CHARACTERS, f"{field}: {count:,} control characters: not a text")
        if count:
            changed[field] = cleaned
    return _checked(article.model_copy(update=changed)) if changed else article


def _checked(article: Article) -> Article | Reject:
    """Text that was nothing but control characters is no text."""
    if article.status == "published" and not article.text.strip():
        return Reject(RejectReason.MISSING_TEXT, "text: nothing but control characters")
    return article
