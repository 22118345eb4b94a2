import json
from pathlib import Path

from streams.shell.cli.exit_codes import ExitCode
from tests.shell.cli.conftest import Run


def test_validation_counts_what_is_good_and_names_what_is_not(run: Run, articles: Path) -> None:
    result = run("publish", "--validate-only", str(articles))
    assert result.exit_code == ExitCode.NO
    assert "Valid: 3 articles; nothing was sent." in result.stdout
    assert "Refused: 2 articles." in result.stdout
    assert f"{articles}:4: not-json: not JSON" in result.stdout


def test_validation_for_machines(run: Run, articles: Path) -> None:
    answer = json.loads(run("publish", "--validate-only", "--json", str(articles)).stdout)
    assert (answer["sent"], answer["valid"]) == (0, 3)
    assert [(each["line"], each["reason"]) for each in answer["refused"]] == [
        (4, "not-json"),
        (5, "control-characters"),
    ]
    assert answer["refused"][0]["file"] == str(articles)


def test_standard_input_is_read(run: Run) -> None:
    result = run("publish", "--validate-only", "-", stdin=b'{"id":"a","text":"They met."}')
    assert (result.exit_code, result.stdout) == (ExitCode.OK, "Valid: 1 article; nothing was sent.\n")


def test_a_long_list_of_refusals_is_cut_for_people_only(run: Run) -> None:
    lines = b"{\n" * 60
    assert (
        "and 10 more; --json lists all of them."
        in run("publish", "--validate-only", "--format=jsonl", "-", stdin=lines).stdout
    )
    answer = json.loads(run("publish", "--validate-only", "--json", "--format=jsonl", "-", stdin=lines).stdout)
    assert len(answer["refused"]) == 60


def test_files_of_a_directory_that_are_not_read_are_named(run: Run, articles: Path) -> None:
    (articles.parent / "minutes.pdf").write_bytes(b"%PDF")
    (articles.parent / ".cache.bin").write_bytes(b"")
    result = run("publish", "--validate-only", str(articles.parent))
    assert "Valid: 3 articles" in result.stdout
    assert [line for line in result.stderr.splitlines() if line.startswith("not read")] == [
        f"not read, for its name does not say that it is an article: {articles.parent / 'minutes.pdf'}"
    ]
