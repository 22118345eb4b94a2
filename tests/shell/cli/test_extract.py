import json
import subprocess
import sys
from pathlib import Path

import pytest

from schemas.article import Article
from schemas.facts import Actor, ActorKind, EventType
from schemas.mention import Evidence
from streams.core.extraction.extractor import Extractor
from streams.core.extraction.model import Extraction, Finding, Outcome
from streams.shell.cli.exit_codes import ExitCode
from tests.shell.cli.conftest import Run


class FakeExtractor:
    """Finds one sure and one unsure visit in every article that says "arrived"."""

    def __init__(self) -> None:
        self.batches: list[int] = []

    def extract(self, articles: list[Article]) -> list[Extraction]:
        self.batches.append(len(articles))
        return [self._read(article) for article in articles]

    def _read(self, article: Article) -> Extraction:
        if "arrived" not in article.text:
            return Extraction((), Outcome.NOTHING_FOUND, "en")
        evidence = (Evidence(text=article.text, start=0, end=len(article.text), rule="arrive"),)
        visitor = Actor(name="Ola Berg", kind=ActorKind.PERSON)
        found = [
            Finding(type=EventType.VISIT, actors=(visitor,), confidence=confidence, evidence=evidence)
            for confidence in (0.9, 0.2)
        ]
        return Extraction(tuple(found), Outcome.EVENTS, "en")


@pytest.fixture
def extractor(monkeypatch: pytest.MonkeyPatch) -> FakeExtractor:
    fake = FakeExtractor()
    monkeypatch.setattr(Extractor, "load", lambda _overlay=None: fake)
    return fake


@pytest.mark.usefixtures("extractor")
def test_events_are_lines_with_the_article_first(run: Run, articles: Path) -> None:
    result = run("extract", str(articles))
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(line["article_id"], line["type"], line["confidence"]) for line in lines] == [
        ("a-0", "visit", 0.9),
        ("a-0", "visit", 0.2),
    ]
    assert next(iter(lines[0])) == "article_id"
    assert lines[0]["evidence"][0]["rule"] == "arrive"


@pytest.mark.usefixtures("extractor")
def test_refused_lines_are_named_safely_and_make_the_answer_no(run: Run, articles: Path) -> None:
    result = run("extract", str(articles))
    assert result.exit_code == ExitCode.NO
    assert f"refused {articles}:4: not-json" in result.stderr
    assert f"refused {articles}:5: control-characters" in result.stderr
    assert "\x1b" not in result.stderr
    assert "read 3 articles (1 with events, 2 with nothing found); found 2 events; 2 refused" in result.stderr


@pytest.mark.usefixtures("extractor")
def test_what_is_not_sure_enough_is_left_out(run: Run, articles: Path) -> None:
    assert len(run("extract", "--min-confidence", "0.5", str(articles)).stdout.splitlines()) == 1


def test_articles_are_read_in_batches(run: Run, extractor: FakeExtractor) -> None:
    lines = "".join(json.dumps({"id": str(n), "text": "They met."}) + "\n" for n in range(70))
    assert run("extract", "-", stdin=lines.encode()).exit_code == ExitCode.OK
    assert extractor.batches == [32, 32, 6]


def test_the_program_reads_a_file_with_the_real_extractor(articles: Path) -> None:
    command = [sys.executable, "-m", "streams", "extract", str(articles)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == ExitCode.NO, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert {event["article_id"] for event in found} == {"a-0"}
    assert found[0]["actors"][0]["name"] == "Ola Berg"
    assert "1 not English" in done.stderr


def test_several_processes_find_the_same_in_the_same_order(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    texts = (f"Fisheries Minister Ola Berg arrived in {city} on Monday for a visit." for city in ("Accra", "Lima") * 40)
    path.write_text("".join(json.dumps({"id": str(n), "text": text}) + "\n" for n, text in enumerate(texts)))
    command = [sys.executable, "-m", "streams", "extract", str(path)]
    one, two = (
        subprocess.run([*command, *more], capture_output=True, text=True, timeout=120, check=True).stdout
        for more in ((), ("--processes", "2"))
    )
    assert one == two
    assert len(one.splitlines()) >= 80


def test_a_wrong_file_of_own_actors_is_told_with_its_place(
    run: Run, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    actors = tmp_path / "actors.yaml"
    actors.write_text("- name: Lake Forum\n  kind: planet\n")
    monkeypatch.setenv("COMMUNIQUE_ACTORS_OVERLAY", str(actors))
    result = run("extract", str(articles))
    assert result.exit_code == ExitCode.USAGE
    assert f"{actors}: actors, entry 1, kind" in result.stderr
