"""Mutants that change nothing that can be seen: they are not planted. Each has its reason, in `equivalent.toml`."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tools.mutate.mutations import Mutant

LIST = Path(__file__).with_name("equivalent.toml")


@dataclass(frozen=True, slots=True)
class Equivalent:
    """A mutant as it is named in the list; lines change, so it is known by what stands there."""

    file: str
    within: str
    before: str
    after: str
    reason: str

    def matches(self, mutant: Mutant) -> bool:
        """Whether this is the mutant."""
        named = (self.file, self.within, self.before, self.after)
        return named == (mutant.file, mutant.within, mutant.before, mutant.after)


def listed(path: Path = LIST) -> tuple[Equivalent, ...]:
    """Read the list; a wrong or missing field is a TypeError that names it."""
    return tuple(Equivalent(**each) for each in tomllib.loads(path.read_text("utf-8")).get("equivalent", ()))


def unmatched(equivalents: Iterable[Equivalent], mutants: Iterable[Mutant]) -> list[Equivalent]:
    """Return the entries that no mutant is: the code has changed, and they have to go or to be judged anew."""
    every = list(mutants)
    return [each for each in equivalents if not any(map(each.matches, every))]
