import io
from datetime import date

import pytest

from schemas.article import Article
from streams.core.edge import Limits, Reject, RejectReason
from streams.shell.articles.adapters.page_text import find_day, find_title, first_day, read_page_text

PAGE = """ date 2023-03-14 Open Menu

Norway Eyes Deeper Fisheries Ties With Ghana In New Pact

Kari Holm (@kariholm) Published March 14, 2023 | 06:31 PM

ACCRA, (NPA - 14th March, 2023) Fisheries Minister Ola Berg has said that Norway and Ghana are drawing closer.

Berg arrived in Accra on Monday for a visit.

NPA/kh
"""

DAYS = [
    pytest.param("2024-05-09", date(2024, 5, 9), id="ISO"),
    pytest.param("2024-05-09T20:09:00", date(2024, 5, 9), id="ISO with a time"),
    pytest.param("May 09, 2024 | 08:09 PM", date(2024, 5, 9), id="month first"),
    pytest.param("Sept. 3, 2021", date(2021, 9, 3), id="month cut short"),
    pytest.param("Thursday, 9 May 2024", date(2024, 5, 9), id="day first"),
    pytest.param("(NPA - 9th May, 2024)", date(2024, 5, 9), id="ordinal"),
    pytest.param("05/09/2024", None, id="two readings, so none"),
    pytest.param("31 June 2024", None, id="no such day"),
    pytest.param("May 2024", None, id="no day"),
    pytest.param("12024-05-09", None, id="part of a number"),
]


@pytest.mark.parametrize(("line", "day"), DAYS)
def test_days_written_in_full_are_read(line: str, day: date | None) -> None:
    assert first_day(line) == day


HEADS = [
    pytest.param(["Updated 3 May 2024", "Published 2 May 2024"], date(2024, 5, 2), id="published before updated"),
    pytest.param(["Date: 2 May 2024", "1 April 2024"], date(2024, 5, 2), id="label before none"),
    pytest.param(["Talks in Doha", "2 May 2024"], date(2024, 5, 2), id="a line of its own"),
    pytest.param(["The pact of 2 May 2024 was praised by all who had worked on it for years."], None, id="a sentence"),
    pytest.param(
        ["The report, published by the council, speaks of the events of 1999"], None, id="label without a day"
    ),
]


@pytest.mark.parametrize(("head", "day"), HEADS)
def test_the_day_of_publication_is_the_labelled_one(head: list[str], day: date | None) -> None:
    assert find_day(head) == day


TITLES = [
    pytest.param(["Open Menu", "Talks End In Doha Without Accord", "x" * 300], "Talks End In Doha Without Accord"),
    pytest.param(["# Talks end in Doha", "They ended."], "Talks end in Doha", id="markdown"),
    pytest.param(
        ["Home | News | World", "Subscribe to our newsletter now", "Envoys meet in Oslo"], "Envoys meet in Oslo"
    ),
    pytest.param(["The two ministers met in Doha.", "They spoke of trade."], "", id="sentences only"),
    pytest.param(["w " * 150, "Too late for a title"], "", id="paragraph first"),
]


@pytest.mark.parametrize(("head", "title"), TITLES)
def test_the_title_is_the_first_line_that_reads_like_one(head: list[str], title: str) -> None:
    assert find_title(head) == title


def test_a_scraped_page_keeps_its_text_whole() -> None:
    (item,) = read_page_text(io.BytesIO(PAGE.encode()), "page.txt", Limits())
    assert isinstance(item.read, Article)
    assert item.read.title == "Norway Eyes Deeper Fisheries Ties With Ghana In New Pact"
    assert item.read.published_at is not None
    assert item.read.published_at.date() == date(2023, 3, 14)
    assert item.read.text == PAGE


REFUSED = [
    pytest.param(b"", RejectReason.EMPTY, id="empty"),
    pytest.param(b"x" * 101, RejectReason.TOO_LARGE, id="large"),
    pytest.param(b"caf\xe9 talks", RejectReason.BAD_ENCODING, id="not utf-8"),
    pytest.param(b"\x00\x01\x02\x03PK" * 9, RejectReason.CONTROL_CHARACTERS, id="binary"),
]


@pytest.mark.parametrize(("value", "reason"), REFUSED)
def test_what_is_no_text_is_refused(value: bytes, reason: RejectReason) -> None:
    (item,) = read_page_text(io.BytesIO(value), "page.txt", Limits(max_bytes=100))
    assert isinstance(item.read, Reject)
    assert item.read.reason is reason
