"""Is an event one that was found already? What it shares with the surer event of its type that is most like it."""

from collections.abc import Iterator, Sequence

from streams.core.extraction.arguments.reports import Report
from streams.core.extraction.learned.linear import bucket, overlap
from streams.core.extraction.merging.assignment import Assignment, EventCandidate

_TAKES_UP = ("det:the", "det:this", "det:that", "det:both", "poss:poss")
"""Features of a report that speaks of what is known: "the talks", "their visit"."""


def duplicate_features(
    one: EventCandidate, rivals: Sequence[EventCandidate], likenesses: Sequence[float]
) -> Iterator[str]:
    """Yield the names of what an event shares with the likest of its rivals: the surer events of its type.

    `likenesses` are the probabilities that each rival is told by the event's surest report.
    """
    if not rivals:
        yield "no twin"
        return
    group, people = one
    ours = _countries(people)
    best = max(range(len(rivals)), key=lambda n: likenesses[n] + _common(ours, _countries(rivals[n][1])))
    other, others_people = rivals[best]
    countries = overlap(ours, _countries(others_people))
    names = overlap(_names(people), _names(others_people))
    gap = bucket(min(abs(r.sent.number - group[0].sent.number) for r in other), 1, 2, 4, 8)
    surest = group[0]
    takes_up = any(name in surest.features for name in _TAKES_UP)
    days = overlap(surest.sent.days, other[0].sent.days)
    yield from (f"twin countries={countries}", f"twin names={names}", f"twin gap={gap}", f"twin days={days}")
    yield f"twin countries={countries}&names={names}"
    yield f"twin countries={countries}&takes up={takes_up}"
    yield f"twin countries={countries}&gap={gap}"
    yield f"twin countries={countries}&days={days}"
    yield f"twin likeness={bucket(likenesses[best], 0.05, 0.15, 0.3, 0.4)}&countries={countries}"
    yield f"twin told by {_word(surest)}&{_word(surest) == _word(other[0])}"
    yield f"twin has {bucket(len(other), 2, 3, 5)} reports"
    same = sum(_countries(o) == ours for _, o in rivals)
    yield f"twins of the same countries={bucket(same, 1, 2, 4)}"


def _countries(people: Assignment) -> frozenset[str]:
    return frozenset(a.country for a in (*people.actors, *people.recipients) if a.country)


def _names(people: Assignment) -> frozenset[str]:
    return frozenset(a.name for a in (*people.actors, *people.recipients))


def _common(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / len(a | b) if a or b else 0.0


def _word(report: Report) -> str:
    return report.candidate.parse.tokens[report.candidate.trigger].lemma.lower()
