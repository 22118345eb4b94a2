"""What the tests import apart from the room, imported once: each trial forks from a process that has it all."""

import importlib
import sys
from collections.abc import Collection, Sequence
from importlib.abc import MetaPathFinder
from types import ModuleType


class _Refuses(MetaPathFinder):
    """Lets nobody import certain modules, so whatever needs one of them cannot be imported either."""

    def __init__(self, names: Collection[str]) -> None:
        self.names = names

    def find_spec(self, fullname: str, _path: Sequence[str] | None, _target: ModuleType | None = None, /) -> None:
        """Refuse one of the modules."""
        if fullname in self.names:
            raise ImportError(f"{fullname} is left to the trials")


def warm(modules: Sequence[str], mutated: Collection[str]) -> list[str]:
    """Import what of `modules` does not need one of the `mutated` and is no test; return their names.

    A module of ours that needs a mutated one is imported by each trial itself, with the mutant in it.
    """
    refuses = _Refuses(mutated)
    sys.meta_path.insert(0, refuses)
    try:
        return [name for name in modules if not name.startswith("tests") and _imported(name)]
    finally:
        sys.meta_path.remove(refuses)


def _imported(name: str) -> bool:
    try:
        importlib.import_module(name)
    except ImportError:
        return False  # it needs the room, or is an optional part of a library
    return True
