"""The figures: how many events were found, with whom, where, when, how much."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from schemas.facts import EventType
from streams.core.evaluation.coded import CodedEvent
from streams.core.evaluation.matching import Matched, shares_name


@dataclass(slots=True)
class Rate:
    """Right, spurious and missed answers to an open question."""

    right: int = 0
    spurious: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Return the share of the given answers that are right."""
        return _share(self.right, self.right + self.spurious)

    @property
    def recall(self) -> float:
        """Return the share of the wanted answers that were given."""
        return _share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0

    def add(self, right: int, spurious: int, missed: int) -> None:
        """Count further answers."""
        self.right += right
        self.spurious += spurious
        self.missed += missed

    def as_object(self) -> dict[str, float]:
        """Return the three figures."""
        return {"precision": self.precision, "recall": self.recall, "f1": self.f1}


@dataclass(slots=True)
class Accuracy:
    """Right answers to a closed question, asked of the found events of which the annotation knows the answer.

    That of the side is asked of each of their participants.
    """

    right: int = 0
    asked: int = 0

    @property
    def share(self) -> float:
        """Return the share of right answers."""
        return _share(self.right, self.asked)


@dataclass(slots=True)
class Score:
    """The figures of a set of articles."""

    articles: int = 0
    detection: Rate = field(default_factory=Rate)
    """An annotated event was found: the type is right, and the participants are alike enough."""
    who: Rate = field(default_factory=Rate)
    """As well, the countries of all participants are right."""
    strict: Rate = field(default_factory=Rate)
    """As well, the place's country and the date are right, where the annotation gives them."""
    by_type: dict[EventType, Rate] = field(default_factory=dict)
    participants: Rate = field(default_factory=Rate)
    sectors: Rate = field(default_factory=Rate)
    attributes: dict[str, Accuracy] = field(default_factory=dict)
    quiet_articles: int = 0
    """Articles without an annotated event."""
    quiet_articles_with_events: int = 0

    def as_object(self) -> dict[str, Any]:
        """Return the figures as one object of plain values."""
        return {
            "articles": self.articles,
            "gold": self.detection.right + self.detection.missed,
            "predicted": self.detection.right + self.detection.spurious,
            "detection": self.detection.as_object(),
            "who": self.who.as_object(),
            "strict": self.strict.as_object(),
            "by_type": {
                kind.value: rate.as_object() | {"gold": rate.right + rate.missed}
                for kind, rate in sorted(self.by_type.items())
            },
            "participants_f1": self.participants.f1,
            "sectors_f1": self.sectors.f1,
            "attributes": {name: {"accuracy": a.share, "n": a.asked} for name, a in self.attributes.items()},
            "negative_articles": self.quiet_articles,
            "negative_articles_with_events": self.quiet_articles_with_events,
        }


def score(articles: Iterable[Matched]) -> Score:
    """Return the figures of articles whose events have been matched."""
    total = Score()
    for article in articles:
        _add_article(total, article)
    return total


def _add_article(total: Score, article: Matched) -> None:
    total.articles += 1
    if not article.gold:
        total.quiet_articles += 1
        total.quiet_articles_with_events += bool(article.spurious)
    for gold, found in article.hits:
        _add_hit(total, gold, found)
    for i in article.missed:
        _add_failure(total, article.gold[i].type, spurious=0, missed=1)
    for j in article.spurious:
        _add_failure(total, article.found[j].type, spurious=1, missed=0)


def _add_failure(total: Score, kind: EventType, *, spurious: int, missed: int) -> None:
    for rate in (total.detection, total.who, total.strict, total.by_type.setdefault(kind, Rate())):
        rate.add(0, spurious, missed)


def _add_hit(total: Score, gold: CodedEvent, found: CodedEvent) -> None:
    total.detection.add(1, 0, 0)
    total.by_type.setdefault(gold.type, Rate()).add(1, 0, 0)
    who = gold.countries == found.countries
    strict = who and gold.country in (None, "", found.country) and gold.date in (None, found.date)
    for rate, right in ((total.who, who), (total.strict, strict)):
        rate.add(int(right), int(not right), int(not right))
    for name, is_asked, is_right in attributes(gold, found):
        _add_answers(total, name, int(is_right), int(is_asked))
    _add_answers(total, "side", *sides(gold, found))
    _add_participants(total.participants, gold, found)
    shared = len(gold.sectors & found.sectors)
    total.sectors.add(shared, len(found.sectors) - shared, len(gold.sectors) - shared)


def _add_answers(total: Score, name: str, right: int, asked: int) -> None:
    if asked:
        accuracy = total.attributes.setdefault(name, Accuracy())
        accuracy.right += right
        accuracy.asked += asked


def attributes(gold: CodedEvent, found: CodedEvent) -> tuple[tuple[str, bool, bool], ...]:
    """Return, for each attribute, its name, whether the annotation gives it, and whether it was found right."""
    return (
        ("participant countries", bool(gold.countries), gold.countries == found.countries),
        ("place country", bool(gold.country), gold.country == found.country),
        ("place city", bool(gold.city), gold.city == found.city),
        ("date", bool(gold.date), gold.date == found.date),
        ("days of several", bool(gold.date_end), (gold.date, gold.date_end) == (found.date, found.date_end)),
        ("status", bool(gold.status), gold.status == found.status),
        ("mode", bool(gold.mode), gold.mode == found.mode),
        ("amount", bool(gold.amount), (gold.amount, gold.currency) == (found.amount, found.currency)),
    )


def sides(gold: CodedEvent, found: CodedEvent) -> tuple[int, int]:
    """Return how many participants stand on the side that is annotated, who acts or who receives, and of how many.

    Those are asked for who were found, of events of which somebody is annotated who receives.
    """
    if not any(each.receives for each in gold.participants):
        return 0, 0
    as_found = [(each, [f for f in found.participants if shares_name(each, (f,))]) for each in gold.participants]
    standing = [any(f.receives is each.receives for f in named) for each, named in as_found if named]
    return sum(standing), len(standing)


def _add_participants(rate: Rate, gold: CodedEvent, found: CodedEvent) -> None:
    right = sum(shares_name(p, found.participants) for p in gold.participants)
    spurious = sum(not shares_name(p, gold.participants) for p in found.participants)
    rate.add(right, spurious, len(gold.participants) - right)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
