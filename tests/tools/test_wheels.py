"""Which lines of a lock file are asked for on which Python and platform."""

import pytest
from packaging.requirements import Requirement

from tools.wheels import LOCK, PLATFORMS, PYTHONS, Platform, applies, pins

LINUX, LINUX_ARM, MACOS, _ = PLATFORMS


def test_lines_are_read_with_their_markers_and_without_their_hashes() -> None:
    text = """# made by a command
anyio==4.16.0 \\
    --hash=sha256:00
    # via
    #   httpx
uvloop==0.22.1 ; sys_platform != 'win32' \\
    --hash=sha256:01
"""
    assert [str(pin) for pin in pins(text)] == ["anyio==4.16.0", 'uvloop==0.22.1; sys_platform != "win32"']


def test_the_lock_has_a_line_for_every_platform() -> None:
    lines = pins(LOCK.read_text("utf-8"))
    for python in PYTHONS:
        for platform in PLATFORMS:
            names = [pin.name for pin in lines if applies(pin.marker, python, platform)]
            assert "spacy" in names
            assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("marker", "python", "platform", "expected"),
    [
        ("python_version < '3.12'", "3.11", LINUX, True),
        ("python_full_version >= '3.12'", "3.11", LINUX, False),
        ("python_full_version >= '3.12'", "3.13", LINUX, True),
        ("sys_platform == 'darwin'", "3.11", LINUX, False),
        ("platform_system == 'Darwin'", "3.11", MACOS, True),
        ("platform_machine == 'aarch64'", "3.11", LINUX_ARM, True),
        ("platform_machine == 'aarch64'", "3.11", LINUX, False),
    ],
)
def test_a_marker_asks_of_that_platform(marker: str, python: str, platform: Platform, expected: bool) -> None:
    assert applies(Requirement(f"anyio; {marker}").marker, python, platform) is expected
