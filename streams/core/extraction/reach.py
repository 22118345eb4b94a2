"""Which actors are within reach of a candidate, and where each stands nearest to it."""

from collections.abc import Iterator
from dataclasses import dataclass

from schemas.facts import Actor
from streams.core.extraction import clauses
from streams.core.extraction.model import ActorMention
from streams.core.extraction.passages import Passage
from streams.core.extraction.rules import Candidate
from streams.core.extraction.stories import Story

_WITHIN_REACH = (-1, 1, -2)
"""The passages before and after the sentence that are within reach, the nearest first."""


@dataclass(frozen=True, slots=True)
class Seen:
    """An actor within reach of a candidate, and where: `step` passages away, in `mention`."""

    actor: Actor
    mention: ActorMention | None
    passage: Passage | None
    step: int


def within_reach(candidate: Candidate, passage: Passage, story: Story) -> list[Seen]:
    """Every actor that may take part, each once, where it stands nearest to the candidate's word.

    "Parliament" of one country is not that of another.
    """
    found: dict[tuple[str, str | None], Seen] = {}
    for actor, mention, where, step in _nearest_first(candidate, passage, story):
        if (actor.name, actor.country) not in found:
            found[actor.name, actor.country] = Seen(actor, mention, where, step)
    return list(found.values())


def _nearest_first(
    c: Candidate, passage: Passage, story: Story
) -> Iterator[tuple[Actor, ActorMention | None, Passage | None, int]]:
    for mention in sorted(passage.actors, key=lambda m: _distance(c, m)):
        for actor in mention.actors:
            yield actor, mention, passage, 0
    for step, other in story.beside(passage, _WITHIN_REACH):
        for mention in other.actors:
            for actor in mention.actors:
                yield actor, mention, other, step
    for actor in story.principals[:3]:
        yield actor, None, None, 9


def _distance(c: Candidate, mention: ActorMention) -> int:
    up, down = clauses.path(c.parse, c.trigger, mention.head)
    return 4 * (len(up) + len(down)) + min(abs(mention.head - c.trigger), 30) // 4
