"""What the extractor finds in the samples, against what a person reads in them."""

import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from schemas.article import Article
from streams.core.edge import decode
from streams.core.extraction.extractor import Extractor
from streams.core.extraction.model import Finding
from streams.shell.demo.samples import samples

EXPECTED: dict[str, list[str]] = tomllib.loads((Path(__file__).parent / "expected.toml").read_text("utf-8"))
MIN_RECALL, MIN_PRECISION = 0.65, 0.6
"""Floors a little under what was measured (0.74 and 0.67): type, actors and day all right. Raise, never lower."""


@cache
def articles() -> dict[str, Article]:
    """The first revision of every article."""
    first: dict[str, Article] = {}
    for sample in samples():
        read = decode(sample.value)
        if isinstance(read, Article):
            first.setdefault(sample.name, read)
    return first


@cache
def found() -> dict[str, list[str]]:
    extracted = Extractor.load().extract(list(articles().values()))
    return {name: list(map(name_of, each.findings)) for name, each in zip(articles(), extracted, strict=True)}


def name_of(finding: Finding) -> str:
    countries = sorted({actor.country for actor in finding.actors if actor.country})
    return f"{finding.type} {'+'.join(countries)} {finding.date}"


def matches() -> int:
    return sum((Counter(found()[name]) & Counter(EXPECTED[name])).total() for name in EXPECTED)


def test_every_article_was_read_by_a_person() -> None:
    assert set(EXPECTED) == set(articles())


def test_most_of_what_is_said_is_found() -> None:
    assert matches() / sum(map(len, EXPECTED.values())) >= MIN_RECALL


def test_most_of_what_is_found_is_said() -> None:
    assert matches() / sum(map(len, found().values())) >= MIN_PRECISION


@pytest.mark.parametrize("name", ["harbour-feature-12", "opinion-5", "cookies-only-9", "cuaderno-31"])
def test_nothing_is_found_where_nothing_is_said(name: str) -> None:
    assert found()[name] == []


@pytest.mark.parametrize(
    "event",
    ["visit NPL 2026-10-15", "meeting BTN+NPL 2026-10-13"],
    ids=["the visit", "the meeting with the ambassador"],
)
def test_the_scraped_page_gives_what_it_says(event: str) -> None:
    assert event in found()["portal-20261016-77"]


def test_the_scraped_page_gives_meetings_and_a_commitment() -> None:
    kinds = Counter(event.rsplit(" ", 1)[0] for event in found()["portal-20261016-77"])
    assert kinds["meeting BTN+NPL"] >= 2
    assert kinds["commitment NPL"] == 1
