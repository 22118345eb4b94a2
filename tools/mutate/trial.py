"""The nearest tests, run against one mutant in a forked process."""

import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType

import pytest
from hypothesis import Phase, settings

settings.register_profile("mutate", database=None, phases=[Phase.explicit, Phase.generate], derandomize=True)
"""A failing example is enough: none is kept or made smaller. The same examples each time."""

QUIET = ("-x", "-q", "--no-header", "--no-summary", "-p", "no:cacheprovider", "--hypothesis-profile=mutate")
WARMED = ("-W", "ignore::pytest.PytestAssertRewriteWarning")
"""Plugins are imported before pytest starts, and that is meant."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What every trial does: these tests below this folder."""

    root: Path
    tests: tuple[str, ...]


class _Plants(MetaPathFinder):
    """Gives one module of ours other code than its file has."""

    def __init__(self, name: str, file: Path, code: CodeType) -> None:
        self.name, self.file, self.code = name, file, code

    def find_spec(
        self, fullname: str, _path: Sequence[str] | None, _target: ModuleType | None = None, /
    ) -> ModuleSpec | None:
        """Find the module with the mutant, and leave all others to those that come after."""
        if fullname != self.name:
            return None
        within = [str(self.file.parent)] if self.file.name == "__init__.py" else None
        loader = _Loader(fullname, str(self.file), self.code)
        return spec_from_file_location(fullname, self.file, loader=loader, submodule_search_locations=within)


class _Loader(SourceFileLoader):
    def __init__(self, name: str, path: str, code: CodeType) -> None:
        super().__init__(name, path)
        self.code = code

    def get_code(self, _fullname: str, /) -> CodeType:
        """Return the mutated code."""
        return self.code


def module_of(file: str) -> str:
    """Return the name of the module that a file below the root is."""
    parts = Path(file).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def attempt(plan: Plan, file: str, code: CodeType) -> None:
    """Run the tests with the mutated module in place and leave with pytest's exit code; call it in a fork."""
    sys.meta_path.insert(0, _Plants(module_of(file), plan.root / file, code))
    os._exit(run(plan))


class Stopwatch:
    """A plugin of pytest: the seconds that the tests of each file take."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add up what setting up, calling and tearing down took."""
        file = report.nodeid.partition("::")[0]
        self.seconds[file] = self.seconds.get(file, 0.0) + report.duration


def run(plan: Plan, *plugins: object) -> int:
    """Run the tests quietly and return pytest's exit code.

    In a session of their own, so that what they start can be ended with them.
    """
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.setsid()
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)
    os.chdir(plan.root)
    sys.dont_write_bytecode = True
    return int(pytest.main([*QUIET, *WARMED, *plan.tests], plugins=plugins))
