"""`train`: what it asks for."""

import json
from pathlib import Path

import pytest
import typer

from streams.shell.training.train import main


def test_made_up_articles_alone_are_refused(tmp_path: Path) -> None:
    articles, gold = tmp_path / "articles.jsonl", tmp_path / "gold.jsonl"
    articles.write_text(json.dumps({"id": "a", "text": "Norway pledged aid."}) + "\n", "utf-8")
    gold.write_text(json.dumps({"id": "a", "invented": True, "events": [], "background": []}) + "\n", "utf-8")
    with pytest.raises(typer.BadParameter, match="no published article is annotated"):
        main([articles], [gold], tmp_path / "models.json", quick=True)
    assert not (tmp_path / "models.json").exists()
