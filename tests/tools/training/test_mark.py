"""`mark`: what it asks, and what it makes of the answers."""

import json
from pathlib import Path

import pytest
import typer

from schemas.article import Article
from streams.core.extraction.extractor import Extractor
from tools.training.corpus import Labelled
from tools.training.mark import AnswerError, answers_in, main, marks_of, row_of, shown

TEXT = "Norwegian Foreign Minister Espen Lund met Turkish Foreign Minister Kemal Aydin in Oslo on Monday."
EVENT = {"type": "meeting", "actors": [{"name": "Espen Lund", "country": "NOR"}], "cue": "Norwegian Foreign Minister"}
ITEM = Labelled(Article(id="a", text=TEXT), "", (EVENT,), ())


def test_words_that_may_tell_are_marked_in_the_text(extractor: Extractor) -> None:
    page = shown(ITEM, marks_of(ITEM, extractor))
    assert "e0 meeting: NOR" in page
    assert "Espen Lund ⟦1M met⟧ Turkish" in page


def test_an_answer_becomes_a_row(extractor: Extractor) -> None:
    marks = marks_of(ITEM, extractor)
    assert row_of(ITEM, marks, " 1=e0") == {"id": "a", "triggers": {str(TEXT.index("met")): [0]}}
    assert row_of(ITEM, marks, "1=?") == {"id": "a", "triggers": {str(TEXT.index("met")): []}}
    assert row_of(ITEM, marks, "") == {"id": "a", "triggers": {}}


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("1:e0", "'1:e0' is no answer"),
        ("9=e0", "no mark 9"),
        ("0=e0", "no mark 0"),
        ("1=e1", "no event e1"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused(answer: str, said: str, extractor: Extractor) -> None:
    with pytest.raises(AnswerError, match=said):
        row_of(ITEM, marks_of(ITEM, extractor), answer)


def test_a_line_of_answers_begins_with_an_id() -> None:
    assert answers_in(["a: 1=e0", "", "b:"]) == {"a": " 1=e0", "b": ""}
    with pytest.raises(AnswerError, match="line 1"):
        answers_in(["1=e0"])


def test_rows_are_made_for_articles_that_have_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    articles, gold, answers = (tmp_path / name for name in ("articles.jsonl", "gold.jsonl", "answers.txt"))
    articles.write_text(json.dumps({"id": "a", "text": TEXT}), "utf-8")
    gold.write_text(json.dumps({"id": "a", "events": [EVENT]}), "utf-8")
    answers.write_text("a: 1=e0\n", "utf-8")
    main([articles], [gold], None, answers)
    assert json.loads(capsys.readouterr().out) == {"id": "a", "triggers": {str(TEXT.index("met")): [0]}}
    answers.write_text("b: 1=e0\n", "utf-8")
    with pytest.raises(typer.BadParameter, match="b: no such article"):
        main([articles], [gold], None, answers)
