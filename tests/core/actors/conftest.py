from collections.abc import Callable

import pytest

from schemas.article import Article
from schemas.facts import Actor
from streams.core.extraction.actors import ActorFinder
from streams.core.extraction.actors.mentions import ActorMention
from streams.core.extraction.syntax.parse import Parse
from streams.core.extraction.syntax.parser import Parser
from streams.core.text.document import make_document

Found = list[tuple[Parse, tuple[ActorMention, ...]]]


def actors_of(found: Found) -> dict[str, Actor]:
    """Return the actors that were found, by name."""
    return {actor.name: actor for _, mentions in found for mention in mentions for actor in mention.actors}


def countries_of(found: Found) -> set[str | None]:
    """Return for whom the actors that were found act."""
    return {actor.country for _, mentions in found for mention in mentions for actor in mention.actors}


@pytest.fixture(scope="session")
def parser() -> Parser:
    return Parser()


@pytest.fixture(scope="session")
def find(parser: Parser) -> Callable[..., Found]:
    """Find the actors of every sentence of a text."""

    finder = ActorFinder()

    def of_text(text: str, *, title: str = "", source: str = "", published: str | None = None) -> Found:
        document = make_document(Article(title=title, text=text, source=source, published_at=published))
        parses = parser.parse([(document, range(len(document.sentences)))])[0]
        return list(zip(parses, finder.find(document, parses), strict=True))

    return of_text
