"""Chains of invented articles: what was planned, put off or called off, planned anew and held, told day by day.

`make bench-chains` reads them with the extractor, links what it finds and prints how many are one event with the
history that they must have, and what became of the others. That depends on how well it reads, so no test asks for a
number; `test_chains.py` links what a faultless extractor would read. Beside each chain the same actors do other things,
which must stay apart.
"""

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from schemas.article import Article
from schemas.mention import Mention
from streams.core.extraction.extractor import EXTRACTOR, Extractor
from streams.core.linking.consensus import status_history
from streams.core.linking.grouping import link
from streams.core.linking.reports import report_of
from streams.core.state import readings


@dataclass(frozen=True, slots=True)
class Chain:
    """One event from its plan to its end, and what happened beside it."""

    name: str
    history: tuple[str, ...]
    """What the event of letter `a` must have gone through in the end."""
    lines: tuple[tuple[str, str, str], ...]
    """Of each article the day of publication, the letter of the event that it tells of, and the text."""


def _chain(name: str, history: str, told: str) -> Chain:
    lines = (line.split(" ", 2) for line in told.strip().splitlines())
    return Chain(name, tuple(history.split()), tuple((day, letter, text) for day, letter, text in lines))


CHAINS = (
    _chain(
        "visit-planned-and-paid",
        "planned ongoing happened",
        """
2024-03-04 a Japanese Prime Minister Fumio Kishida will visit India on March 11, his office said.
2024-03-08 a Prime Minister Fumio Kishida is to visit India on March 11 for talks on trade.
2024-03-11 a Japan's Prime Minister Fumio Kishida arrived in New Delhi on Monday on a two-day visit.
2024-03-13 a Japan's Prime Minister Fumio Kishida visited India on March 11, when he promised more trains.
2024-03-13 b Japanese Foreign Minister Yoko Kamikawa visited India on March 13.
""",
    ),
    _chain(
        "visit-called-off-and-paid-after-all",
        "planned cancelled planned happened",
        """
2024-06-02 a Kenyan President William Ruto will visit Norway on June 12, the palace announced.
2024-06-07 a Kenyan President William Ruto cancelled his visit to Norway planned for June 12.
2024-06-10 a Kenyan President William Ruto will visit Norway on June 12 after all, his spokesman said.
2024-06-13 a Kenyan President William Ruto visited Norway on June 12.
2024-06-13 b Kenyan President William Ruto visited Sweden on June 13.
""",
    ),
    _chain(
        "meeting-planned-and-held",
        "planned happened",
        """
2024-04-01 a French President Emmanuel Macron will meet Brazilian President Lula da Silva in Paris on April 9.
2024-04-09 a President Emmanuel Macron met Brazil's President Lula da Silva in Paris on Tuesday.
2024-04-10 a Brazilian President Lula da Silva met French President Emmanuel Macron in Paris on April 9.
2024-04-10 b French minister Stephane Sejourne met Brazilian Foreign Minister Mauro Vieira in Paris on April 10.
""",
    ),
    _chain(
        "meeting-called-off",
        "planned cancelled",
        """
2024-05-02 a Turkish Foreign Minister Hakan Fidan will meet Egypt's Sameh Shoukry in Cairo on May 8.
2024-05-07 a Turkish Foreign Minister Hakan Fidan cancelled his meeting with Egypt's Sameh Shoukry in Cairo on May 8.
2024-05-08 b Turkish Defence Minister Yasar Guler met Egyptian Defence Minister Mohamed Zaki in Cairo on May 8.
""",
    ),
    _chain(
        "meeting-put-off-a-day-and-held",
        "planned happened",
        """
2024-09-02 a Polish President Andrzej Duda will meet German Chancellor Olaf Scholz in Berlin on September 10.
2024-09-09 a The meeting of Polish President Andrzej Duda and Chancellor Olaf Scholz was postponed to September 11.
2024-09-11 a Polish President Andrzej Duda met German Chancellor Olaf Scholz in Berlin on Wednesday.
""",
    ),
    _chain(
        "meeting-without-a-day-when-planned",
        "planned happened",
        """
2024-10-07 a Kazakh President Kassym-Jomart Tokayev will meet Uzbek President Mirziyoyev in Astana this week.
2024-10-10 a Kazakh President Kassym-Jomart Tokayev met Uzbek President Mirziyoyev in Astana on Thursday.
""",
    ),
    _chain(
        "agreement-planned-and-signed",
        "planned happened",
        """
2024-02-05 a Indonesia and Vietnam will sign an agreement on fisheries on February 15, officials said.
2024-02-15 a Indonesia and Vietnam signed an agreement on fisheries in Jakarta on Thursday.
2024-02-16 a Indonesia and Vietnam signed a fisheries agreement on February 15.
2024-02-16 b Indonesia and Vietnam signed a memorandum of understanding on health on February 15.
""",
    ),
    _chain(
        "agreement-put-off-and-signed",
        "planned cancelled happened",
        """
2024-07-01 a Ghana and Nigeria will sign an energy agreement on July 9.
2024-07-05 a Ghana and Nigeria cancelled the signing of an energy agreement planned for July 9.
2024-07-10 a Ghana and Nigeria signed an energy agreement on July 9.
""",
    ),
    _chain(
        "talks-of-a-week-stay-apart",
        "planned happened",
        """
2024-11-01 a Serbian President Aleksandar Vucic will meet Hungary's Viktor Orban in Belgrade on November 5.
2024-11-05 a Serbian President Aleksandar Vucic met Hungary's Viktor Orban in Belgrade on Tuesday.
2024-11-08 b Serbian President Aleksandar Vucic met Hungary's Viktor Orban in Budapest on Friday.
""",
    ),
    _chain(
        "visit-of-a-month",
        "planned happened",
        """
2024-08-01 a Ethiopian Prime Minister Abiy Ahmed will visit South Korea in August.
2024-08-20 a Ethiopian Prime Minister Abiy Ahmed visited South Korea on August 19.
""",
    ),
)


def articles(chain: Chain) -> list[Article]:
    """The articles of a chain; the letter of the event ends each id."""
    return [
        Article.model_validate({
            "id": f"{number}{letter}", "source": "The Example", "published_at": f"{day}T12:00:00Z", "text": text,
        })
        for number, (day, letter, text) in enumerate(chain.lines)
    ]  # fmt: skip


def linked(mentions: Iterable[Mention]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Yield of each event its articles and its history."""
    blocks: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        blocks[mention.block].append(mention)
    for group in (group for held in blocks.values() for group in link(held)):
        history = tuple(change.status.value for change in status_history(map(report_of, group)))
        yield tuple(sorted(mention.article.id for mention in group)), history


def is_whole(chain: Chain, mentions: Iterable[Mention]) -> bool:
    """Whether the chain is one event with its history, and nothing else is in it."""
    wanted = tuple(f"{number}{letter}" for number, (_, letter, _) in enumerate(chain.lines) if letter == "a")
    return (wanted, chain.history) in set(linked(mentions))


def main() -> None:
    """Print how many chains are whole."""
    extractor, whole = Extractor.load(), 0
    for chain in CHAINS:
        told = articles(chain)
        read = zip(told, extractor.extract(told), strict=True)
        mentions = [mention for article, found in read for mention in readings.read(article, found, EXTRACTOR).mentions]
        whole += is_whole(chain, mentions)
        verdict = "whole" if is_whole(chain, mentions) else f"not: {sorted(linked(mentions))}"
        sys.stdout.write(f"{chain.name}: {verdict}\n")
    sys.stdout.write(f"{whole} of {len(CHAINS)} chains are one event with its history\n")


if __name__ == "__main__":
    main()
