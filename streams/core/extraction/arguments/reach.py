"""Which actors are within reach of a candidate, and where each stands nearest to it."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from schemas.facts import Actor
from streams.core.extraction.actors.mentions import ActorMention
from streams.core.extraction.sentences.analysed_article import AnalysedArticle
from streams.core.extraction.sentences.analysed_sentence import AnalysedSentence
from streams.core.extraction.syntax import clauses
from streams.core.extraction.triggers.rules import Candidate

_BESIDE = (-1, 1)
"""The sentences before and after the sentence that are within reach, the nearest first."""
_FURTHER = -2
"""Another, which is within reach of a sentence that names hardly anybody."""
_MAIN = 3
"""The actors that the article names most, as many of them, likewise."""
_ENOUGH = 2
"""Where a sentence names so many, hardly anybody further off takes part: of 834 who stood there 20 were likely to."""


class Seen(NamedTuple):
    """An actor within reach of a candidate, and where: `step` sentences away, in `mention`."""

    actor: Actor
    mention: ActorMention | None
    sent: AnalysedSentence | None
    step: int


def within_reach(candidate: Candidate, sent: AnalysedSentence, analysed: AnalysedArticle) -> list[Seen]:
    """Every actor that may take part, each once, where it stands nearest to the candidate's word.

    "Parliament" of one country is not that of another.
    """
    found: dict[tuple[str, str | None], Seen] = {}
    nearest_first = sorted(sent.actors, key=lambda mention: _distance(candidate, mention))
    _take(found, _named(nearest_first, sent, 0))
    alone = len(found) < _ENOUGH
    for step, other in analysed.beside(sent, (*_BESIDE, _FURTHER) if alone else _BESIDE):
        _take(found, _named(other.actors, other, step))
    if alone:
        _take(found, (Seen(actor, None, None, 9) for actor in analysed.principals[:_MAIN]))
    return list(found.values())


def _take(found: dict[tuple[str, str | None], Seen], others: Iterable[Seen]) -> None:
    for seen in others:
        found.setdefault((seen.actor.name, seen.actor.country), seen)


def _named(mentions: Iterable[ActorMention], sent: AnalysedSentence, step: int) -> Iterator[Seen]:
    return (Seen(actor, mention, sent, step) for mention in mentions for actor in mention.actors)


def _distance(c: Candidate, mention: ActorMention) -> int:
    up, down = clauses.path(c.parse, c.trigger, mention.head)
    return 4 * (len(up) + len(down)) + min(abs(mention.head - c.trigger), 30) // 4
