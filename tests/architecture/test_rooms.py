"""Each room says at its door what is in it."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def rooms(packages: list[Path]) -> list[Path]:
    """Return the folders of the packages that have Python files in them, at any depth, with an `__init__.py` or not."""
    return sorted(
        {
            folder
            for package in packages
            for file in package.rglob("*.py")
            for folder in file.parents
            if folder.is_relative_to(package)
        }
    )


ROOMS = rooms([ROOT / "schemas", ROOT / "streams", ROOT / "tools"])


def unsaid(room: Path) -> set[str]:
    """Return the modules and rooms in a room that the docstring of its `__init__.py` leaves out: add them there.

    Raises FileNotFoundError if the room has no `__init__.py`.
    """
    docstring = ast.get_docstring(ast.parse((room / "__init__.py").read_text(encoding="utf-8"))) or ""
    inside = {file.relative_to(room).parts[0].removesuffix(".py") for file in room.rglob("*.py")}
    return inside - {"__init__"} - set(re.findall(r"\w+", docstring))


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: ".".join(room.relative_to(ROOT).parts))
def test_a_room_names_every_module_in_it(room: Path) -> None:
    assert unsaid(room) == set()


def test_rooms_are_found_in_every_package_at_any_depth() -> None:
    found = {".".join(room.relative_to(ROOT).parts) for room in ROOMS}
    assert found >= {"schemas", "streams", "streams.core.extraction.actors", "streams.shell.web", "tools.training"}


def write(folder: Path, docstring: str | None, *modules: str) -> None:
    folder.mkdir(parents=True)
    if docstring is not None:
        (folder / "__init__.py").write_text(f'"""{docstring}"""', encoding="utf-8")
    for module in modules:
        (folder / f"{module}.py").touch()


def test_modules_and_rooms_that_a_map_leaves_out_are_noticed(tmp_path: Path) -> None:
    write(tmp_path / "room", "old   what is old", "old", "new")
    write(tmp_path / "room" / "inner", "Empty.")
    write(tmp_path / "room" / "without_init", None, "module")
    (tmp_path / "room" / "data").mkdir()
    assert unsaid(tmp_path / "room") == {"new", "inner", "without_init"}


def test_a_map_that_names_everything_leaves_nothing_out(tmp_path: Path) -> None:
    write(tmp_path / "room", "old, new   what is old and new", "old", "new")
    assert unsaid(tmp_path / "room") == set()


def test_an_init_without_a_docstring_leaves_everything_out(tmp_path: Path) -> None:
    write(tmp_path / "room", None, "__init__", "new")
    assert unsaid(tmp_path / "room") == {"new"}


def test_a_folder_of_modules_without_init_is_a_room_that_fails(tmp_path: Path) -> None:
    write(tmp_path / "package", "inner   what is within", "__main__")
    write(tmp_path / "package" / "inner", None, "module")
    assert rooms([tmp_path / "package"]) == [tmp_path / "package", tmp_path / "package" / "inner"]
    with pytest.raises(FileNotFoundError, match="inner"):
        unsaid(tmp_path / "package" / "inner")
