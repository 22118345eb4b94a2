"""The whole command on a toy project: what its test holds is killed, what it does not hold is listed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools.mutate.__main__ import sample
from tools.mutate.mutations import mutants

ROOT = Path(__file__).parents[3]
CODE = """
from toys.rooms.limits import CHEAP

def is_grown(age):
    return age >= 18

def is_cheap(price):
    return price < CHEAP

def counted(n):
    while n > 0:
        n -= 1
    return n
"""
TEST = """
from toys.rooms.judging import counted, is_cheap, is_grown

def test_who_is_grown():
    assert [is_grown(age) for age in (17, 18, 19)] == [False, True, True]

def test_what_is_cheap():
    assert is_cheap(1)
    assert not is_cheap(9)

def test_that_it_ends():
    assert counted(3) == 0
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A room that a test holds in part, with a loop that has an end."""
    for file, text in {
        "toys/__init__.py": "",
        "toys/rooms/__init__.py": "",
        "toys/rooms/judging.py": CODE,
        "toys/rooms/limits.py": "CHEAP = 5\n",
        "tests/rooms/test_judging.py": TEST,
    }.items():
        path = tmp_path / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


def mutate(project: Path, room: str, *more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tools.mutate", room, "--root", str(project), "--seconds", "4", *more]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        command, cwd=project, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


def survivors(said: str) -> set[str]:
    return {line for line in said.splitlines() if "  ->  " in line}


def test_survivors_are_listed_and_the_rest_is_killed_with_endless_loops(project: Path) -> None:
    before = {path: path.read_bytes() for path in project.rglob("*.py")}
    done = mutate(project, "toys/rooms", "--at-least", "70")
    assert survivors(done.stdout) == {
        "toys/rooms/judging.py:8: return price < CHEAP  ->  return price <= CHEAP",
        "toys/rooms/limits.py:1: CHEAP = 5  ->  CHEAP = 6",
        "toys/rooms/limits.py:1: CHEAP = 5  ->  CHEAP = 4",
    }, done.stderr
    assert "12 of 15 killed: 80.0 %" in done.stdout
    assert done.returncode == 0
    assert {path: path.read_bytes() for path in project.rglob("*.py")} == before, "the files are never touched"


def test_too_few_killed_is_a_failure(project: Path) -> None:
    done = mutate(project, "toys/rooms/limits.py", "--at-least", "90")
    assert (done.returncode, "0 of 2 killed: 0.0 %" in done.stdout) == (1, True), done.stderr


def test_a_sample_is_the_same_for_the_same_seed_and_in_the_order_of_the_file() -> None:
    every = mutants("judging.py", CODE)
    assert sample(every, 5, seed=1) == sample(every, 5, seed=1) != sample(every, 5, seed=2)
    assert [each.number for each in sample(every, 5, seed=1)] == sorted(e.number for e in sample(every, 5, seed=1))
    assert sample(every, 0, seed=1) == sample(every, 99, seed=1) == list(every)


def test_tests_that_fail_without_a_mutant_are_an_error(project: Path) -> None:
    (project / "tests/rooms/test_judging.py").write_text("def test_it():\n    raise ValueError\n", "utf-8")
    done = mutate(project, "toys/rooms")
    assert done.returncode == 1
    assert "without any mutant" in done.stderr
