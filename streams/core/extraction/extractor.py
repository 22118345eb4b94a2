"""Articles in, events with their evidence out: the stages of the extractor in their order."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from schemas.article import Article, ArticleStatus
from streams.core.extraction.actors import ActorFinder, read_overlay
from streams.core.extraction.events import infer
from streams.core.extraction.learned.models import Models, load_models
from streams.core.extraction.model import Extraction, ExtractorVersion, Outcome
from streams.core.extraction.sentences.analysed_article import AnalysedArticle, analyse_article
from streams.core.extraction.trace import Trace
from streams.core.extraction.triggers.catalogue import RULES
from streams.core.extraction.triggers.rules import RuleBook
from streams.core.extraction.triggers.triage import select
from streams.core.text.document import make_document
from streams.core.text.language import detect
from streams.core.text.model import Document

if TYPE_CHECKING:
    from streams.core.extraction.syntax.parser import Parser

EXTRACTOR = ExtractorVersion(name="communique-rules", version="14", ordinal=14)


class Extractor:
    """The loaded extractor; loading takes about a second, so load once per process."""

    def __init__(self, parser: "Parser", book: RuleBook, models: Models, finder: ActorFinder | None = None) -> None:
        self._parser, self.book, self.models = parser, book, models
        self._finder = finder or ActorFinder()

    @classmethod
    def load(cls, actors_overlay: str | None = None) -> "Extractor":
        """Load the parser, the lexicons and the weights; `actors_overlay` is the text of a user's actors.yaml.

        Raises OverlayError, which says where, if that text is no list of actors.
        """
        # Imported here, for spaCy takes two seconds and 150 MB: whoever reads the state needs no parser.
        from streams.core.extraction.syntax.parser import Parser  # noqa: PLC0415

        models = load_models()
        words = {word for name in models.scorers.triage.weights for word in name.split() if word.isalpha()}
        return cls(Parser(words), RuleBook(RULES), models, ActorFinder(read_overlay(actors_overlay or "")))

    def extract(self, articles: Sequence[Article]) -> list[Extraction]:
        """Read articles; returns one extraction per article, in their order. Pure and deterministic."""
        return [trace.extraction for trace in self.trace(articles)]

    def trace(self, articles: Sequence[Article]) -> Iterator[Trace]:
        """Read articles as `extract` does; yields, for each in their order, what was found and all that led there."""
        languages = [_language(article) for article in articles]
        wanted = [n for n, (a, lang) in enumerate(zip(articles, languages, strict=True)) if _is_read(a, lang)]
        stories = dict(zip(wanted, self.analyse([articles[n] for n in wanted]), strict=True))
        for n, (article, language) in enumerate(zip(articles, languages, strict=True)):
            yield self._trace(article, language, stories.get(n))

    def analyse(self, articles: Sequence[Article]) -> list[AnalysedArticle]:
        """Return the articles as the models see them: cleaned, triaged, parsed, with their actors."""
        documents = [make_document(article) for article in articles]
        return self.analyse_picked(
            [(d, select(d, self.book.is_trigger, self.models.scorers.triage)) for d in documents]
        )

    def analyse_picked(self, picked: Sequence[tuple[Document, Mapping[int, float]]]) -> list[AnalysedArticle]:
        """Parse the sentences of documents that triage picked, as `select` returns them, and find their actors."""
        parses = self._parser.parse(picked)
        return [
            analyse_article(document, found, self._finder.find(document, found) if found else (), chances)
            for (document, chances), found in zip(picked, parses, strict=True)
        ]

    def _trace(self, article: Article, language: str, analysed: AnalysedArticle | None) -> Trace:
        if analysed is None:
            withdrawn = article.status is ArticleStatus.WITHDRAWN
            outcome = Outcome.WITHDRAWN if withdrawn else Outcome.NOT_ENGLISH
            return Trace(article, Extraction((), outcome, language))
        inference = infer(analysed, self.book, self.models)
        findings = inference.findings
        outcome = Outcome.EVENTS if findings else Outcome.NOTHING_FOUND
        return Trace(article, Extraction(findings, outcome, language), analysed, inference)


def _language(article: Article) -> str:
    return detect(article.text)


def _is_read(article: Article, language: str) -> bool:
    return article.status is not ArticleStatus.WITHDRAWN and language == "en"
