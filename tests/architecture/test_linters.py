"""Each check of the project is shown to fail: a violation is planted in a copy, and the check names it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent

PLANTED = "planted"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The packages and their settings, in a folder of their own."""
    skip = shutil.ignore_patterns("__pycache__", "*.json", "*.toml")
    for package in ("schemas", "streams", "tools"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=skip)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def run(tool: str, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [str(BIN / tool), *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=240, check=False)


def plant(copy: Path, where: str, code: str) -> None:
    (copy / where).write_text(f'"""Planted."""\n\n{code}\n', encoding="utf-8")


@pytest.mark.parametrize(
    ("code", "rule"),
    [
        pytest.param("import json", "F401", id="unused import"),
        pytest.param('print("here")', "T201", id="print"),
        pytest.param("def late(x: int = 1):\n    return x", "ANN201", id="no return type"),
        pytest.param("def bare() -> None:\n    pass", "D103", id="no docstring"),
        pytest.param('"""x"""\nA = eval("1")', "S307", id="eval"),
        pytest.param("try:\n    A = 1\nexcept Exception:\n    A = 2", "BLE001", id="blind except"),
        pytest.param("from datetime import datetime\n\nA = datetime.now()", "DTZ005", id="time without a zone"),
        pytest.param(
            "def maze(x: int) -> int:\n"
            '    """Too many ways through."""\n'
            + "".join(f"    if x == {n}:\n        return {n + 1}\n" for n in range(11))
            + "    return x",
            "C901",
            id="complexity over 10",
        ),
    ],
)
def test_ruff_reports_each_planted_violation(copy: Path, code: str, rule: str) -> None:
    clean = run("ruff", "check", "--no-cache", "schemas/model.py", cwd=copy)
    assert clean.returncode == 0, clean.stdout
    plant(copy, "schemas/planted.py", code)
    found = run("ruff", "check", "--no-cache", "schemas/planted.py", cwd=copy)
    assert found.returncode == 1
    assert rule in found.stdout


def test_ruff_format_refuses_unformatted_code(copy: Path) -> None:
    plant(copy, "schemas/planted.py", "A = [1,2 ,\n   3]")
    found = run("ruff", "format", "--check", "--no-cache", "schemas", cwd=copy)
    assert found.returncode == 1
    assert "planted.py" in found.stdout + found.stderr


@pytest.mark.parametrize(
    ("code", "rule"),
    [
        pytest.param("def untyped(x):  # noqa\n    return x", "no-untyped-def", id="no types"),
        pytest.param("A: int = 'word'", "assignment", id="wrong type"),
        pytest.param("def odd(x: int) -> str:\n    return x + 1", "return-value", id="wrong return"),
        pytest.param("B: list = []", "type-arg", id="bare generic"),
        pytest.param(
            "from schemas.count import Count\n\n\ndef grow(count: Count) -> None:\n    count.events = 2",
            "misc",
            id="change of a frozen value",
        ),
    ],
)
def test_mypy_reports_each_planted_violation(copy: Path, code: str, rule: str) -> None:
    plant(copy, "schemas/planted.py", code)
    found = run("mypy", "--cache-dir", str(copy / "cache"), "-m", "schemas.planted", cwd=copy)
    assert found.returncode == 1, found.stdout + found.stderr
    assert f"[{rule}]" in found.stdout
    assert "planted.py" in found.stdout


def test_mypy_accepts_correct_code(copy: Path) -> None:
    plant(copy, "schemas/planted.py", "A: int = 1")
    clean = run("mypy", "--cache-dir", str(copy / "cache"), "-m", "schemas.planted", cwd=copy)
    assert clean.returncode == 0, clean.stdout + clean.stderr


LIBRARIES = [
    ("streams/core/extraction/merging/planted.py", "spacy", "The parser's library is known to syntax"),
    ("streams/core/state/planted.py", "numpy", "Arrays are known to what is learned, and to who asks much of it"),
    ("streams/core/extraction/learned/planted.py", "sklearn", "Models are fitted by tools"),
    ("streams/core/edge/planted.py", "ahocorasick", "Many words are sought at once in lexicon and values"),
    ("streams/shell/agents/planted.py", "faust", "Faust is known to the engine, and to those who run it"),
    ("streams/shell/stream/planted.py", "aiokafka", "Faust is known to the engine, and to those who run it"),
    ("streams/shell/agents/planted.py", "kafka", "Kafka's clients are known to those who talk to it"),
    ("streams/shell/history/planted.py", "typer", "The command line's library is known to the commands"),
    ("streams/shell/monitoring/planted.py", "starlette", "The web framework is known to the page"),
    ("streams/shell/engine/planted.py", "prometheus_client", "Metrics are made in monitoring"),
]


@pytest.mark.parametrize(
    ("where", "code", "contract"),
    [
        pytest.param("schemas/planted.py", "import streams.core", "Imports point one way", id="schemas import streams"),
        pytest.param(
            "streams/core/planted.py", "import streams.shell", "The rooms of streams", id="core imports shell"
        ),
        pytest.param("streams/settings_too.py", "A = 1", "The rooms of streams", id="a file without a room"),
        pytest.param(
            "streams/core/identity/planted.py",
            "import streams.core.state.entry",
            "The rooms of the core",
            id="identity knows state",
        ),
        pytest.param("streams/core/planted.py", "A = 1", "The rooms of the core", id="core without a room"),
        pytest.param(
            "streams/shell/broker/planted.py",
            "import streams.shell.monitoring.lag",
            "The rooms of the shell",
            id="broker knows monitoring",
        ),
        pytest.param(
            "streams/shell/demo/planted.py", "import streams.shell.web", "The rooms of the shell", id="neighbours meet"
        ),
        pytest.param("streams/shell/planted.py", "A = 1", "The rooms of the shell", id="shell without a room"),
        pytest.param("streams/core/planted.py", "import asyncio", "The core is pure", id="core waits"),
        pytest.param("streams/core/planted.py", "import random", "The core is pure", id="core rolls dice"),
        pytest.param("streams/core/planted.py", "import faust", "The core is pure", id="core knows the engine"),
        pytest.param("schemas/planted.py", "import logging", "The core is pure", id="schemas log"),
        *(pytest.param(where, f"import {library}", contract, id=library) for where, library, contract in LIBRARIES),
    ],
)
def test_import_linter_reports_each_planted_violation(copy: Path, where: str, code: str, contract: str) -> None:
    plant(copy, where, code)
    found = run("lint-imports", "--no-cache", cwd=copy)
    assert found.returncode == 1, found.stdout + found.stderr
    assert f"{contract} BROKEN" in found.stdout


def test_import_linter_accepts_the_project(copy: Path) -> None:
    clean = run("lint-imports", "--no-cache", cwd=copy)
    assert clean.returncode == 0, clean.stdout
    assert "0 broken" in clean.stdout
