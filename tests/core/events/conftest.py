from collections.abc import Callable

import pytest

from schemas.article import Article
from streams.core.extraction.extractor import Extractor
from streams.core.extraction.model import Finding
from streams.core.extraction.syntax.parse import Parse
from tests.core.events.reading import read_whole


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    return Extractor.load()


@pytest.fixture(scope="session")
def parse(extractor: Extractor) -> Callable[[str], Parse]:
    """Parse one sentence."""

    def one(text: str) -> Parse:
        return read_whole(Article(text=text), extractor).sents[0].parse

    return one


@pytest.fixture(scope="session")
def find(extractor: Extractor) -> Callable[..., tuple[Finding, ...]]:
    """Find the events of a text."""

    def of_text(
        text: str, title: str = "", published: str | None = "2026-03-12", source: str = ""
    ) -> tuple[Finding, ...]:
        article = Article.model_validate({"title": title, "text": text, "published": published, "source": source})
        return extractor.extract([article])[0].findings

    return of_text
