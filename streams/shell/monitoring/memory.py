"""Memory of the container that this process runs in, as Linux's control groups (version 2) tell it.

The extraction processes count too, and what the limit ends is the whole container.
"""

import math
from pathlib import Path

GROUP = Path("/sys/fs/cgroup")


def used(group: Path = GROUP) -> float:
    """Return the bytes that the control group uses; NaN where there is none."""
    return _number(group / "memory.current")


def limit(group: Path = GROUP) -> float:
    """Return the bytes that it may use; infinity without a limit, NaN where there is no control group."""
    return _number(group / "memory.max")


def _number(path: Path) -> float:
    try:
        text = path.read_text("ascii").strip()
    except OSError:
        return math.nan
    return math.inf if text == "max" else float(text)
