"""A busy block: what one more report costs where a hundred, a thousand or ten thousand were told of one day.

`make bench-linking` prints it for reports that come in a random order, and in the reverse of the order in which linking
takes them, where each belongs before all that are there. CPU time of one thread, at the end of a block of each size:
what counts is how it grows.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable

from schemas.facts import Facts
from streams.core.linking.grouping import Linker
from streams.core.linking.reports import MentionReport, report_of
from tests.core.linking.told import LATER, met
from tests.core.state.building import mention

MEASURED = 100
"""Reports at the end of a block that are timed."""

SEED = 3


def reworded(number: int) -> tuple[Facts, str]:
    """One event, told in other words by each."""
    return met(), f"The ministers met for talk {number} on the water of the river that both countries share."


def different(number: int) -> tuple[Facts, str]:
    """Each of an event of its own."""
    pair = f"person Envoy{number} Alpha{number}/PAK, person Wang{number} Yi{number}/CHN"
    return met(pair), f"Envoy{number} and Wang{number} met for talks on the water of the river that they share."


def copied(_: int) -> tuple[Facts, str]:
    """One sentence, copied by all."""
    return met(), "The ministers met for talks on the water of the river that both countries share."


def mixed(number: int) -> tuple[Facts, str]:
    """Thirty events, each in a few sentences, some with the persons and some with their countries alone."""
    event = number % 30
    actors = f"person Envoy{event} Alpha{event}/PAK, person Wang{event} Yi{event}/CHN"
    said = met(actors if number % 7 else "Pakistan/PAK, China/CHN", "CHN/Beijing" if event % 3 else "")
    return said, f"Talks {event} were held in form {number % 11} on the water of the river that they share."


BLOCKS: dict[str, Callable[[int], tuple[Facts, str]]] = {
    "one event, reworded": reworded,
    "different events": different,
    "one sentence, copied": copied,
    "thirty events, mixed": mixed,
}


def block(say: Callable[[int], tuple[Facts, str]], size: int) -> list[MentionReport]:
    """Return the reports of a block, in a random order."""
    told = ((f"a{number}", *say(number)) for number in range(size))
    reports = [report_of(mention(said, name, LATER, quote=quote)) for name, said, quote in told]
    random.Random(SEED).shuffle(reports)  # noqa: S311  # not a secret
    return reports


def costs(reports: list[MentionReport]) -> tuple[float, float]:
    """Link reports one by one; return the mean and the highest CPU time of the last of them, in milliseconds."""
    linker = Linker(reports[:-MEASURED])
    times = [_timed(linker, report) for report in reports[-MEASURED:]]
    return sum(times) / len(times), max(times)


def _timed(linker: Linker, report: MentionReport) -> float:
    start = time.process_time()
    for cluster in linker.add(report) & linker.clusters:
        cluster.consensus.facts()
    return 1000 * (time.process_time() - start)


def main() -> None:
    """Print what a report costs in each block."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000, 10_000], help="reports of a block")
    sizes = parser.parse_args().sizes
    sys.stdout.write("ms of CPU a report, mean / highest\n")
    for name, say in BLOCKS.items():
        for order, backwards in (("random", False), ("reverse", True)):
            for size in sizes:
                reports = block(say, size + MEASURED)
                if backwards:
                    reports.sort(key=lambda report: report.rank, reverse=True)
                mean, highest = costs(reports)
                sys.stdout.write(f"{name}, {order} order, {size:,}: {mean:.2f} / {highest:.1f}\n")


if __name__ == "__main__":
    main()
