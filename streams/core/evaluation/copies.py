"""Linking of near-duplicates: copies of one article become one event each, look-alikes stay apart.

What is truly one event in two copies need not be judged by hand: where both tell it in the same sentence, it is.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from schemas.facts import EventType
from schemas.mention import Mention
from streams.core.identity import ids
from streams.core.identity.naming import normalised
from streams.core.linking.grouping import link

ByArticle = Mapping[str, Sequence[Mention]]
"""The mentions of each article by its id."""


@dataclass(frozen=True, slots=True)
class Copies:
    """How copies were linked."""

    mentions: int
    """Of articles that have copies."""
    events: int
    """That these mentions became."""
    at_least: int
    """Events that there must be: of each group as many as one of its articles tells."""
    same_sentences: int
    """Pairs of copies and sentences that both of them read an event of one type in."""
    together: int
    """Of these pairs, those with one event."""
    look_alikes: int
    """Pairs of articles on different events."""
    sharing: tuple[tuple[str, str], ...]
    """Of these pairs, those that share an event all the same: an earlier one, told in both, or by mistake."""


def measure(mentions: ByArticle, groups: Iterable[Sequence[str]], look_alikes: Iterable[tuple[str, str]]) -> Copies:
    """Link all mentions and compare with what is known of groups of copies and of pairs that look alike."""
    groups, pairs = list(groups), list(look_alikes)
    events = _events(mention for of_article in mentions.values() for mention in of_article)

    def of(articles: Iterable[str]) -> set[str]:
        return {events[mention.mention_id] for article in articles for mention in mentions.get(article, ())}

    compared = [verdict for group in groups for verdict in _compared(mentions, group, events)]
    return Copies(
        mentions=sum(len(mentions.get(article, ())) for group in groups for article in group),
        events=sum(len(of(group)) for group in groups),
        at_least=sum(max((len(mentions.get(article, ())) for article in group), default=0) for group in groups),
        same_sentences=len(compared),
        together=sum(compared),
        look_alikes=len(pairs),
        sharing=tuple(pair for pair in pairs if of(pair[:1]) & of(pair[1:])),
    )


def _events(mentions: Iterable[Mention]) -> dict[str, str]:
    """Return the event of each mention."""
    blocks: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        blocks[mention.block].append(mention)
    return {
        mention.mention_id: ids.event_id(block, group[0].mention_id)
        for block, held in blocks.items()
        for group in link(held)
        for mention in group
    }


def _compared(mentions: ByArticle, group: Sequence[str], events: Mapping[str, str]) -> Iterator[bool]:
    """Yield for each sentence of each two copies whether what both read in it is one event."""
    told = [_by_sentence(mentions.get(article, ()), events) for article in group]
    for one, other in combinations(told, 2):
        yield from (bool(one[sentence] & other[sentence]) for sentence in one.keys() & other.keys())


def _by_sentence(mentions: Iterable[Mention], events: Mapping[str, str]) -> dict[tuple[EventType, str], set[str]]:
    found: dict[tuple[EventType, str], set[str]] = defaultdict(set)
    for mention in mentions:
        if mention.evidence:
            found[mention.type, normalised(mention.evidence[0].text)].add(events[mention.mention_id])
    return found
