"""The labels: the articles that were written to be learned from are whole, quoted rightly, and about nobody real."""

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
    assert all(article.text and article.source for article in articles.values())
    assert sum(article.published_at is None for article in articles.values()) < len(articles) / 20


def test_each_event_quotes_its_article(articles: dict[str, Article], annotated: list[GoldArticle]) -> None:
    for gold in annotated:
        text = f"{articles[gold.id].title}\n{articles[gold.id].text}"
        assert [event.cue for event in (*gold.events, *gold.background) if cue_span(text, event.cue) is None] == []


def test_nobody_who_really_holds_an_office_takes_part(annotated: list[GoldArticle]) -> None:
    real = {name for row in table("leaders", 6) for name in split(row[0])}
    named = {p.name for gold in annotated for e in gold.events for p in (*e.actors, *e.counterparts)}
    assert len(real) > 1_000
    assert named & real == set()


def test_nothing_is_learned_from_the_articles_that_are_kept_for_checking() -> None:
    learned = {row["id"] for name in ("pool", "written", "newspapers") for row in corpus.rows(LABELS / f"{name}.jsonl")}
    marked = {row["id"] for row in corpus.rows(LABELS / "triggers.jsonl")}
    kept = {row["id"] for row in corpus.rows(LABELS / "check-newspapers.jsonl")}
    assert len(kept) == 225
    assert kept & (learned | marked) == set()


def test_labels_of_published_articles_hold_no_text_of_theirs() -> None:
    for name in ("pool", "newspapers", "check-newspapers"):
        rows = list(corpus.rows(LABELS / f"{name}.jsonl"))
        events = [event for row in rows for event in (*row["events"], *row.get("background", ()))]
        assert events
        assert [event for event in events if event.keys() & {"cue", "text", "quote"}] == []


def test_articles_of_both_kinds_are_there(annotated: list[GoldArticle]) -> None:
    quiet = sum(not gold.events for gold in annotated)
    assert 0.15 < quiet / len(annotated) < 0.35
