"""Why an event was missed, made up, or found with a wrong attribute: each error with one cause."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from schemas.facts import Status
from streams.core.evaluation.coded import CodedEvent
from streams.core.evaluation.confusion import mistyped
from streams.core.evaluation.matching import Matched, similarity_features
from streams.core.evaluation.misses import MissReason, miss_reason
from streams.core.evaluation.scoring import attributes
from streams.core.extraction.model import Finding
from streams.core.extraction.trace import Trace

_YEARS_OF_NEWS = 2
"""Older events are background (docs/events.md)."""


class Kind(StrEnum):
    """What is wrong."""

    MISSED = "missed"
    SPURIOUS = "spurious"
    WHO = "wrong who"
    DATE = "wrong date"
    PLACE = "wrong place"
    STATUS = "wrong status"
    AMOUNT = "wrong amount"


class Excess(StrEnum):
    """Why an event was found that nobody annotated; the first that fits."""

    OTHER_TYPE = "an annotated event of another type"
    OTHER_ACTORS = "an annotated event with other participants"
    DUPLICATE = "duplicate of a found event"
    BACKGROUND = "background: over two years old"
    CANCELLED = "cancelled"
    PLANNED = "planned from what is no event"
    QUIET = "in an article without events"
    OTHER = "among the events of the article"


class Slip(StrEnum):
    """What is wrong with an attribute."""

    MISSING_COUNTRY = "missing participant country"
    EXTRA_COUNTRY = "extra participant country"
    OTHER_COUNTRIES = "missing and extra participant countries"
    NONE_GIVEN = "none given"
    NEAR = "a day off"
    OTHER = "another one"


Cause = MissReason | Excess | Slip


@dataclass(frozen=True, slots=True)
class Error:
    """One error: the annotated event or the found one, or both."""

    kind: Kind
    cause: Cause
    article: str
    gold: CodedEvent | None = None
    found: CodedEvent | None = None
    detail: str = ""


def errors_of(article: Matched, trace: Trace, kept: tuple[Finding, ...]) -> tuple[Error, ...]:
    """Return all errors in an article; `kept` are the findings that were matched, in the order of `article.found`."""
    published = trace.analysed.document.published if trace.analysed else None
    return (*_missed(article, trace, kept), *spurious(article, published), *slips(article))


def _missed(article: Matched, trace: Trace, kept: tuple[Finding, ...]) -> Iterator[Error]:
    used = [kept[j] for _, j in article.pairs]
    for i in article.missed:
        gold = article.gold[i]
        yield Error(Kind.MISSED, miss_reason(gold, trace, kept, used), article.article, gold=gold)


def spurious(article: Matched, published: date | None) -> Iterator[Error]:
    """Yield the found events of an article, published that day, that nobody annotated."""
    mixed = {j for _, j in mistyped(article)}
    for j in article.spurious:
        cause = _excess(article, j, mixed, published)
        yield Error(Kind.SPURIOUS, cause, article.article, found=article.found[j])


def _excess(article: Matched, j: int, mixed: set[int], published: date | None) -> Excess:
    found = article.found[j]
    missed = [article.gold[i] for i in article.missed]
    tests = (
        (Excess.OTHER_TYPE, j in mixed),
        (Excess.OTHER_ACTORS, any(gold.type is found.type and gold.told_with(found) for gold in missed)),
        (Excess.DUPLICATE, any(similarity_features(gold, found) for gold, _ in article.hits)),
        (Excess.BACKGROUND, _is_old(found.date, published)),
        (Excess.CANCELLED, found.status is Status.CANCELLED),
        (Excess.PLANNED, found.status is Status.PLANNED),
        (Excess.QUIET, not article.gold),
    )
    return next((cause for cause, holds in tests if holds), Excess.OTHER)


def _is_old(day: date | None, published: date | None) -> bool:
    return day is not None and published is not None and (published - day).days > _YEARS_OF_NEWS * 365


def slips(article: Matched) -> Iterator[Error]:
    """Yield the wrong attributes of the found events of an article."""
    for gold, found in article.hits:
        wrong = {name for name, is_asked, right in attributes(gold, found) if is_asked and not right}
        if gold.countries != found.countries:
            yield _who(article.article, gold, found)
        if "date" in wrong:
            yield _date(article.article, gold, found)
        if "place country" in wrong:
            yield _attribute(Kind.PLACE, article.article, (gold, found), (gold.country, found.country))
        if "status" in wrong:
            yield _attribute(Kind.STATUS, article.article, (gold, found), (gold.status, found.status))
        if "amount" in wrong:
            yield _attribute(Kind.AMOUNT, article.article, (gold, found), (_money(gold), _money(found)))


def _who(article: str, gold: CodedEvent, found: CodedEvent) -> Error:
    missing, extra = sorted(gold.countries - found.countries), sorted(found.countries - gold.countries)
    cause = Slip.OTHER_COUNTRIES if missing and extra else Slip.MISSING_COUNTRY if missing else Slip.EXTRA_COUNTRY
    detail = " ".join([*(f"-{each}" for each in missing), *(f"+{each}" for each in extra)])
    return Error(Kind.WHO, cause, article, gold, found, detail)


def _date(article: str, gold: CodedEvent, found: CodedEvent) -> Error:
    error = _attribute(Kind.DATE, article, (gold, found), (gold.date, found.date))
    if gold.date and found.date and abs((gold.date - found.date).days) == 1:
        return Error(error.kind, Slip.NEAR, article, gold, found, error.detail)
    return error


def _attribute(kind: Kind, article: str, events: tuple[CodedEvent, CodedEvent], values: tuple[object, object]) -> Error:
    wanted, given = values
    cause = Slip.NONE_GIVEN if given is None else Slip.OTHER
    return Error(kind, cause, article, *events, detail=f"{wanted} → {'none' if given is None else given}")


def _money(event: CodedEvent) -> str | None:
    return None if event.amount is None else f"{event.amount:,.0f} {event.currency or ''}".strip()
