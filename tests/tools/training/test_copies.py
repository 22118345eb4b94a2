"""`make bench-copies`: what it prints, and what it says of files that are not there."""

import json
from pathlib import Path

import pytest
import typer

from tools.training.copies import main

TEXT = "Chinese Foreign Minister Wang Yi met Pakistani Planning Minister Ahsan Iqbal in Beijing on Wednesday for talks."


def write(path: Path, *rows: object) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def article(name: str, text: str = TEXT) -> dict[str, str]:
    return {"id": name, "title": "Talks", "text": text, "source": f"The {name}", "published": "2024-05-08"}


def test_copies_are_read_linked_and_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    articles = write(tmp_path / "a.jsonl", article("a"), article("b"), article("c", "It rained."), article("unread"))
    copies = write(tmp_path / "c.jsonl", {"ids": ["a", "b"], "note": "wire"}, {"not_same": ["b", "c"]})
    main(articles, copies)
    said = capsys.readouterr().out
    assert said.startswith("1 groups of copies: ")
    assert "one event (" in said
    assert "0 of 1 pairs of look-alikes share an event" in said


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    articles = write(tmp_path / "a.jsonl", article("a"))
    with pytest.raises(typer.BadParameter, match="there is no file"):
        main(articles, tmp_path / "none.jsonl")


def test_articles_that_are_missing_are_named(tmp_path: Path) -> None:
    articles = write(tmp_path / "a.jsonl", article("a"))
    with pytest.raises(typer.BadParameter, match="lacks 1 of the articles, b among them"):
        main(articles, write(tmp_path / "c.jsonl", {"ids": ["a", "b"]}))
