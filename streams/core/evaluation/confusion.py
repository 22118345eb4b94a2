"""The confusion of types: an annotated event that was found as one of another type."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from schemas.facts import EventType
from streams.core.evaluation.coded import CodedEvent
from streams.core.evaluation.matching import Matched, pair, resemblance

Confusion = Counter[tuple[EventType | None, EventType | None]]
"""How often an annotated type (None: nothing) was found as a type (None: not at all)."""

_SAME_WORDS = 1.0
"""What it adds to the likeness of two events that the same words tell of them."""


def mistyped(article: Matched) -> list[tuple[int, int]]:
    """Return the missed and spurious events of an article that are one but for the type, one to one."""
    missed, spurious = article.missed, article.spurious
    pairs = pair([article.gold[i] for i in missed], [article.found[j] for j in spurious], _alike)
    return [(missed[i], spurious[j]) for i, j in pairs]


def confuse(articles: Iterable[Matched]) -> Confusion:
    """Count how the types were found; the rows add up to the annotated events, the columns to the found ones."""
    confusion: Confusion = Counter()
    for article in articles:
        confusion.update((gold.type, found.type) for gold, found in article.hits)
        mixed = mistyped(article)
        confusion.update((article.gold[i].type, article.found[j].type) for i, j in mixed)
        known, used = {i for i, _ in mixed}, {j for _, j in mixed}
        confusion.update((article.gold[i].type, None) for i in article.missed if i not in known)
        confusion.update((None, article.found[j].type) for j in article.spurious if j not in used)
    return confusion


def as_object(confusion: Confusion) -> dict[str, dict[str, Any]]:
    """Return the table as annotated type -> found type -> count; "none" stands for nothing."""
    types = (*EventType, None)
    return {_name(gold): {_name(found): confusion[gold, found] for found in types} for gold in types}


def _name(kind: EventType | None) -> str:
    return kind.value if kind else "none"


def _alike(gold: CodedEvent, found: CodedEvent) -> float:
    if gold.type is found.type:
        return 0.0
    alike = resemblance(gold, found)
    return alike + _SAME_WORDS * gold.told_with(found) if alike else 0.0
