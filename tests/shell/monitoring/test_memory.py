import math
from pathlib import Path

import pytest

from streams.shell.monitoring import memory


@pytest.mark.parametrize(
    ("current", "most", "expected"),
    [
        pytest.param("1048576\n", "4294967296\n", (2.0**20, 2.0**32), id="a limit"),
        pytest.param("1048576\n", "max\n", (2.0**20, math.inf), id="no limit"),
    ],
)
def test_the_control_group_tells_what_is_used_and_what_may_be(
    tmp_path: Path, current: str, most: str, expected: tuple[float, float]
) -> None:
    (tmp_path / "memory.current").write_text(current)
    (tmp_path / "memory.max").write_text(most)
    assert (memory.used(tmp_path), memory.limit(tmp_path)) == expected


def test_without_a_control_group_nothing_is_known(tmp_path: Path) -> None:
    assert math.isnan(memory.used(tmp_path))
    assert math.isnan(memory.limit(tmp_path))
