"""Trials side by side, each forked from this process and ended when its time is over."""

import os
import signal
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from pathlib import Path

from tools.mutate.mutations import Mutant, planted
from tools.mutate.trial import Plan, Stopwatch, attempt, run

FORK = get_context("fork")
SURVIVED = 0
"""Exit code of pytest: all tests passed."""
START_SECONDS, SLOWDOWN = 5.0, 3.0
"""A trial may take so much longer than the tests without a mutant: then it is an endless loop."""
UNMUTATED_SECONDS = 900.0


@dataclass(frozen=True, slots=True)
class Unmutated:
    """The tests without a mutant: how long they take, and which modules they import."""

    seconds: float
    modules: tuple[str, ...]
    files: tuple[str, ...]
    """The files of the tests, the quickest first: most mutants are killed by any."""


@dataclass(slots=True)
class _Running:
    mutant: Mutant
    process: ForkProcess
    deadline: float


def unmutated(plan: Plan) -> Unmutated:
    """Run the tests as they are; RuntimeError unless all pass, for then a failure says nothing about a mutant."""
    ours, theirs = FORK.Pipe(duplex=False)
    process = FORK.Process(target=_scout, args=(plan, theirs))
    process.start()
    theirs.close()
    try:
        if not ours.poll(UNMUTATED_SECONDS):
            raise RuntimeError(f"{' '.join(plan.tests)}: not done after {UNMUTATED_SECONDS:.0f} seconds")
        code, found = ours.recv()
    finally:
        _end(process)
    if code != SURVIVED:
        raise RuntimeError(f"{' '.join(plan.tests)}: pytest says {code} without any mutant; run it to see why")
    return Unmutated(*found)


def survivors(plan: Plan, mutants: Iterable[Mutant], seconds: float, jobs: int) -> Iterator[tuple[Mutant, bool]]:
    """Try each mutant, `jobs` at a time and none longer than `seconds`; yield whether it survived, as they end."""
    left = iter(mutants)
    running: list[_Running] = []
    try:
        while True:
            while len(running) < jobs and (mutant := next(left, None)) is not None:
                running.append(_start(plan, mutant, seconds))
            if not running:
                return
            wait([each.process.sentinel for each in running], timeout=1.0)
            for each in [each for each in running if _is_over(each)]:
                running.remove(each)
                yield each.mutant, _end(each.process) == SURVIVED
    finally:
        for each in running:
            _end(each.process)


def _scout(plan: Plan, answer: Connection) -> None:
    start, watch = time.monotonic(), Stopwatch()
    code = run(plan, watch)
    quickest = sorted(watch.seconds, key=watch.seconds.__getitem__)
    answer.send((code, (time.monotonic() - start, tuple(sys.modules), tuple(quickest))))


def _start(plan: Plan, mutant: Mutant, seconds: float) -> _Running:
    code = planted(Path(plan.root, mutant.file).read_text("utf-8"), mutant)
    process = FORK.Process(target=attempt, args=(plan, mutant.file, code))
    process.start()
    return _Running(mutant, process, time.monotonic() + seconds)


def _is_over(running: _Running) -> bool:
    return not running.process.is_alive() or time.monotonic() > running.deadline


def _end(process: ForkProcess) -> int | None:
    """End a trial with all that it started; return its exit code, negative where it had to be killed."""
    if process.pid is not None:
        for end in (os.killpg, os.kill) if process.is_alive() else (os.killpg,):
            with suppress(ProcessLookupError):
                end(process.pid, signal.SIGKILL)
    process.join()
    return process.exitcode
