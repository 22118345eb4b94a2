"""Which wheels of the runtime lock are missing: `make wheels`. It asks the package index, and downloads metadata alone.

For each Python and platform that the README names, pip is asked whether every line of the lock has a wheel. Nothing is
installed; the exit code is 1 where something is missing.
"""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import typer
from packaging.markers import Marker, default_environment
from packaging.requirements import Requirement

LOCK = Path(__file__).parents[1] / "requirements-runtime.lock"
PYTHONS = ("3.11", "3.12", "3.13")
LIMIT_SECONDS = 300
"""For one requirement on one platform; then it counts as missing."""


@dataclass(frozen=True, slots=True)
class Platform:
    """A platform as pip names its wheels, and as markers name the system."""

    name: str
    tags: tuple[str, ...]
    system: str
    sys_platform: str
    machine: str


def _linux(machine: str) -> Platform:
    """Return Linux with a glibc that every distribution in support has: wheels for it and for older ones fit."""
    tags = (f"manylinux_2_{minor}_{machine}" for minor in range(28, 16, -1))
    return Platform(f"Linux {machine}", (*tags, f"manylinux2014_{machine}"), "Linux", "linux", machine)


def _macos(machine: str, oldest: int) -> Platform:
    tags = [f"macosx_{major}_0_{machine}" for major in range(14, 10, -1)]
    tags += [f"macosx_10_{minor}_{machine}" for minor in range(15, oldest, -1)]
    return Platform(f"macOS {machine}", tuple(tags), "Darwin", "darwin", machine)


PLATFORMS = (_linux("x86_64"), _linux("aarch64"), _macos("x86_64", oldest=8), _macos("arm64", oldest=15))


def pins(lock: str) -> list[Requirement]:
    """Return the requirements of the text of a lock file, with their markers and without their hashes."""
    lines = (line.removesuffix("\\").strip() for line in lock.splitlines() if line[:1].isalnum())
    return [Requirement(line) for line in lines]


def applies(marker: Marker | None, python: str, platform: Platform) -> bool:
    """Return whether a line with this marker is installed there."""
    environment = default_environment() | {
        "python_version": python,
        "python_full_version": f"{python}.0",
        "platform_system": platform.system,
        "sys_platform": platform.sys_platform,
        "platform_machine": platform.machine,
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
    return marker is None or marker.evaluate({name: str(value) for name, value in environment.items()})


def missing(lock: str, python: str, platform: Platform) -> Iterator[str]:
    """Yield what pip says of each line that has no wheel for this Python and platform."""
    wanted = [f"{pin.name}{pin.specifier}" for pin in pins(lock) if applies(pin.marker, python, platform)]
    if _resolves(wanted, python, platform) is None:
        return
    for pin in wanted:
        if (said := _resolves([pin], python, platform)) is not None:
            yield f"{pin}: {said}"


def _resolves(wanted: Sequence[str], python: str, platform: Platform) -> str | None:
    """Return None if all have wheels, else the last line of what pip says."""
    # The Python that asks is another than the one that is asked about: the markers of the lock say what that one needs.
    command = f"{sys.executable} -m pip install --dry-run --quiet --no-deps --ignore-installed --ignore-requires-python"
    command += f" --disable-pip-version-check --only-binary :all: --python-version {python}"
    platforms = [word for tag in platform.tags for word in ("--platform", tag)]
    with TemporaryDirectory() as folder:
        asked = [*command.split(), *platforms, "--target", folder, *wanted]
        try:
            done = subprocess.run(  # noqa: S603 (pip, with what the lock names)
                asked, capture_output=True, text=True, check=False, timeout=LIMIT_SECONDS
            )
        except subprocess.TimeoutExpired:
            return f"no answer within {LIMIT_SECONDS} seconds"
    return None if done.returncode == 0 else (done.stderr.strip().splitlines() or ["no answer"])[-1]


def main() -> int:
    """Check all Pythons on all platforms; returns 1 if a wheel is missing, else 0."""
    lock, lacks = LOCK.read_text("utf-8"), False
    for python, platform in product(PYTHONS, PLATFORMS):
        found = list(missing(lock, python, platform))
        lacks = lacks or bool(found)
        typer.echo(f"Python {python} on {platform.name}: {'complete' if not found else f'{len(found)} missing'}")
        for line in found:
            typer.echo(f"    {line}")
    return int(lacks)


if __name__ == "__main__":
    sys.exit(main())
