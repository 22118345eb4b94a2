"""Each room says at its door what is in it."""

import re
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

ROOMS = [
    "streams.core",
    *(f"streams.core.{name}" for name in ("identity", "linking", "state", "proof")),
    "streams.shell",
    *(
        f"streams.shell.{name}"
        for name in ("articles", "broker", "engine", "history", "monitoring", "operations", "records", "stream")
    ),
]
"""The rooms whose `__init__.py` is their map."""


def unsaid(room: ModuleType) -> list[str]:
    """Return the files and folders of a room that the docstring of its `__init__.py` leaves out: add them there."""
    inside = (
        path for path in Path(room.__path__[0]).iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    )
    said = set(re.findall(r"\w+", room.__doc__ or ""))
    return sorted({path.stem for path in inside} - said - {"__init__"})


@pytest.mark.parametrize("name", ROOMS)
def test_package_docstring_names_all_its_modules(name: str) -> None:
    assert unsaid(import_module(name)) == []


def test_module_missing_from_the_docstring_would_be_noticed(tmp_path: Path) -> None:
    (tmp_path / "new.py").touch()
    room = ModuleType("room", "Something old.")
    room.__path__ = [str(tmp_path)]
    assert unsaid(room) == ["new"]
