"""From an article as published to a Document."""

import re

from schemas.article import Article
from streams.core.extraction.model import Document, Sentence
from streams.core.text.sentences import split_sentences

_PARAGRAPH = re.compile(r"[^\n]+")


def make_document(article: Article) -> Document:
    """Return `article` with furniture removed and sentences found; every offset is into `article.text`."""
    sentences = tuple(
        Sentence(article.text[start:end], start, end, number)
        for number, paragraph in enumerate(_PARAGRAPH.finditer(article.text))
        for start, end in split_sentences(article.text, paragraph.start(), paragraph.end())
    )
    published = article.published_at.date() if article.published_at else None
    return Document(article.title, article.source, published, None, None, sentences)
