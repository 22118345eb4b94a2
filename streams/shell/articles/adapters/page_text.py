"""The text of a page as a scraper leaves it: title, day of publication and body somewhere in the site's boilerplate.

The text is kept whole, so that the offsets of evidence are those of the file; the extractor knows boilerplate. Only the
head of the page is searched for its title and day. What is not found is left empty: no date is better than a wrong one.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import BinaryIO

from schemas.article import Article
from streams.core.edge import Limits, Reject, RejectReason
from streams.core.edge.decoding import decode_object
from streams.core.edge.encoding import to_text
from streams.shell.articles.adapters.item import Item, Origin

HEAD_LINES = 25
"""Lines, blank ones not counted, in which a page names its title and day."""
LONGEST_TITLE = 200
SHORTEST_TITLE_WORDS = 3
SHORT_LINE = 60
"""A line of at most so many characters with a date in it is a date line, not a sentence that mentions a date."""

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*)\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
DATES = tuple(
    re.compile(rf"(?<![\w/-]){form}(?![\d/-])", re.IGNORECASE)
    for form in (
        rf"{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?:T[\d:]*)?",  # 2024-05-09
        rf"{_MONTH} {_DAY},? {_YEAR}",  # May 09, 2024
        rf"{_DAY} {_MONTH},? {_YEAR}",  # 9th May, 2024
    )
)
"""Ways to write a day that mean one day only; 05/09/2024 is two days, so it is not read."""

LABELS = (
    re.compile(r"\b(?:published|posted|released?|first published)\b", re.IGNORECASE),
    re.compile(r"\bdate\b", re.IGNORECASE),
    re.compile(r"\b(?:updated|modified)\b", re.IGNORECASE),
)
"""What stands beside the day of publication, the surest first."""

BOILERPLATE = re.compile(
    r"\b(?:menu|cookies?|subscri(?:be|ption)|sign in|log ?in|skip to|share (?:this|on)|advertisement|newsletter|"
    r"home ?page|search|copyright|all rights|read more|follow us|breaking news|minutes? read|min read|photo)\b|[|@>»]",
    re.IGNORECASE,
)
"""What makes a line of the head no title."""


def read_page_text(stream: BinaryIO, name: str, limits: Limits) -> Iterator[Item]:
    """Read the one article of the page."""
    value = stream.read(limits.max_bytes + 1)
    yield Item(Origin(name), _article(value, limits))


def _article(value: bytes, limits: Limits) -> Article | Reject:
    if len(value) > limits.max_bytes:
        return Reject(RejectReason.TOO_LARGE, f"a page of more than {limits.max_bytes:,} bytes")
    text = to_text(value, None)
    if isinstance(text, Reject):
        return text
    if not text.strip():
        return Reject(RejectReason.EMPTY, "the file is empty")
    head = [line.strip() for line in text.splitlines() if line.strip()][:HEAD_LINES]
    day = find_day(head)
    return decode_object({"title": find_title(head), "text": text, "published_at": day and day.isoformat()})


def find_title(head: Sequence[str]) -> str:
    """Return the first line that reads like a headline and stands before the first paragraph, or an empty text."""
    for line in head:
        title = line.lstrip("# ")
        if len(title) > LONGEST_TITLE:
            return ""
        if _reads_like_title(title):
            return title
    return ""


def find_day(head: Sequence[str]) -> date | None:
    """Return the day that is labelled as that of publication, else that of the first short line with a day in it."""
    for label in LABELS:
        for line in head:
            found = label.search(line)
            day = first_day(line[found.start() : found.end() + SHORT_LINE]) if found else None
            if day:
                return day
    return next(filter(None, (first_day(line) for line in head if len(line) <= SHORT_LINE)), None)


def first_day(line: str) -> date | None:
    """Return the first day that `line` writes in full, or None."""
    found = sorted((match for form in DATES for match in form.finditer(line)), key=lambda match: match.start())
    return next(filter(None, map(_day, found)), None)


def _day(match: re.Match[str]) -> date | None:
    month = match["month"].lower()
    number = int(month) if month.isdigit() else MONTHS.index(month[:3]) + 1
    try:
        return date(int(match["year"]), number, int(match["day"]))
    except ValueError:
        return None  # 31 June: not a day


def _reads_like_title(line: str) -> bool:
    return (
        len(line.split()) >= SHORTEST_TITLE_WORDS
        and not line.endswith((".", ",", ";", ":"))
        and not BOILERPLATE.search(line)
        and first_day(line) is None
    )
