"""A busy block: what folding one more mention costs where a hundred, a thousand or ten thousand tell of one day.

`make bench-linking` prints it for mentions in a random order, and in the reverse of the order in which linking
takes them, where each belongs before all that are there. CPU time of one thread, at the end of a block of each size:
what counts is how it grows.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable, Sequence

from schemas.facts import Facts
from schemas.mention import Mention
from streams.core.linking.reports import content_of, report_of
from streams.core.state.block import BlockFold
from streams.core.state.entry import Entry
from streams.core.state.versions import held_of
from tests.core.linking.told import LATER, met
from tests.core.state.building import mention

MEASURED = 40
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


def block(say: Callable[[int], tuple[Facts, str]], size: int, *, backwards: bool) -> list[Mention]:
    """Return the mentions of a block in a random order, or in the reverse of the order in which linking takes them."""
    told = ((f"a{number}", *say(number)) for number in range(size))
    mentions = [mention(said, name, LATER, quote=quote) for name, said, quote in told]
    random.Random(SEED).shuffle(mentions)  # noqa: S311  # not a secret
    return sorted(mentions, key=lambda each: report_of(each).rank, reverse=True) if backwards else mentions


def costs(mentions: Sequence[Mention]) -> tuple[float, float]:
    """Fold mentions one by one; return the mean and the highest CPU time of the last of them, in milliseconds."""
    fold = BlockFold(_entry(mentions[:-MEASURED]))
    times = [_timed(fold, each) for each in mentions[-MEASURED:]]
    return sum(times) / len(times), max(times)


def _entry(mentions: Sequence[Mention]) -> Entry:
    """Return the entry of these mentions, without folding one after another."""
    contents = [content_of(each) for each in mentions]
    told = zip(mentions, contents, strict=True)
    return Entry(
        block="busy",
        type=mentions[0].type,
        offset=0,
        held={each.mention_id: held_of(each, content) for each, content in told},
        contents={content.key: content for content in contents},
    )


def _timed(fold: BlockFold, told: Mention) -> float:
    start = time.process_time()
    fold.fold(told, 0)
    return 1000 * (time.process_time() - start)


def main() -> None:
    """Print what a mention costs in each block."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000, 10_000], help="mentions of a block")
    sizes = parser.parse_args().sizes
    sys.stdout.write("ms of CPU a mention, mean / highest\n")
    for name, say in BLOCKS.items():
        for order, backwards in (("random", False), ("reverse", True)):
            for size in sizes:
                mean, highest = costs(block(say, size + MEASURED, backwards=backwards))
                sys.stdout.write(f"{name}, {order} order, {size:,}: {mean:.2f} / {highest:.1f}\n")


if __name__ == "__main__":
    main()
