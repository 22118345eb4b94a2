"""From an article as published to a Document: the report's sentences, each with its place in the original."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from schemas.article import Article
from schemas.facts import DatePrecision
from streams.core.lexicon.outlets import home_country
from streams.core.text.cleaning import Paragraph, paragraphs
from streams.core.text.dateline import NO_OPENING, Opening, inline_dateline, read_opening
from streams.core.text.markup import mask
from streams.core.text.model import Dateline, Document, Sentence, SentenceKind
from streams.core.text.sentences import split_sentences
from streams.core.text.text_blocks import TextBlock, text_blocks_of
from streams.core.values.calendar_days import day_or_none
from streams.core.values.dates import find_dates

_DATELINE_PASSAGES = 4
"""A dateline opens one of the first paragraphs or none."""
_HEAD_BLOCKS = 15
_HEAD_CHARS = 160
_ADDRESS_DAY = re.compile(r"[/-](20\d\d)[/-]?(0[1-9]|1[0-2])[/-]?([0-2]\d|3[01])(?=[/_.-]|$)")
_PUBLISHED = re.compile(r"\b(?:published|posted|updated|date|dated|released?|uploaded)\b", re.IGNORECASE)


def make_document(article: Article) -> Document:
    """Return `article` with boilerplate removed and sentences found; every offset is into `article.text`."""
    page = mask(article.text)
    blocks = text_blocks_of(page)
    published = article.published_at.date() if article.published_at else _published_on(blocks, article.url)
    report = paragraphs(blocks, article.title)
    openings = _openings(report, published)
    dateline = _dateline(report, openings)
    return Document(
        title=article.title,
        source=article.source,
        published=published or (dateline.day if dateline else None),
        home_country=home_country(article.source, article.url),
        dateline=dateline,
        sentences=tuple(_sentences(article.text, page, report, openings)),
    )


def _published_on(blocks: Sequence[TextBlock], url: str | None) -> date | None:
    """Return the day of publication that the page ("Published May 09, 2024") or its address gives."""
    stray: date | None = None
    for block in blocks[:_HEAD_BLOCKS]:
        if len(block.text) > _HEAD_CHARS:
            continue
        for found in find_dates(block.text, None):
            if found.precision is not DatePrecision.DAY:
                continue
            if _PUBLISHED.search(block.text):
                return found.day
            is_alone = found.end - found.start >= len(block.text) / 2
            stray = stray or (found.day if is_alone else None)
    return stray or _day_in_address(url or "")


def _day_in_address(url: str) -> date | None:
    match = _ADDRESS_DAY.search(url)
    return day_or_none(*(int(number) for number in match.groups())) if match else None


def _openings(report: Sequence[Paragraph], published: date | None) -> list[Opening]:
    """Return what opens each paragraph; only the first few paragraphs can have a dateline."""
    openings = [NO_OPENING] * len(report)
    bodies = [position for position, paragraph in enumerate(report) if paragraph.kind is SentenceKind.BODY]
    for position in bodies[:_DATELINE_PASSAGES]:
        openings[position] = read_opening(report[position].text, published)
    return openings


def _dateline(report: Sequence[Paragraph], openings: Sequence[Opening]) -> Dateline | None:
    found = [opening.dateline for opening in openings if opening.dateline]
    named = next((dateline for dateline in found if dateline.place.country or dateline.place.city), None)
    if named or found:
        return named or found[0]
    first = next((paragraph for paragraph in report if paragraph.kind is SentenceKind.BODY), None)
    place = inline_dateline(first.text) if first else None
    return Dateline(place) if place else None


def _sentences(text: str, page: str, report: Sequence[Paragraph], openings: Sequence[Opening]) -> Iterator[Sentence]:
    for number, (paragraph, opening) in enumerate(zip(report, openings, strict=True)):
        for start, end in split_sentences(page, paragraph.start + opening.length, paragraph.end):
            yield Sentence(text[start:end], start, end, number, paragraph.kind)
