"""Chains of invented articles: what was planned, put off or called off, planned anew and held, told day by day.

`make bench-chains` reads them with the extractor, links what it finds and prints how many are one event with the
history that they must have, and of the others whether the reading or the linking failed. The first depends on how well
it reads, so no test asks for a number; `test_chains.py` links what a faultless extractor would read. Beside a chain the
same actors do other things, which must stay apart. `chains.toml` holds the texts.
"""

import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemas.article import Article
from schemas.facts import EventType, Facts
from schemas.mention import Mention
from streams.core.extraction.extractor import EXTRACTOR, Extractor
from streams.core.linking.grouping import link
from streams.core.linking.reports import report_of
from streams.core.linking.statuses import status_history
from streams.core.state import readings
from tests.core.state.building import facts, mention

TOLD = Path(__file__).with_name("chains.toml")


@dataclass(frozen=True, slots=True)
class Line:
    """An article of a chain."""

    published: str
    letter: str
    """Of the event that it tells of."""
    text: str
    said: Facts
    """What a faultless extractor reads of that event."""


@dataclass(frozen=True, slots=True)
class Chain:
    """One event from its plan to its end, and what happened beside it."""

    name: str
    history: tuple[str, ...]
    """What the event of letter `a` must have gone through in the end."""
    lines: tuple[Line, ...]

    @property
    def wanted(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The articles of the event of letter `a`, and its history."""
        return tuple(
            name for name, line in zip(names(self), self.lines, strict=True) if line.letter == "a"
        ), self.history


def chains() -> tuple[Chain, ...]:
    """Read the chains."""
    rows = tomllib.loads(TOLD.read_text("utf-8"))["chain"]
    return tuple(
        Chain(row["name"], tuple(row["history"].split()), tuple(_line(row, told) for told in row["told"]))
        for row in rows
    )


def _line(row: dict[str, Any], told: str) -> Line:
    published, letter, status, day, text = told.split(" ", 4)
    who = dict(row[letter])
    country, _, city = who.pop("place", "").partition("/")
    place = f"{country}/{city}" if city and city in text else country if who["kind"] == EventType.VISIT else ""
    sectors = (who.pop("sector"),) if "sector" in who else ()
    said = facts(**who, place=place, day=day.strip("-"), status=status, sectors=sectors)
    return Line(published, letter, text, said)


def names(chain: Chain) -> list[str]:
    """Return the ids of a chain's articles; the letter of the event ends each."""
    return [f"{number}{line.letter}" for number, line in enumerate(chain.lines)]


def articles(chain: Chain) -> list[Article]:
    """Return the articles of a chain."""
    return [
        Article.model_validate({
            "id": name, "source": "The Example", "published_at": f"{line.published}T12:00:00Z", "text": line.text,
        })
        for name, line in zip(names(chain), chain.lines, strict=True)
    ]  # fmt: skip


def read_without_fault(chain: Chain) -> list[Mention]:
    """Return what a faultless extractor finds in a chain."""
    told = zip(names(chain), chain.lines, strict=True)
    return [mention(line.said, name, line.published, quote=line.text) for name, line in told]


def linked(mentions: Iterable[Mention]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Yield of each event its articles and its history."""
    blocks: dict[str, list[Mention]] = defaultdict(list)
    for each in mentions:
        blocks[each.block].append(each)
    for group in (group for held in blocks.values() for group in link(held)):
        history = tuple(change.status.value for change in status_history(map(report_of, group)))
        yield tuple(sorted(each.article.id for each in group)), history


def is_whole(chain: Chain, mentions: Iterable[Mention]) -> bool:
    """Whether the chain is one event with its history, and nothing else is in it."""
    return chain.wanted in set(linked(mentions))


def verdict(chain: Chain, mentions: list[Mention]) -> str:
    """Say whether a chain is whole, else what was not read, or in how many blocks what was read lies."""
    if is_whole(chain, mentions):
        return "whole"
    kind = chain.lines[0].said.type
    read = [each for each in mentions if each.type is kind and each.article.id in chain.wanted[0]]
    unread = sorted(set(chain.wanted[0]) - {each.article.id for each in read})
    blocks = len({each.block for each in read})
    found = sorted(history for history in linked(read))
    return f"not: {f'nothing read in {unread}, ' if unread else ''}{blocks} block{'s' * (blocks != 1)}, events {found}"


def main() -> None:
    """Print how many chains are whole."""
    extractor, every = Extractor.load(), chains()
    whole = whole_if_read = 0
    for chain in every:
        told = articles(chain)
        read = zip(told, extractor.extract(told), strict=True)
        mentions = [each for article, found in read for each in readings.read(article, found, EXTRACTOR).mentions]
        faultless = read_without_fault(chain)
        whole += is_whole(chain, mentions)
        whole_if_read += is_whole(chain, faultless)
        sys.stdout.write(f"{chain.name}: {verdict(chain, mentions)}\n")
        if not is_whole(chain, faultless):
            sys.stdout.write(f"  read without fault: {verdict(chain, faultless)}\n")
    sys.stdout.write(f"{whole} of {len(every)} chains are one event with its history\n")
    sys.stdout.write(f"{whole_if_read} of {len(every)} would be if all were read without fault\n")


if __name__ == "__main__":
    main()
