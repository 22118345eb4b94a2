"""Rules of the project that no linter knows: short files, meaningful names, no traces of a machine."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MAX_LINES = 300
NAMELESS = {"utils", "util", "helpers", "helper", "common", "manager", "base", "misc"}
TRACES = re.compile(r"/root/|/work/|/tmp/lab|\bTODO\b|\bFIXME\b|\bXXX\b")


def tracked() -> list[Path]:
    """The files of the repository, those that are new included."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=30, check=True)
    return [path for name in done.stdout.splitlines() if (path := ROOT / name).is_file()]


FILES = tracked()
CODE = [path for path in FILES if path.suffix == ".py"]


def too_long(paths: list[Path]) -> list[str]:
    return [path.name for path in paths if len(path.read_text("utf-8").splitlines()) > MAX_LINES]


def nameless(paths: list[Path]) -> list[str]:
    return [path.name for path in paths if {path.stem, path.parent.name} & NAMELESS]


def traces(paths: list[Path]) -> list[str]:
    found = []
    for path in paths:
        content = path.read_bytes()
        text = "" if b"\0" in content else content.decode("utf-8", "replace")  # pictures say nothing
        found += [f"{path.name}: {match[0]}" for match in TRACES.finditer(text)]
    return found


def test_files_of_code_are_short() -> None:
    assert len(CODE) > 50
    assert too_long(CODE) == []


def test_no_module_has_a_meaningless_name() -> None:
    assert nameless(CODE) == []


def test_no_file_names_a_path_of_this_machine() -> None:
    assert traces([path for path in FILES if path != Path(__file__)]) == []


@pytest.mark.parametrize(
    ("name", "text", "check"),
    [
        pytest.param("long.py", "A = 1\n" * (MAX_LINES + 1), too_long, id="a long file"),
        pytest.param("helpers.py", "A = 1\n", nameless, id="a name that says nothing"),
        pytest.param("path.py", 'A = "/root/x"\n', traces, id="a path of a machine"),
    ],
)
def test_a_breach_would_be_noticed(name: str, text: str, check: object, tmp_path: Path) -> None:
    planted = tmp_path / name
    planted.write_text(text, "utf-8")
    assert callable(check)
    assert check([planted])
