"""Who takes part in an event: a network judges every actor within reach of the word that reports it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from schemas.facts import Actor, ActorKind, EventType
from streams.core.extraction.networks import Network, Sums
from streams.core.extraction.part_features import of_candidate, of_mention, of_pair
from streams.core.extraction.passages import Passage
from streams.core.extraction.reach import Seen, within_reach
from streams.core.extraction.rules import Candidate
from streams.core.extraction.stories import Story


@dataclass(frozen=True, slots=True)
class Part:
    """The part that an actor has in an event, with the probability that it has one at all."""

    actor: Actor
    probability: float
    recipient: float
    """Probability that it receives rather than acts."""
    seen: Seen
    """Where it stands."""


class PartJudge:
    """Judges who takes part in the candidates of one story; what it knows of a mention it remembers for the next."""

    def __init__(self, story: Story, networks: Mapping[str, Network]) -> None:
        self._story, self._network = story, networks["part"]
        self._mentions: dict[tuple[int, str, str | None], Sums] = {}

    def parts(self, candidate: Candidate, passage: Passage, frame: Iterable[str]) -> list[Part]:
        """Every actor within reach with the part that it has; the caller decides how sure it must be.

        `frame` is what `context.describe` says of the candidate.
        """
        network, kind = self._network, candidate.type.value
        reach = within_reach(candidate, passage, self._story)
        if not reach:
            return []
        sums = network.sums_of_each(of_pair(candidate, passage, self._story, seen) for seen in reach)
        sums += network.sums_of(of_candidate(candidate, passage, frame))
        sums += np.array([self._of_mention(seen) for seen in reach])
        takes = network.probabilities(kind, sums)
        receives = (
            network.probabilities(f"recipient {kind}", sums) if has_recipients(candidate.type) else [0.0] * len(sums)
        )
        return [Part(s.actor, p, r, s) for s, p, r in zip(reach, takes, receives, strict=True)]

    def _of_mention(self, seen: Seen) -> Sums:
        # The story keeps its mentions, so no other can come to have the address of one of them.
        key = id(seen.mention), seen.actor.name, seen.actor.country
        if key not in self._mentions:
            self._mentions[key] = self._network.sums_of(of_mention(seen))
        return self._mentions[key]


def has_recipients(kind: EventType) -> bool:
    """Meetings and agreements have participants only: all of them act."""
    return kind in (EventType.VISIT, EventType.COMMITMENT)


def is_body(actor: Actor) -> bool:
    """Whether an actor is a state or an organisation rather than a person."""
    return actor.kind is not ActorKind.PERSON
