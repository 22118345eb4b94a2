"""Who takes part in an event: a model judges every actor within reach of the word that reports it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from schemas.facts import Actor, ActorKind, EventType
from streams.core.extraction import clauses
from streams.core.extraction.linear import Features, LinearModel, bucket
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


@dataclass(frozen=True, slots=True)
class Part:
    """The part that an actor has in an event, with the probability that it has one at all."""

    actor: Actor
    probability: float
    recipient: float
    """Probability that it receives rather than acts."""
    seen: Seen
    """Where it stands."""


def within_reach(candidate: Candidate, passage: Passage, story: Story) -> list[Seen]:
    """Every actor that may take part, each once, where it stands nearest to the candidate's word."""
    found: dict[str, Seen] = {}
    for actor, mention, where, step in _nearest_first(candidate, passage, story):
        if actor.name not in found:
            found[actor.name] = Seen(actor, mention, where, step)
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


def describe(candidate: Candidate, passage: Passage, story: Story, seen: Seen, peers: int) -> Features:
    """Return the features of an actor's part in a candidate; `peers` is how many actors the sentence names."""
    names = set(_who(candidate, seen, story))
    if seen.step == 0 and seen.mention is not None:
        names.update(_where(candidate, passage, seen.mention))
    elif seen.mention is not None:
        names.update(_elsewhere(seen))
    names.add(f"sentence names={bucket(peers, 1, 2, 3, 5)}&step={seen.step}")
    names.add(
        f"subject known={candidate.subject >= 0 and passage.actor_at(candidate.subject) is not None}&step={seen.step}"
    )
    return dict.fromkeys(names, 1.0)


def _who(c: Candidate, seen: Seen, story: Story) -> Iterator[str]:
    actor, mention = seen.actor, seen.mention
    yield from _standing(actor.kind, actor.country is not None, actor.role is not None, seen.step)
    yield f"rule={c.rule}&step={seen.step}"
    yield from _attention(bucket(story.mentions[actor.name], 2, 3, 5, 9), story.ranks.get(actor.name, 9), seen.step)
    if actor.name.split()[-1].lower() in story.title_words:
        yield "in title"
    if mention is not None:
        yield f"how={mention.how}"
        yield f"how={mention.how}&step={seen.step}"


@lru_cache(maxsize=256)
def _standing(kind: ActorKind, has_country: bool, has_role: bool, step: int) -> tuple[str, ...]:
    return f"step={step}", f"kind={kind}", f"kind={kind}&step={step}", f"country={has_country}", f"role={has_role}"


@lru_cache(maxsize=256)
def _attention(named: int, rank: int, step: int) -> tuple[str, ...]:
    return f"named={named}", f"rank={rank}", f"rank={rank}&step={step}"


def _where(c: Candidate, passage: Passage, m: ActorMention) -> Iterator[str]:
    parse = c.parse
    trigger = parse.tokens[c.trigger].lemma.lower()
    up, down = clauses.path(parse, c.trigger, m.head)
    if len(up) + len(down) <= 6:
        yield f"path={'>'.join(up)}<{'<'.join(down)}"
        yield f"path={'>'.join(up)}<{'<'.join(down)}&lemma={trigger}"
    bare_up, bare_down = [x.split(":")[0] for x in up], [x.split(":")[0] for x in down if x != "conj"]
    yield f"bare={'>'.join(bare_up)}<{'<'.join(bare_down)}"
    yield f"hops={bucket(len(up) + len(down), 1, 2, 3, 4, 6, 8)}"
    yield f"down0={down[0] if down else ''}"
    yield f"last={down[-1] if down else ''}"
    yield f"dep={parse.tokens[m.head].dep}"
    side = "before" if m.head < c.trigger else "after"
    distance = bucket(abs(m.head - c.trigger), 2, 4, 8, 14, 22)
    yield f"side={side}"
    yield f"side={side}&distance={distance}"
    yield f"side={side}&lemma={trigger}"
    yield from _preposition(c, m, side, trigger)
    yield from _roles(c, passage, m)


def _preposition(c: Candidate, m: ActorMention, side: str, trigger: str) -> Iterator[str]:
    """Return the word before a mention, and the preposition that governs the list in which it stands."""
    parse = c.parse
    before = parse.tokens[m.first - 1].lemma.lower() if m.first else "^"
    yield f"before={before}&side={side}"
    i = m.head
    while parse.tokens[i].dep in ("conj", "appos") and parse.tokens[i].head != i:
        i = parse.tokens[i].head
    head = parse.tokens[parse.tokens[i].head]
    word = head.lemma.lower() if parse.tokens[i].dep in ("pobj", "pcomp") else parse.tokens[i].dep
    yield f"by={word}&side={side}"
    yield f"by={word}&lemma={trigger}"
    yield f"by={word}&kind={m.actors[0].kind.value}"
    if parse.tokens[i].dep == "pobj" and head.head != head.i:
        yield f"by={word}&of={parse.tokens[head.head].lemma.lower()}"


def _roles(c: Candidate, passage: Passage, m: ActorMention) -> Iterator[str]:
    subject = passage.actor_at(c.subject) if c.subject >= 0 else None
    if m.first <= c.subject <= m.last:
        yield "is subject"
        yield f"is subject&rule={c.rule}"
        yield f"is subject&kind={m.actors[0].kind.value}"
    if c.predicate >= 0 and any(m.first <= o <= m.last for o in clauses.objects_of(c.parse, c.predicate)):
        yield "is object"
        yield f"is object&verb={clauses.lemma_at(c.parse, c.predicate)}"
    if subject and subject is not m and {a.country for a in subject.actors} & {a.country for a in m.actors}:
        yield "same country as subject"
        yield f"same country as subject&rule={c.rule}"
    if any(o is not m and o.first <= m.first and m.last <= o.last for o in passage.actors):
        yield "inside another"
    if any(o is not m and m.first <= o.first and o.last <= m.last for o in passage.actors):
        yield "holds another"
    if passage.quoted(m.head) != passage.quoted(c.trigger):
        yield "quote between"
    governor = c.parse.tokens[c.parse.tokens[m.head].head]
    if c.parse.tokens[m.head].dep == "nsubj" and governor.i != c.predicate:
        yield f"subject of={governor.lemma}"
        yield "subject of another verb"


def _elsewhere(seen: Seen) -> Iterator[str]:
    if seen.passage is None or seen.mention is None:
        return
    token = seen.passage.parse.tokens[seen.mention.head]
    yield f"dep={token.dep}&step={seen.step}"
    paragraph = seen.passage.sentence.paragraph
    yield f"first words&step={seen.step}&{seen.mention.first < 3}"
    yield f"lede={paragraph < 2}&step={seen.step}"


def judge(candidate: Candidate, passage: Passage, story: Story, models: Mapping[str, LinearModel]) -> list[Part]:
    """Every actor within reach with the part that it has; the caller decides how sure it must be."""
    takes_part, receives = models[f"part.{candidate.type.value}"], models[f"recipient.{candidate.type.value}"]
    peers = len(passage.actors)
    parts = []
    for seen in within_reach(candidate, passage, story):
        features = describe(candidate, passage, story, seen, peers)
        parts.append(Part(seen.actor, takes_part.probability(features), receives.probability(features), seen))
    return parts


def has_recipients(kind: EventType) -> bool:
    """Meetings and agreements have participants only: all of them act."""
    return kind in (EventType.VISIT, EventType.COMMITMENT)


def is_body(actor: Actor) -> bool:
    """Whether an actor is a state or an organisation rather than a person."""
    return actor.kind is not ActorKind.PERSON
