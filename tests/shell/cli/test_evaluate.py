import json
from pathlib import Path
from typing import Any

import pytest

from streams.core.extraction.extractor import Extractor
from streams.core.extraction.syntax.parser import Parser
from streams.shell.cli.exit_codes import ExitCode
from tests.core.evaluation.short_articles import extractor
from tests.shell.cli.conftest import Run

VISIT = {
    "type": "visit",
    "actors": [{"name": "Ola Berg", "country": "NOR"}],
    "counterparts": [],
    "place": {"country": "GHA", "city": "Accra"},
    "date": "2023-03-13",
    "status": "happened",
    "sectors": [],
    "cue": "Norwegian Fisheries Minister Ola Berg arrived",
}


@pytest.fixture(scope="module")
def made() -> Extractor:
    return extractor(Parser())


@pytest.fixture(autouse=True)
def _loaded(monkeypatch: pytest.MonkeyPatch, made: Extractor) -> None:
    monkeypatch.setattr(Extractor, "load", lambda _overlay=None: made)


def gold_file(folder: Path, *rows: Any) -> Path:  # noqa: ANN401
    path = folder / "gold.jsonl"
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows))
    return path


def measured(run: Run, articles: Path, gold: Path, *more: str) -> dict[str, Any]:
    result = run("evaluate", "--articles", str(articles), "--gold", str(gold), "--json", *more)
    assert result.exit_code == ExitCode.OK, result.stderr
    made: dict[str, Any] = json.loads(result.stdout)
    return made


def test_figures_confusion_causes_and_calibration(run: Run, articles: Path, tmp_path: Path) -> None:
    missed = VISIT | {"actors": [{"name": "Roe", "country": "IRL"}], "cue": "The harvest was good"}
    found = measured(
        run, articles, gold_file(tmp_path, {"id": "a-0", "events": [VISIT]}, {"id": "a-1", "events": [missed]})
    )
    assert found["detection"] == {"precision": 1.0, "recall": 0.5, "f1": pytest.approx(2 / 3)}
    assert (found["who"]["recall"], found["strict"]["recall"]) == (0.5, 0.0)
    assert found["attributes"]["status"] == {"accuracy": 1.0, "n": 1}
    assert found["confusion"]["visit"]["none"] == 1
    assert found["errors"]["missed"] == {"sentence dropped by triage": 1}
    assert found["errors"]["wrong date"] == {"none given": 1}
    assert found["calibration"]["bins"][0]["events"] == 1
    assert found["calibration"]["expected_calibration_error"] == pytest.approx(
        1 - found["calibration"]["bins"][0]["confidence"]
    )
    assert found["examples"] == []


def test_only_what_is_sure_enough_is_measured(run: Run, articles: Path, tmp_path: Path) -> None:
    gold = gold_file(tmp_path, {"id": "a-0", "events": [VISIT]})
    found = measured(run, articles, gold, "--min-confidence", "0.99")
    assert (found["predicted"], found["errors"]["missed"]) == (0, {"event not sure enough": 1})


def test_an_event_of_the_background_is_neither_right_nor_wrong(run: Run, articles: Path, tmp_path: Path) -> None:
    found = measured(run, articles, gold_file(tmp_path, {"id": "a-0", "events": [], "background": [VISIT]}))
    assert (found["predicted"], found["ignored"], found["negative_articles_with_events"]) == (0, 1, 0)


def test_errors_are_shown_up_to_the_number_asked_for(run: Run, articles: Path, tmp_path: Path) -> None:
    lost = [VISIT | {"actors": [{"name": name}], "cue": "nowhere"} for name in ("Roe", "Lund", "Holm")]
    gold = gold_file(tmp_path, {"id": "a-1", "events": lost})
    assert len(measured(run, articles, gold, "--errors", "2")["examples"]) == 2
    shown = run("evaluate", "--articles", str(articles), "--gold", str(gold), "--errors", "1").stdout
    assert "a-1 | missed: cue not in the text | gold visit; Roe; accra, GHA; 2023-03-13; happened; “nowhere”" in shown
    assert "Lund" not in shown


def test_the_tables_for_people(run: Run, articles: Path, tmp_path: Path) -> None:
    gold = gold_file(tmp_path, {"id": "a-0", "events": [VISIT]})
    shown = " ".join(run("evaluate", "--articles", str(articles), "--gold", str(gold)).stdout.split())
    assert "1 article, 1 annotated event, 1 found" in shown
    assert "detection 1.000 1.000 1.000 1 0 0" in shown
    assert "articles without events: 0, given events: 0" in shown
    assert "annotated, found as → visit meeting commitment agreement nothing" in shown
    assert "wrong date none given 1" in shown
    assert "expected calibration error" in shown


def test_an_article_that_is_given_twice_is_measured_once(run: Run, articles: Path, tmp_path: Path) -> None:
    gold = gold_file(tmp_path, {"id": "a-0", "events": [VISIT]})
    found = measured(run, articles, gold, "--articles", str(articles))
    assert found["articles"] == 1


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        pytest.param([{"id": "a-9", "events": []}], "1 annotated article not in the files: a-9", id="no article"),
        pytest.param(["", "{"], "gold.jsonl:2: Invalid JSON", id="no JSON"),
        pytest.param([{"id": "a-0"}], "gold.jsonl:1: events: Field required", id="no events"),
        pytest.param(
            [{"id": "a-0", "events": [{"type": "x"}]}], "gold.jsonl:1: events.0.type: Input should", id="type"
        ),
        pytest.param([{"id": "a-0", "events": []}] * 2, "gold.jsonl:2: article a-0 is annotated twice", id="twice"),
        pytest.param([], "the gold files have no annotated article", id="empty"),
    ],
)
def test_what_is_wrong_with_the_files_is_said(
    run: Run, articles: Path, tmp_path: Path, rows: list[Any], said: str
) -> None:
    result = run("evaluate", "--articles", str(articles), "--gold", str(gold_file(tmp_path, *rows)))
    assert result.exit_code == ExitCode.USAGE
    assert said in result.stderr


def test_a_gold_file_that_is_not_there_is_trouble(run: Run, articles: Path, tmp_path: Path) -> None:
    result = run("evaluate", "--articles", str(articles), "--gold", str(tmp_path / "none"))
    assert result.exit_code == ExitCode.TROUBLE
    assert "none: No such file" in result.stderr
