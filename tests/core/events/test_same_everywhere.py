"""Two processes read the same in an article, though the order of their sets differs: a reread must change nothing."""

import os
import subprocess
import sys
from pathlib import Path

import orjson

from tests.core.events.test_seed_page import PAGE


def extracted(path: Path, hash_seed: str) -> bytes:
    environment = os.environ | {"PYTHONHASHSEED": hash_seed, "OMP_NUM_THREADS": "1"}
    return subprocess.check_output(
        [sys.executable, "-m", "streams", "extract", str(path)], env=environment, stderr=subprocess.DEVNULL, timeout=60
    )


def test_the_same_events_to_the_last_digit(tmp_path: Path) -> None:
    path = tmp_path / "article.jsonl"
    path.write_bytes(orjson.dumps({"id": "page", "text": PAGE, "published": "2026-03-12"}))
    first = extracted(path, "1")
    assert len(first.splitlines()) > 2
    assert extracted(path, "2") == first
