"""`train`: what it asks for."""

import json
from collections import Counter
from pathlib import Path

import pytest
import typer

from schemas.article import Article
from tools.training.corpus import Labelled
from tools.training.reading import FOLDS, folds_of
from tools.training.train import main


def test_made_up_articles_alone_are_refused(tmp_path: Path) -> None:
    articles, gold = tmp_path / "articles.jsonl", tmp_path / "gold.jsonl"
    articles.write_text(json.dumps({"id": "a", "text": "Norway pledged aid."}) + "\n", "utf-8")
    triggers = tmp_path / "triggers.jsonl"
    triggers.touch()
    gold.write_text(json.dumps({"id": "a", "invented": True, "events": [], "background": []}) + "\n", "utf-8")
    with pytest.raises(typer.BadParameter, match="no published article is annotated"):
        main([articles], [gold], [triggers], tmp_path / "models.json", quick=True)
    assert not (tmp_path / "models.json").exists()


def test_events_that_no_word_tells_are_refused(tmp_path: Path) -> None:
    articles, gold, triggers = (tmp_path / name for name in ("articles.jsonl", "gold.jsonl", "triggers.jsonl"))
    articles.write_text(json.dumps({"id": "a", "text": "Norway pledged aid."}) + "\n", "utf-8")
    gold.write_text(json.dumps({"id": "a", "events": [{"type": "commitment"}]}) + "\n", "utf-8")
    triggers.touch()
    with pytest.raises(typer.BadParameter, match="which words tell the events is not said of 'a'"):
        main([articles], [gold], [triggers], tmp_path / "models.json", quick=True)


def test_folds_are_of_one_size_and_part_no_outlet() -> None:
    outlets = ["Gazette"] * 30 + ["Herald"] * 20 + [f"Paper {n}" for n in range(190)]
    labelled = [Labelled(Article(text="Norway pledged aid."), outlet, (), ()) for outlet in outlets]
    folds = folds_of(labelled)
    assert sorted(Counter(folds)) == list(range(FOLDS))
    assert set(Counter(folds).values()) == {len(outlets) // FOLDS}
    assert len(set(zip(outlets, folds, strict=True))) == len(set(outlets))
    assert folds_of(labelled[::-1]) == folds[::-1]
