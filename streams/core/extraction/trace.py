"""The trace: how the extractor came from an article to its events. `Extractor.extract` takes its result from it."""

from dataclasses import dataclass

from schemas.article import Article
from streams.core.extraction.events import Judgement
from streams.core.extraction.model import Extraction
from streams.core.extraction.sentences.analysed_article import Story


@dataclass(frozen=True, slots=True)
class Trace:
    """One article, what was found in it, and the values between; an article that is not read has no story."""

    article: Article
    extraction: Extraction
    story: Story | None = None
    judgement: Judgement | None = None
