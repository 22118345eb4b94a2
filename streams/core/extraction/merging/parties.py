"""The parties of an event: the countries and organisations that its reports name, judged over all reports together.

A report sees each actor by itself. Whether a party takes part shows in the whole: how likely the others are, who stands
beside it, how much of the article is about it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from schemas.facts import ActorKind, EventType
from streams.core.extraction.actors.mentions import Resolution
from streams.core.extraction.arguments.participants import Participation
from streams.core.extraction.arguments.reports import LIKELY, Report
from streams.core.extraction.learned.linear import Features, log_odds
from streams.core.extraction.learned.models import Judges
from streams.core.extraction.merging.clustering import Cluster
from streams.core.extraction.sentences.analysed_article import AnalysedArticle
from streams.core.extraction.syntax import clauses
from streams.core.extraction.syntax.parse import Parse
from streams.core.extraction.triggers.rules import words

_HOW = tuple(Resolution)
_SUBORDINATE = frozenset({"ccomp", "xcomp", "relcl", "advcl", "acl"})
_logit = partial(log_odds, margin=1e-3)
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_OBJECTS = frozenset({"dobj", "obj", "dative"})
_MODIFIERS = frozenset({"compound", "nmod", "amod"})
_PREPOSITIONS = words("with between of to in from for against at on by among about over")
"""Those that tell a partner, a recipient and a place apart."""
_FAR = 99.0
"""Distance of a party that the surest report's sentence does not name."""


@dataclass(frozen=True, slots=True)
class Party:
    """A country or organisation with the parts that its actors have in the reports of an event."""

    country: str
    parts: tuple[Participation, ...]
    """In the order of the reports."""
    here: tuple[Participation, ...]
    """Those of the surest report whose actors its own sentence names."""


def parties_of(group: Cluster) -> list[Party]:
    """Return all that could be parties of an event, as its reports name them."""
    parts: dict[str, list[Participation]] = {}
    here: dict[str, list[Participation]] = {}
    for report in group:
        for part in report.parts:
            if part.actor.country:
                parts.setdefault(part.actor.country, []).append(part)
                if report is group[0] and part.seen.step == 0:
                    here.setdefault(part.actor.country, []).append(part)
    return [Party(country, tuple(found), tuple(here.get(country, ()))) for country, found in parts.items()]


def judge(clusters: Sequence[Cluster], analysed: AnalysedArticle, judges: Judges) -> list[dict[str, float]]:
    """Return, for each cluster of an article, how likely each country or organisation takes part in its event."""
    described = [party_features(group, clusters, analysed) for group in clusters]
    likely = iter(judges["party"].probabilities([features for found in described for features in found.values()]))
    return [{country: next(likely) for country in found} for found in described]


def party_features(group: Cluster, clusters: Sequence[Cluster], analysed: AnalysedArticle) -> dict[str, Features]:
    """Return the features of each country or organisation as a party of an event; `clusters` are all of the article."""
    parties = parties_of(group)
    best = {p.country: max(part.probability for part in p.parts) for p in parties}
    lists = _lists(group[0], parties)
    alike = [c for c in clusters if c is not group and c[0].type is group[0].type]
    common = {f"type {kind.value}": float(group[0].type is kind) for kind in EventType}
    common["report"] = _logit(group[0].probability)
    common["has destination"] = float(group[0].candidate.destination is not None)
    common |= _sentence(group[0])
    return {
        p.country: common
        | _likelihoods(p, group, alike)
        | _told(p, group)
        | _rivals(p.country, best, group[0].shares)
        | _standing(p, analysed)
        | _place(p, group[0])
        | _beside(p, lists)
        for p in parties
    }


def _likelihoods(party: Party, group: Cluster, alike: Sequence[Cluster]) -> Features:
    weight = sum(r.probability for r in group)
    mean = sum(r.probability * r.shares.get(party.country, 0.0) for r in group) / weight
    named = (p.probability for p in party.parts if p.seen.step == 0)
    nearby = (p.probability for p in party.parts if p.seen.step != 0)
    likeliest = max(party.parts, key=lambda p: p.probability)
    return {
        "best": _logit(likeliest.probability),
        "surest": _logit(group[0].shares.get(party.country, 0.0)),
        "mean": _logit(mean),
        "named": _logit(max(named, default=0.0)),
        "nearby": _logit(max(nearby, default=0.0)),
        "recipient": likeliest.recipient,
        "how": float(_HOW.index(likeliest.seen.mention.how)) if likeliest.seen.mention else -1.0,
        "elsewhere": max((r.shares.get(party.country, 0.0) for c in alike for r in c), default=-1.0),
    }


def _sentence(surest: Report) -> Features:
    """Return how much the sentence of the surest report holds, and where it stands."""
    c, sent = surest.candidate, surest.sent
    return {
        "words": float(len(c.parse.tokens)),
        "countries here": float(len({actor.country for mention in sent.actors for actor in mention.actors})),
        "number": float(sent.number),
        "by noun": float(c.parse.tokens[c.trigger].tag.startswith("N")),
        "has subject": float(c.subject >= 0),
        "subject acts": float(c.subject >= 0 and sent.actor_at(c.subject) is not None),
    }


def _told(party: Party, group: Cluster) -> Features:
    """Return in how many reports a party stands, and whether the text says or leaves open whom its actors act for."""
    shares = [report.shares.get(party.country, 0.0) for report in group]
    likeliest = max(party.parts, key=lambda p: p.probability)
    return {
        "reports": float(len(group)),
        "named in": float(sum(part.seen.step == 0 for part in party.parts)),
        "likely in": sum(share >= LIKELY for share in shares) / len(group),
        "shares": sum(shares),
        "inferred": float(likeliest.actor.inferred),
        "explicit": _logit(max((p.probability for p in party.parts if not p.actor.inferred), default=0.0)),
        "guessed": _logit(max((p.probability for p in party.parts if p.actor.inferred), default=0.0)),
    }


def _rivals(country: str, best: Mapping[str, float], surest: Mapping[str, float]) -> Features:
    """Return how likely the other parties are."""
    own, own_surest = best[country], surest.get(country, 0.0)
    others = sorted((p for c, p in best.items() if c != country), reverse=True)
    others_surest = [p for c, p in surest.items() if c != country]
    return {
        "others best": _logit(others[0] if others else 0.0),
        "others second": _logit(others[1] if len(others) > 1 else 0.0),
        "others": sum(others),
        "others surest": sum(others_surest),
        "rank": float(sum(p > own for p in others)),
        "rank surest": float(sum(p > own_surest for p in others_surest)),
    }


def _standing(party: Party, analysed: AnalysedArticle) -> Features:
    """Return how much the article is about a party, and as whom it shows it."""
    kinds = dict.fromkeys(ActorKind, 0.0)
    for part in party.parts:
        kinds[part.actor.kind] = max(kinds[part.actor.kind], part.probability)
    found: Features = {f"as {kind.value}": _logit(p) for kind, p in kinds.items()}
    found["persons"] = float(sum(p.actor.kind is ActorKind.PERSON for p in party.parts))
    found["share"] = analysed.country_mentions[party.country] / max(1, sum(analysed.mentions.values()))
    found["home"] = float(party.country == analysed.document.home_country)
    return found


def _place(party: Party, surest: Report) -> Features:
    """Return where a party stands in the sentence of the surest report."""
    if not party.here:
        return {"hops": _FAR, "distance": _FAR}
    c = surest.candidate
    part = max(party.here, key=lambda p: p.probability)
    head = _head(part)
    up, down = clauses.path(c.parse, c.trigger, head)
    return _role(part, surest) | {
        "hops": float(len(up) + len(down)),
        "up": float(len(up)),
        "distance": float(head - c.trigger),
        "subordinate": float(sum(label.split(":")[0] in _SUBORDINATE for label in down)),
        "mentions here": float(sum(any(a.country == party.country for a in m.actors) for m in surest.sent.actors)),
        "actors here": float(len(party.here)),
    }


def _role(part: Participation, surest: Report) -> Features:
    """Return as what the likeliest actor of a party stands in the sentence: subject, object, after "with", ..."""
    c, sent, head = surest.candidate, surest.sent, _head(part)
    top = c.parse.tokens[_top(c.parse, head)]
    governor = c.parse.tokens[top.head]
    found: Features = {
        "subject": float(top.dep in _SUBJECTS),
        "object": float(top.dep in _OBJECTS),
        "owner": float(top.dep == "poss"),
        "modifier": float(top.dep in _MODIFIERS),
        "near": float(bool({top.head, governor.head} & {c.trigger, c.predicate})),
        "quote between": float(sent.quoted(head) != sent.quoted(c.trigger)),
    }
    if top.dep == "pobj" and governor.lemma.lower() in _PREPOSITIONS:
        found[f"after {governor.lemma.lower()}"] = 1.0
    mention = part.seen.mention
    if mention is not None:
        others = [o for o in sent.actors if o is not mention]
        found["is subject"] = float(mention.first <= c.subject <= mention.last)
        found["inside another"] = float(any(o.first <= mention.first and mention.last <= o.last for o in others))
        found["holds another"] = float(any(mention.first <= o.first and o.last <= mention.last for o in others))
    return found


def _lists(surest: Report, parties: Sequence[Party]) -> list[tuple[int, str, float]]:
    """Return, for each actor that the surest report's sentence names, the top of the list in which it stands."""
    parse = surest.candidate.parse
    return [(_top(parse, _head(part)), party.country, part.probability) for party in parties for part in party.here]


def _beside(party: Party, lists: Sequence[tuple[int, str, float]]) -> Features:
    """Return how likely those are who stand in one list with a party: "Kenya, Uganda and Rwanda"."""
    tops = {top for top, country, _ in lists if country == party.country}
    others = [p for top, country, p in lists if country != party.country and top in tops]
    return {"listed with": float(len(others)), "likeliest beside": _logit(max(others, default=0.0))}


def _head(part: Participation) -> int:
    return part.seen.mention.head if part.seen.mention else 0


def _top(parse: Parse, i: int) -> int:
    while parse.tokens[i].dep in ("conj", "appos") and parse.tokens[i].head != i:
        i = parse.tokens[i].head
    return i
