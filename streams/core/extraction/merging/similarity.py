"""How alike two reports of one article are: by what the judge of merging tells whether they report one event."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain
from math import fsum, log1p

from streams.core.extraction.arguments.phrases import Phrase
from streams.core.extraction.arguments.reports import Report
from streams.core.extraction.learned.linear import Features, bucket, overlap
from streams.core.extraction.syntax import clauses

_ON_NAMES = ("agreement", "own left", "own right", "own both", "own any")
_ON_COUNTRIES = tuple(f"countries {name}" for name in _ON_NAMES)
"""Names of what `_agreement` returns."""


def similarity_features(a: Report, b: Report) -> Features:
    """Return the features of a pair of reports of one type."""
    first, second = sorted((a, b), key=lambda r: (r.sent.number, r.candidate.trigger))
    kinds = (_positions, _parties, _wording, _facts, _phrases)
    names = chain.from_iterable(kind(first, second) for kind in kinds)
    return dict.fromkeys(names, 1.0) | _degrees(first, second)


def _degrees(a: Report, b: Report) -> Features:
    """Return how far parties and words of two reports agree, how far apart they stand, and how sure each is."""
    return {
        **_agreement(_ON_NAMES, a.by_name, b.by_name),
        **_agreement(_ON_COUNTRIES, a.shares, b.shares),
        **_partners(a, b),
        "shared words": _common(a.sent.content, b.sent.content),
        "shared own words": _common(a.own_words, b.own_words),
        "shared names": _common(a.sent.other_names, b.sent.other_names),
        "gap": log1p(b.sent.parse.index - a.sent.parse.index),
        "paragraphs": min(3.0, abs(b.sent.sentence.paragraph - a.sent.sentence.paragraph)),
        "first is report": a.probability,
        "second is report": b.probability,
        "both are reports": min(a.probability, b.probability),
    }


def _agreement(names: Sequence[str], left: Mapping[str, float], right: Mapping[str, float]) -> Features:
    """Return how far two reports agree on who takes part, and how surely each, or one, has somebody of its own."""
    pairs = [(left.get(n, 0.0), right.get(n, 0.0)) for n in {*left, *right}]
    more = fsum([max(pair) for pair in pairs])
    agreement = fsum([min(pair) for pair in pairs]) / more if more else 0.0
    own_left, own_right = _lacking(left, right), _lacking(right, left)
    values = (agreement, own_left, own_right, min(own_left, own_right), max(own_left, own_right))
    return dict(zip(names, values, strict=True))


def _partners(a: Report, b: Report) -> Features:
    """Return how surely each of two reports, or both, names somebody with its word who has no part in the other."""
    left, right = _lacking(a.partners, b.by_name), _lacking(b.partners, a.by_name)
    return {"partner left": left, "partner right": right, "partners apart": min(left, right)}


def _lacking(parts: Mapping[str, float], others: Mapping[str, float]) -> float:
    """Return how surely one report has somebody who has no part in another."""
    return max([p * (1 - others.get(name, 0.0)) for name, p in parts.items()], default=0.0)


def _common(a: AbstractSet[str], b: AbstractSet[str]) -> float:
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _positions(a: Report, b: Report) -> Iterator[str]:
    gap = b.sent.parse.index - a.sent.parse.index
    yield f"gap={bucket(gap, 1, 2, 3, 5, 9, 16)}"
    yield f"first at={bucket(a.sent.parse.index, 1, 3, 6)}"
    if gap == 0:
        yield f"words between={bucket(b.candidate.trigger - a.candidate.trigger, 2, 4, 8, 16)}"
        up, down = clauses.path(a.candidate.parse, a.candidate.trigger, b.candidate.trigger)
        yield f"path={'>'.join(up)}<{'<'.join(down)}"
        yield f"hops={bucket(len(up) + len(down), 1, 2, 3, 5)}"
        yield f"same verb={a.candidate.predicate == b.candidate.predicate}"


def _parties(a: Report, b: Report) -> Iterator[str]:
    yield f"names={overlap(a.names, b.names)}"
    yield f"countries={overlap(a.countries, b.countries)}"
    yield f"persons={overlap(a.persons, b.persons)}"
    yield f"partners={overlap(a.partners.keys(), b.partners.keys())}"


def _wording(a: Report, b: Report) -> Iterator[str]:
    first, second = a.candidate.parse.tokens[a.candidate.trigger], b.candidate.parse.tokens[b.candidate.trigger]
    same = first.lemma.lower() == second.lemma.lower()
    yield f"same word={same}"
    yield f"tags={first.tag[:1]}{second.tag[:1]}&same={same}"
    yield f"words={'|'.join(sorted((first.lemma.lower(), second.lemma.lower())))}"
    yield f"verbs={'|'.join(sorted((a.verb, b.verb)))}"
    yield f"rules={a.candidate.rule}|{b.candidate.rule}"
    yield f"quoted={a.quoted}{b.quoted}"
    yield from a.as_first
    yield from b.as_second


def _facts(a: Report, b: Report) -> Iterator[str]:
    for what, x, y in (
        ("amounts", a.sent.amount_values, b.sent.amount_values),
        ("cities", a.sent.cities, b.sent.cities),
        ("names beside", a.sent.other_names, b.sent.other_names),
        ("places", a.sent.place_countries, b.sent.place_countries),
        ("destinations", a.destination, b.destination),
        ("days", a.sent.days, b.sent.days),
        ("sectors", a.sent.sectors, b.sent.sectors),
        ("dated", _flag(a.sent.has_date), _flag(b.sent.has_date)),
        ("tense", a.tense, b.tense),
    ):
        yield f"{what}={overlap(x, y)}"


def _phrases(a: Report, b: Report) -> Iterator[str]:
    """Return how what the words' own phrases name lies to each other, and which of them names any."""
    for what, x, y in zip(Phrase._fields, a.phrase, b.phrase, strict=True):
        yield f"own {what}={overlap(x, y)}"
        yield f"own {what} told={bool(x)}{bool(y)}"


def _flag(value: bool) -> frozenset[str]:
    return frozenset({"yes"}) if value else frozenset()
