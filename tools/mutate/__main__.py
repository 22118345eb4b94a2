"""The command: plant mutants in a room and list those that its nearest tests let live."""

import argparse
import random
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tools.mutate.campaign import SLOWDOWN, START_SECONDS, survivors, unmutated
from tools.mutate.equivalent import listed, unmatched
from tools.mutate.mutations import Mutant, mutants
from tools.mutate.nearest import files_of, nearest_tests
from tools.mutate.trial import Plan, module_of
from tools.mutate.warming import warm

ROOT = Path(__file__).parents[2]


def main(arguments: Sequence[str] | None = None) -> int:
    """Return 0, or 1 where fewer mutants are killed than `--at-least` asks for or an equivalent matches nothing."""
    asked = _parser().parse_args(arguments)
    root, equivalents = asked.root, listed()
    files = files_of(root, asked.room)
    every = [each for file in files for each in mutants(file, (root / file).read_text("utf-8"))]
    if stale := unmatched((each for each in equivalents if each.file in files), every):
        _say("\n".join(f"{each.file}, {each.within}: no mutant is {each.before}  ->  {each.after}" for each in stale))
        return 1
    telling = [each for each in every if not any(known.matches(each) for known in equivalents)]
    chosen = sample(telling, asked.limit, asked.seed)
    sys.path.insert(0, str(root))
    killed = _tried(Plan(root, tuple(asked.tests) or nearest_tests(root, asked.room)), files, chosen, asked)
    rate = 100 * killed / max(1, len(chosen))
    _say(f"{killed} of {len(chosen)} killed: {rate:.1f} %; {len(every) - len(telling)} equivalent, {len(every)} in all")
    return int(rate < asked.at_least)


def sample(every: Sequence[Mutant], limit: int, seed: int) -> list[Mutant]:
    """Return `limit` mutants, the same for the same seed, in their order; all of them for 0."""
    if not limit or limit >= len(every):
        return list(every)
    chosen = random.Random(seed).sample(range(len(every)), limit)  # noqa: S311  # a sample, not a secret
    return [every[n] for n in sorted(chosen)]


def _tried(plan: Plan, files: Sequence[str], chosen: Sequence[Mutant], asked: argparse.Namespace) -> int:
    """Try the mutants, print each that survives, and return how many were killed."""
    first = unmutated(plan)
    warm(first.modules, frozenset(map(module_of, files)))
    seconds = asked.seconds or START_SECONDS + SLOWDOWN * first.seconds
    _say(f"{len(chosen)} mutants; {' '.join(plan.tests)} takes {first.seconds:.1f} s")
    start, alive = time.monotonic(), 0
    for mutant, survived in survivors(replace(plan, tests=first.files), chosen, seconds, asked.jobs):
        alive += survived
        if survived:
            _say(str(mutant))
    _say(f"tried in {time.monotonic() - start:.0f} s")
    return len(chosen) - alive


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tools.mutate", description=__doc__)
    parser.add_argument("room", help="a folder or a file, say streams/core/linking")
    parser.add_argument("--limit", type=int, default=0, help="how many mutants are tried, by chance; 0: all")
    parser.add_argument("--seed", type=int, default=7, help="which chance")
    parser.add_argument("--jobs", type=int, default=2, help="trials at one time")
    parser.add_argument(
        "--seconds", type=float, default=0.0, help="how long a trial may take; 0: by the tests' own time"
    )
    parser.add_argument("--root", type=Path, default=ROOT, help="the project: the folder in which the room is")
    parser.add_argument("--at-least", type=float, default=0.0, help="percentage below which the command fails")
    parser.add_argument("--tests", nargs="*", default=(), help="other tests than the nearest")
    return parser


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended"))  # trials are sessions of their own: end them first
    sys.exit(main())
