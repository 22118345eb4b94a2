"""The trace: how the extractor came from an article to its events. `Extractor.extract` takes its result from it."""

from dataclasses import dataclass

from schemas.article import Article
from streams.core.extraction.events import Inference
from streams.core.extraction.model import Extraction
from streams.core.extraction.sentences.analysed_article import AnalysedArticle


@dataclass(frozen=True, slots=True)
class Trace:
    """One article, what was found in it, and the values between; an article that is not read has no article."""

    article: Article
    extraction: Extraction
    analysed: AnalysedArticle | None = None
    inference: Inference | None = None
