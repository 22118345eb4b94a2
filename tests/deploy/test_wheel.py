"""The wheel holds what runs, its data included, and nothing that only developers use."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[2]
MAX_BYTES = 2_500_000


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, capture_output=True, timeout=60, check=True)
    (built,) = folder.glob("*.whl")
    return built


def test_it_is_small(wheel: Path) -> None:
    assert wheel.stat().st_size < MAX_BYTES


def test_it_holds_the_packages_and_their_data(wheel: Path) -> None:
    held = set(ZipFile(wheel).namelist())
    listed = ["git", "ls-files", "schemas", "streams"]
    kept = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True)
    assert set(kept.stdout.split()) - held == set()


def test_it_holds_no_tools_of_developers(wheel: Path) -> None:
    rooms = {name.split("/")[0] for name in ZipFile(wheel).namelist()}
    assert {room for room in rooms if not room.endswith(".dist-info")} == {"schemas", "streams"}
