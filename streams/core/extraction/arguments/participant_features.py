"""How an actor within reach stands to a candidate: the features by which the network judges whether it takes part.

They come in three groups, for the network adds up each by itself: what is known of the candidate is the same for all
actors, what is known of a mention the same for all candidates.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from schemas.facts import ActorKind
from streams.core.extraction.actors.mentions import ActorMention
from streams.core.extraction.arguments.reach import Seen
from streams.core.extraction.learned.linear import bucket
from streams.core.extraction.sentences.analysed_article import AnalysedArticle
from streams.core.extraction.sentences.analysed_sentence import AnalysedSentence
from streams.core.extraction.syntax import clauses
from streams.core.extraction.triggers.rules import Candidate

_FRAME = (
    "lemma=",
    "verb=",
    "route=",
    "tense=",
    "quoted=",
    "clause=",
    "subject ",
    "object kind",
    "with kind",
    "above0=",
    "det:",
    "poss:",
    "assertion=",
    "position=",
    "article countries=",
)
"""Features of a candidate that tell what it is told of: with them it is surer who does it."""
_NEAR = (-2, -1, 1, 2)
"""Steps from the candidate's word to the words that are looked at."""
_BESIDE = (1, 2, 3)
"""Steps from a mention to the words that are looked at, on either side."""
_FAR = 25
"""Words between a mention and the candidate's word beyond which they are not looked at one by one."""


def of_candidate(candidate: Candidate, sent: AnalysedSentence, frame: Iterable[str]) -> list[str]:
    """Return what is known of a candidate; `frame` is what `context.describe` says of it."""
    words, at = sent.lexical, candidate.trigger
    told = [f"told {name}" for name in frame if name.startswith(_FRAME) and "&" not in name]
    return told + [f"word{s:+}={words[at + s]}" for s in _NEAR if 0 <= at + s < len(words)]


def of_mention(seen: Seen) -> dict[str, None]:
    """Return what is known of an actor by how it is mentioned: its own words, and those beside it."""
    names = [f"role {word}" for word in seen.actor.role.lower().split()[:6]] if seen.actor.role else []
    if seen.mention is not None and seen.sent is not None:
        words, tokens = seen.sent.lexical, seen.sent.parse.tokens
        first, last, head = seen.mention.first, seen.mention.last, tokens[seen.mention.head]
        names += [f"own {word}" for word in words[first : last + 1] if word != "NNP"]
        names += [f"beside-{step}={words[first - step]}" for step in _BESIDE if first >= step]
        names += [f"beside+{step}={words[last + step]}" for step in _BESIDE if last + step < len(words)]
        names.append(f"hangs from={tokens[head.head].lemma.lower()}:{head.dep}")
        names.append(f"actors here={min(len(seen.mention.actors), 4)}")
    return dict.fromkeys(names)


def of_pair(candidate: Candidate, sent: AnalysedSentence, analysed: AnalysedArticle, seen: Seen) -> dict[str, None]:
    """Return how an actor stands to a candidate."""
    known = candidate.subject >= 0 and sent.actor_at(candidate.subject) is not None
    names = [
        *_who(candidate, seen, analysed),
        *_home(candidate, seen, analysed),
        f"sentence names={bucket(len(sent.actors), 1, 2, 3, 5)}&step={seen.step}",
        f"subject known={known}&step={seen.step}",
    ]
    if seen.step == 0 and seen.mention is not None:
        names += _where(candidate, sent, seen.mention)
        names += _between(candidate, sent, seen.mention)
    elif seen.mention is not None:
        names += _elsewhere(seen)
    return dict.fromkeys(names)


def _home(c: Candidate, seen: Seen, analysed: AnalysedArticle) -> Iterator[str]:
    """Return how the actor's country stands to the article, and to where the candidate goes."""
    country = seen.actor.country
    if country is None:
        return
    yield f"at home={country == analysed.document.home_country}"
    yield f"country named={bucket(analysed.country_mentions[country], 2, 4, 6, 8, 10, 12)}&step={seen.step}"
    yield f"goes there={c.destination is not None and c.destination.country == country}&step={seen.step}"


def _between(c: Candidate, sent: AnalysedSentence, m: ActorMention) -> list[str]:
    """Return the words between a mention and the candidate's word, and how many actors stand there."""
    before = m.head < c.trigger
    low, high = sorted((c.trigger, m.head))
    heads = sorted({o.head for o in sent.actors})
    names = [f"actors between={sum(low < head < high for head in heads)}&{before}"]
    names.append(f"actor {heads.index(m.head)} of {min(6, len(heads))}")
    if high - low <= _FAR:
        words = sent.lexical[m.last + 1 : high] if before else sent.lexical[low + 1 : m.first]
        names += [f"between {word}&{before}" for word in words]
    return names


def _who(c: Candidate, seen: Seen, analysed: AnalysedArticle) -> Iterator[str]:
    actor, mention = seen.actor, seen.mention
    yield from _standing(actor.kind, actor.country is not None, actor.role is not None, seen.step)
    yield f"rule={c.rule}&step={seen.step}"
    yield from _attention(
        bucket(analysed.mentions[actor.name], 2, 3, 5, 9), analysed.ranks.get(actor.name, 9), seen.step
    )
    if actor.name.split()[-1].lower() in analysed.title_words:
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


def _where(c: Candidate, sent: AnalysedSentence, m: ActorMention) -> Iterator[str]:
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
    yield from _roles(c, sent, m)


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


def _roles(c: Candidate, sent: AnalysedSentence, m: ActorMention) -> Iterator[str]:
    subject = sent.actor_at(c.subject) if c.subject >= 0 else None
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
    if any(o is not m and o.first <= m.first and m.last <= o.last for o in sent.actors):
        yield "inside another"
    if any(o is not m and m.first <= o.first and o.last <= m.last for o in sent.actors):
        yield "holds another"
    if sent.quoted(m.head) != sent.quoted(c.trigger):
        yield "quote between"
    governor = c.parse.tokens[c.parse.tokens[m.head].head]
    if c.parse.tokens[m.head].dep == "nsubj" and governor.i != c.predicate:
        yield f"subject of={governor.lemma}"
        yield "subject of another verb"


def _elsewhere(seen: Seen) -> Iterator[str]:
    if seen.sent is None or seen.mention is None:
        return
    token = seen.sent.parse.tokens[seen.mention.head]
    yield f"dep={token.dep}&step={seen.step}"
    paragraph = seen.sent.sentence.paragraph
    yield f"first words&step={seen.step}&{seen.mention.first < 3}"
    yield f"lede={paragraph < 2}&step={seen.step}"
