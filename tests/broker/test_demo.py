"""`communique demo`, as `make demo` runs it: it ends by itself, all is accounted for, and nothing is left running."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from streams.shell.demo.samples import samples

pytestmark = pytest.mark.broker

MINE = {"id": "mine-1", "text": "Ministers of Fiji and Tonga met in Suva on Monday."}


def children_of(folder: Path) -> list[str]:
    """Command lines of processes that have something of `folder` in them."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "environ").read_bytes().decode("utf-8", "replace")
        except OSError:
            continue
        if str(folder) in words and process.name != "self":
            found.append(process.name)
    return found


def test_the_demonstration(tmp_path: Path) -> None:
    articles = tmp_path / "mine.jsonl"
    articles.write_text(json.dumps(MINE) + "\n{not json\n", "utf-8")
    marker = tmp_path / "marker"
    done = subprocess.run(
        [sys.executable, "-m", "streams", "demo", str(articles)],
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "DEMO_MARKER": str(marker)},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"records sent           {len(samples()) + 1}" in done.stdout
    assert "verify: 0 mismatches" in done.stdout
    assert "refused when the files were read" in done.stdout
    assert children_of(marker) == []
