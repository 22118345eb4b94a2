"""Articles of articles that are read whole: no sentence is too unlikely for a parse."""

from schemas.article import Article
from streams.core.extraction.extractor import Extractor
from streams.core.extraction.sentences.analysed_article import AnalysedArticle
from streams.core.text.document import make_document


def read_whole(article: Article, extractor: Extractor) -> AnalysedArticle:
    """Return the article of an article, all sentences parsed, each certain to triage."""
    document = make_document(article)
    return extractor.analyse_picked([(document, dict.fromkeys(range(len(document.sentences)), 1.0))])[0]
