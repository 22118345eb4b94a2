"""make fuzz: hostile records and texts for as long as one likes. Exits with 1 at the first that breaks what must hold.

Each chunk has a seed of its own, which is printed when it fails: with it, the same inputs come again.
"""

import argparse
import resource
import sys
import time
from collections.abc import Callable
from random import Random

from hypothesis import HealthCheck, given, seed, settings

from schemas.article import Article
from streams.core.edge.encoding import Headers
from streams.core.extraction.extractor import Extractor
from tests.fuzz.bounds import Slowest, tried_at_the_edge, tried_by
from tests.fuzz.hostile import HEADERS, LONG_LINES, RECORDS, texts
from tests.fuzz.patterns import attacks, patterns

MAX_CHARS = 6_000
SHORT = 400
"""Some patterns are only asked of short blocks."""
MEMORY_MB = 2_500
"""Resident memory beyond which something leaks."""


def main() -> int:
    """Fuzz; returns the exit code."""
    parser = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    edge, reading, extractor = Slowest(), Slowest(), Extractor.load()
    start, number = time.monotonic(), options.seed
    while time.monotonic() - start < options.seconds:
        try:
            _chunk(number, edge, reading, extractor)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what we look for
            _out(f"FAILED with seed {number}: {type(error).__name__}: {error!s:.2000}")
            return 1
        number += 1
        sys.stderr.write(f"{edge.tried:,} records, {reading.tried:,} texts, {_memory():,} MB\n")
    for what, slowest in (("records at the edge", edge), ("texts extracted", reading)):
        _out(f"{slowest.tried:,} {what}; the slowest: {slowest.seconds:.2f} seconds for {slowest.what}")
    _out(f"seeds {options.seed} to {number - 1}; at most {_memory():,} MB")
    return 0 if _memory() < MEMORY_MB else 1


def _chunk(number: int, edge: Slowest, reading: Slowest, extractor: Extractor) -> None:
    @given(value=RECORDS, headers=HEADERS)
    def records(value: bytes, headers: Headers) -> None:
        read = tried_at_the_edge(value, headers, edge)
        if isinstance(read, Article) and len(read.text) <= MAX_CHARS:
            tried_by(extractor, read, reading)

    @given(value=LONG_LINES)
    def lines(value: bytes) -> None:
        tried_at_the_edge(value, None, edge)

    @given(text=texts(MAX_CHARS))
    def articles(text: str) -> None:
        tried_by(extractor, Article.model_construct(id="a", text=text, title=text[:100]), reading)

    _run(records, number, 2_000)
    _run(lines, number, 20)
    _run(articles, number, 200)
    everything = patterns()
    for name in Random(number).sample(sorted(everything), 20):  # noqa: S311
        short, long = (attacks(everything[name], length=n, number=3, seed=number) for n in (SHORT, MAX_CHARS))
        for text in (*short, *long):
            tried_by(extractor, Article.model_construct(id="a", text=f"The minister visited Oslo. {text}"), reading)


def _run(test: Callable[[], None], number: int, examples: int) -> None:
    quietly = settings(
        deadline=None, database=None, max_examples=examples, suppress_health_check=list(HealthCheck), print_blob=False
    )
    seed(number)(quietly(test))()


def _memory() -> int:
    """Return the most memory that this process ever had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1_024


def _out(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())
