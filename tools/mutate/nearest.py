"""The files of a room, and the tests that are to hold it."""

from pathlib import Path

NEAREST = {
    "streams/core/extraction": "tests/core/events",
    "streams/core/extraction/actors": "tests/core/actors",
}
"""Rooms whose tests are not found under their own name; a room within one has its tests there too."""


def files_of(root: Path, room: str) -> tuple[str, ...]:
    """Return the source files of a room (a folder or a file below `root`); ValueError if there are none."""
    path = root / room
    found = [path] if path.suffix == ".py" else sorted(path.rglob("*.py"))
    files = tuple(each.relative_to(root).as_posix() for each in found if each.is_file())
    if not files:
        raise ValueError(f"{room}: no Python file here")
    return files


def nearest_tests(root: Path, room: str) -> tuple[str, ...]:
    """Return the tests of a room, those of the file's own name before those of the folder; ValueError if none."""
    folder = _folder(root, room)
    own = f"{folder}/test_{Path(room).stem}.py"
    return (own, folder) if room.endswith(".py") and (root / own).is_file() else (folder,)


def _folder(root: Path, room: str) -> str:
    for part in (Path(room), *Path(room).parents):
        mirrored = Path("tests", *part.parts[1:]).as_posix()
        tests = NEAREST.get(part.as_posix(), mirrored)
        if len(part.parts) > 1 and (root / tests).is_dir():
            return tests
    raise ValueError(f"{room}: no tests mirror it; name them with TESTS=")
