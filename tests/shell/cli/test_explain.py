import json
from pathlib import Path

import pytest

from streams.core.extraction.extractor import Extractor
from streams.core.extraction.syntax.parser import Parser
from streams.shell.cli.exit_codes import ExitCode
from tests.core.evaluation.short_articles import extractor
from tests.shell.cli.conftest import Run


@pytest.fixture(scope="module")
def made() -> Extractor:
    return extractor(Parser())


@pytest.fixture(autouse=True)
def _loaded(monkeypatch: pytest.MonkeyPatch, made: Extractor) -> None:
    monkeypatch.setattr(Extractor, "load", lambda _overlay=None: made)
    monkeypatch.delenv("NO_COLOR", raising=False)


def test_the_page_shows_every_stage(run: Run, articles: Path) -> None:
    shown = run("explain", str(articles)).stdout
    head, _, rest = shown.partition("sentences")
    assert "a-0" in head
    assert "\n\n" not in head
    assert "published 2023-03-14 · language en" in head
    for expected in (
        "arrived (visit.arrive)",
        "Norwegian Fisheries Minister Ola Berg by title → Ola Berg (NOR) [person, Fisheries Minister]",
        "visit arrived (visit.arrive) 0.95 reports event 1",
        "Ola Berg NOR 0.95",
        "1 visit from sentence 0: reported, confidence 0.73",
        "status happened",
        "0-87 visit.arrive: “Norwegian Fisheries Minister Ola Berg arrived in Accra on Monday",
    ):
        assert expected in rest


def test_a_dropped_sentence_says_why(run: Run) -> None:
    article = {"id": "a", "text": "The farmers pledged a better harvest than last year. It was a fine day."}
    shown = run("explain", "-", stdin=json.dumps(article).encode()).stdout
    assert "dropped 0.00 in spite of pledged (commitment.pledge)" in shown
    assert "no event" in shown


def test_what_is_not_read_says_so(run: Run, articles: Path) -> None:
    shown = run("explain", "--id", "a-2", str(articles)).stdout
    assert "a-2" in shown
    assert "not-english" in shown
    assert "a-0" not in shown


def test_json_has_one_object_a_line(run: Run, articles: Path) -> None:
    lines = [json.loads(line) for line in run("explain", "--json", str(articles)).stdout.splitlines()]
    assert [(line["article_id"], line["outcome"]) for line in lines] == [
        ("a-0", "events"),
        ("a-1", "nothing-found"),
        ("a-2", "not-english"),
    ]
    (event,) = (event for event in lines[0]["events"] if event["accepted"])
    assert event["finding"]["actors"][0]["name"] == "Ola Berg"
    assert {"removed", "sentences", "home_country", "event_floor"} <= lines[0].keys()


def test_refused_articles_are_named_and_make_the_answer_no(run: Run, articles: Path) -> None:
    result = run("explain", str(articles))
    assert result.exit_code == ExitCode.NO
    assert f"refused {articles}:4: not-json" in result.stderr


def test_colours_show_where_they_are_wanted(run: Run, articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[" not in run("explain", "--id", "a-0", str(articles)).stdout
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in run("explain", "--id", "a-0", str(articles)).stdout


def test_no_text_of_strangers_steers_the_terminal(run: Run) -> None:
    article = {
        "id": "a",
        "title": "A \u202e title [bold]",
        "source": "The \u2066 Post",
        "text": "Read \u202e more\n\nSwedish Trade Minister Kari \u202eDahl arrived in Lagos [red]today[/red].",
    }
    shown = run("explain", "-", stdin=json.dumps(article).encode()).stdout
    assert not {"\u202e", "\u2066"} & set(shown)
    assert "A \\u202e title [bold]" in shown
    assert "[red]today[/red]" in shown


def test_a_file_that_is_not_there_is_named(run: Run, tmp_path: Path) -> None:
    result = run("explain", str(tmp_path / "none.jsonl"))
    assert result.exit_code == ExitCode.USAGE
    assert "none.jsonl does not exist" in result.stderr
