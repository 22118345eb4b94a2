from pathlib import Path

import pytest

from tools.mutate.nearest import files_of, nearest_tests

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("room", "tests"),
    [
        ("streams/core/linking", ("tests/core/linking",)),
        ("streams/core/linking/consensus.py", ("tests/core/linking/test_consensus.py", "tests/core/linking")),
        ("streams/core/linking/reports.py", ("tests/core/linking",)),
        ("streams/core/extraction/merging", ("tests/core/events",)),
        ("streams/core/extraction/actors/titles.py", ("tests/core/actors/test_titles.py", "tests/core/actors")),
        ("streams/core/printable.py", ("tests/core",)),
    ],
)
def test_a_room_is_held_by_the_tests_that_mirror_it(room: str, tests: tuple[str, ...]) -> None:
    assert nearest_tests(ROOT, room) == tests
    assert all(each.startswith(room) for each in files_of(ROOT, room))


@pytest.mark.parametrize("room", ["streams/core/nowhere", "streams/core/nowhere.py", "docs"])
def test_a_room_without_code_is_an_error_that_names_it(room: str) -> None:
    with pytest.raises(ValueError, match=room):
        files_of(ROOT, room)


def test_a_room_without_tests_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="toys/rooms"):
        nearest_tests(tmp_path, "toys/rooms")
