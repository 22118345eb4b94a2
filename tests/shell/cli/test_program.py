import os
import subprocess
import sys
from pathlib import Path

import pytest

from streams.core.edge import RejectReason
from streams.shell.broker import clients
from streams.shell.cli.exit_codes import ExitCode
from streams.shell.cli.program import COMMANDS, GROUPS, HIDDEN
from tests.shell.cli.conftest import Run

GROUPED = [("topics", "apply"), ("topics", "check"), *(("dead-letters", each) for each in ("list", "show", "replay"))]


def test_help_names_every_command_and_the_exit_codes(run: Run) -> None:
    result = run("--help")
    assert result.exit_code == ExitCode.OK
    assert [name for name in (*COMMANDS, *GROUPS) if name not in result.output] == []
    assert "Exit codes" in result.output


@pytest.mark.parametrize("command", [*((each,) for each in (*COMMANDS, *HIDDEN, *GROUPS)), *GROUPED], ids=" ".join)
def test_every_command_has_help(run: Run, command: tuple[str, ...]) -> None:
    result = run(*command, "--help")
    assert result.exit_code == ExitCode.OK
    assert "Usage" in result.output


def test_the_version_is_said(run: Run) -> None:
    assert run("--version").output.startswith("communique ")


MISTAKES = [
    pytest.param(["publsh"], "No such command", id="no such command"),
    pytest.param(["publish", "nowhere.jsonl"], "nowhere.jsonl does not exist", id="no such file"),
    pytest.param(["extract", "nowhere.jsonl"], "nowhere.jsonl does not exist", id="no such file to extract"),
    pytest.param(["tail", "vists"], "vists", id="no such topic"),
    pytest.param(["counts", "--since", "yesterday"], "yesterday", id="no date"),
    pytest.param(["counts", "--by", "month"], "month", id="no such row"),
    pytest.param(["counts", "--since", "2024-02-01", "--until", "2024-01-01"], "--since", id="days the wrong way"),
    pytest.param(["dead-letters", "show", "seven"], "seven", id="no name of a dead letter"),
    pytest.param(["extract", "--min-confidence", "7", "-"], "min-confidence", id="confidence out of range"),
]


@pytest.mark.parametrize(("arguments", "said"), MISTAKES)
def test_a_mistake_is_named_and_exits_with_2(
    run: Run, arguments: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)
    assert result.exit_code == ExitCode.USAGE
    assert said in result.stderr


def test_a_wrong_setting_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMUNIQUE_PARTITIONS", "many")
    result = run("counts")
    assert result.exit_code == ExitCode.USAGE
    assert "COMMUNIQUE_PARTITIONS" in result.stderr


def test_a_directory_without_articles_is_a_mistake(run: Run, tmp_path: Path) -> None:
    result = run("publish", "--validate-only", str(tmp_path))
    assert result.exit_code == ExitCode.USAGE
    assert ".jsonl" in result.stderr


UNREACHABLE = [
    ["topics", "check"],
    ["tail", "visits"],
    ["counts"],
    ["dead-letters", "list"],
    ["switch", "--version", "2", "--yes"],
    ["publish", "-"],
    ["doctor"],
]


@pytest.mark.parametrize("command", UNREACHABLE, ids=" ".join)
def test_without_a_broker_a_command_says_so_and_exits_with_3(
    run: Run, command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clients, "BOOTSTRAP_MS", 200)
    result = run("--bootstrap-servers", "127.0.0.1:1", *command, stdin=b'{"id":"a","text":"b"}')
    assert result.exit_code == ExitCode.TROUBLE
    assert "no Kafka broker answers at 127.0.0.1:1" in result.output


def test_help_does_not_wait_for_what_it_does_not_need() -> None:
    heavy = (
        "{'faust', 'spacy', 'kafka', 'aiokafka', 'trafilatura', 'numpy', 'pydantic_settings', 'streams.core.lexicon'}"
    )
    code = f"import sys, streams.__main__ as m; m.build(m.create_app); print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"


def test_each_process_multiplies_matrices_in_one_thread() -> None:
    code = """
import os, sys, streams.__main__ as program
sys.argv = ["communique", "--version"]
try:
    program.main()
except SystemExit:
    import numpy  # starts its threads now
    print(len(os.listdir("/proc/self/task")))
"""
    cleared = {k: v for k, v in os.environ.items() if not k.endswith("_NUM_THREADS")}
    done = subprocess.run(
        [sys.executable, "-c", code], env=cleared, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.splitlines()[-1] == "1"


def test_exit_codes_and_reasons_are_each_explained() -> None:
    for kind in (ExitCode, RejectReason):
        source = Path(sys.modules[kind.__module__].__file__ or "").read_text(encoding="utf-8")
        for member in kind:
            assert f"{member.name} = " in source
            assert '"""' in source.split(f"    {member.name} = ")[1].splitlines()[1]
