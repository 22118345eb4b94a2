"""The evaluation: figures, confusion, errors by cause and calibration of a set of articles."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from streams.core.evaluation import confusion
from streams.core.evaluation.calibration import Calibration, calibrate
from streams.core.evaluation.causes import Cause, Error, Kind, errors_of
from streams.core.evaluation.coded import of_finding, of_gold
from streams.core.evaluation.gold import GoldArticle
from streams.core.evaluation.matching import Matched, match
from streams.core.evaluation.scoring import Score, score
from streams.core.extraction.model import Finding
from streams.core.extraction.trace import Trace


@dataclass(frozen=True, slots=True)
class Assessment:
    """One article held against its annotation."""

    matched: Matched
    errors: tuple[Error, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What there is to say of a set of articles."""

    score: Score
    confusion: confusion.Confusion
    errors: tuple[Error, ...]
    calibration: Calibration
    ignored: int
    """Found events that are background: neither right nor wrong."""

    def causes(self, kind: Kind) -> list[tuple[Cause, int]]:
        """Return the causes of one kind of error with how often each was, the commonest first."""
        return Counter(error.cause for error in self.errors if error.kind is kind).most_common()

    def as_object(self) -> dict[str, Any]:
        """Return all figures as one object of plain values; the single errors are left out."""
        return {
            **self.score.as_object(),
            "ignored": self.ignored,
            "confusion": confusion.as_object(self.confusion),
            "errors": {kind.value: {cause.value: n for cause, n in self.causes(kind)} for kind in Kind},
            "calibration": self.calibration.as_object(),
        }


def assess(gold: GoldArticle, trace: Trace, min_confidence: float = 0.0) -> Assessment:
    """Hold what was found in an article, if it is sure enough, against what people found in it."""
    kept = tuple(f for f in trace.extraction.findings if f.confidence >= min_confidence)
    matched = match_article(gold, trace.article.text, kept)
    return Assessment(matched, errors_of(matched, trace, kept))


def match_article(gold: GoldArticle, text: str, findings: Iterable[Finding]) -> Matched:
    """Pair what was found in an article of this text with what people found in it."""
    wanted, background = ([of_gold(e, text) for e in events] for events in (gold.events, gold.background))
    return match(gold.id, wanted, background, [of_finding(f) for f in findings])


def summarise(assessments: Iterable[Assessment]) -> Evaluation:
    """Put the articles together."""
    assessed = list(assessments)
    articles = [each.matched for each in assessed]
    return Evaluation(
        score=score(articles),
        confusion=confusion.confuse(articles),
        errors=tuple(error for each in assessed for error in each.errors),
        calibration=calibrate(articles),
        ignored=sum(len(article.ignored) for article in articles),
    )
