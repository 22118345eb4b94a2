"""Who takes part in an event: a network judges every actor within reach of the word that reports it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from schemas.facts import Actor, ActorKind
from streams.core.event_traits import TRAITS
from streams.core.extraction.arguments.participant_features import of_candidate, of_mention, of_pair
from streams.core.extraction.arguments.reach import Seen, within_reach
from streams.core.extraction.learned import thresholds
from streams.core.extraction.learned.linear import Features
from streams.core.extraction.learned.networks import Activations, Network
from streams.core.extraction.sentences.analysed_article import AnalysedArticle
from streams.core.extraction.sentences.analysed_sentence import AnalysedSentence
from streams.core.extraction.syntax import clauses
from streams.core.extraction.triggers.rules import Candidate
from streams.core.lexicon.roles import GIVING

PAIRS = 4_096
"""Pairs of a candidate and an actor that are scored at once: an ordinary article has some hundreds, a hostile one a
hundred thousand, whose hidden activations would take a gigabyte."""
CandidateInContext = tuple[Candidate, AnalysedSentence, Features]
"""A candidate, its sentence, and its `candidate_features`."""


class Participation(NamedTuple):
    """The part that an actor has in an event, with the probability that it has one at all."""

    actor: Actor
    probability: float
    recipient: float
    """Probability that it receives rather than acts."""
    seen: Seen
    """Where it stands."""


def participations_of(
    candidates: Sequence[CandidateInContext], analysed: AnalysedArticle, network: Network
) -> list[tuple[Participation, ...]]:
    """Return, for each candidate of an article, every actor within reach with the part that it has.

    The caller decides how sure a part must be. Candidates are scored in runs of at most `PAIRS` pairs with an actor.
    """
    reach = [within_reach(candidate, sent, analysed) for candidate, sent, _ in candidates]
    runs = _runs([len(near) for near in reach])
    return [one for run in runs for one in _scored(candidates[run], reach[run], analysed, network)]


def _runs(sizes: Sequence[int]) -> Iterator[slice]:
    """Cut a sequence into runs whose sizes add up to at most `PAIRS`, or of one element."""
    start = total = 0
    for n, size in enumerate(sizes):
        if n > start and total + size > PAIRS:
            yield slice(start, n)
            start, total = n, 0
        total += size
    yield slice(start, len(sizes))


def _scored(
    candidates: Sequence[CandidateInContext],
    reach: Sequence[Sequence[Seen]],
    analysed: AnalysedArticle,
    network: Network,
) -> list[tuple[Participation, ...]]:
    """Score the actors in reach of a run of candidates at once; each mention is described once."""
    chosen = [(one, seen) for one, near in zip(candidates, reach, strict=True) for seen in near]
    known = network.hidden_of_each(of_candidate(*one) for one in candidates)
    hidden = network.hidden_of_each(of_pair(candidate, sent, analysed, seen) for (candidate, sent, _), seen in chosen)
    hidden += np.repeat(known, [len(near) for near in reach], axis=0)
    hidden += _hidden_of_mentions([seen for _, seen in chosen], network)
    kinds = [candidate.type.value for (candidate, _, _), _ in chosen]
    takes = network.probabilities(kinds, hidden)
    receives = network.probabilities([f"recipient {kind}" for kind in kinds], hidden)
    parts = iter([_part(c, seen, p, r) for ((c, *_), seen), p, r in zip(chosen, takes, receives, strict=True)])
    return [tuple(next(parts) for _ in near) for near in reach]


def _part(candidate: Candidate, seen: Seen, takes: float, receives: float) -> Participation:
    """Return the part of an actor; who stands between a verb of giving and what is given, surely receives."""
    if _is_given(candidate, seen):
        takes, receives = max(takes, thresholds.DATIVE), max(receives, thresholds.DATIVE)
    return Participation(seen.actor, takes, receives, seen)


def _is_given(candidate: Candidate, seen: Seen) -> bool:
    """Tell whether an actor is the bare dative of what a candidate promises: "promised Kenya 5 million shillings"."""
    if not TRAITS[candidate.type].is_one_sided or seen.step or seen.mention is None:
        return False
    tokens = candidate.parse.tokens
    token = tokens[clauses.first_conjunct(candidate.parse, seen.mention.head)]
    giver = tokens[token.head]
    return token.dep == "dative" and token.tag[0] == "N" and giver.i == candidate.predicate and giver.lemma in GIVING


def _hidden_of_mentions(seen: Sequence[Seen], network: Network) -> Activations:
    """Return what a network adds up of how each actor is mentioned."""
    # The article keeps its mentions, so no other can come to have the address of one of them.
    keys = [(id(one.mention), one.actor.name, one.actor.country) for one in seen]
    mentions = dict(zip(keys, seen, strict=True))
    return network.hidden_by_key({key: of_mention(one) for key, one in mentions.items()}, keys)


def is_body(actor: Actor) -> bool:
    """Whether an actor is a state or an organisation rather than a person."""
    return actor.kind is not ActorKind.PERSON
