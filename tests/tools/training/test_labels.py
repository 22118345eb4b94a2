"""The articles that were written to be learned from: each is whole, quoted rightly, and about nobody real."""

from pathlib import Path

import pytest

from schemas.article import Article
from streams.core.evaluation.coded import cue_span
from streams.core.evaluation.gold import GoldArticle
from streams.core.lexicon.tables import rows as table
from streams.core.lexicon.tables import split
from tools.training import corpus

LABELS = Path(corpus.__file__).parent / "labels"


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    read = [corpus.article_of(row) for row in corpus.rows(LABELS / "written-articles.jsonl")]
    return {str(article.id): article for article in read}


@pytest.fixture(scope="module")
def annotated() -> list[GoldArticle]:
    rows = list(corpus.rows(LABELS / "written.jsonl"))
    assert all(row["invented"] is True for row in rows)
    return [GoldArticle.model_validate({part: row[part] for part in ("id", "events", "background")}) for row in rows]


def test_each_article_is_annotated_once(articles: dict[str, Article], annotated: list[GoldArticle]) -> None:
    assert len(annotated) > 2_000
    assert [gold.id for gold in annotated] == list(articles)
    assert all(article.published_at and article.text and article.source for article in articles.values())


def test_each_event_quotes_its_article(articles: dict[str, Article], annotated: list[GoldArticle]) -> None:
    for gold in annotated:
        text = f"{articles[gold.id].title}\n{articles[gold.id].text}"
        assert [event.cue for event in (*gold.events, *gold.background) if cue_span(text, event.cue) is None] == []


def test_nobody_who_really_holds_an_office_takes_part(annotated: list[GoldArticle]) -> None:
    real = {name for row in table("leaders", 6) for name in split(row[0])}
    named = {p.name for gold in annotated for e in gold.events for p in (*e.actors, *e.counterparts)}
    assert len(real) > 1_000
    assert named & real == set()


def test_articles_of_both_kinds_are_there(annotated: list[GoldArticle]) -> None:
    quiet = sum(not gold.events for gold in annotated)
    assert 0.15 < quiet / len(annotated) < 0.35
