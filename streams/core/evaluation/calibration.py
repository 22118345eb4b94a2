"""Whether a confidence of 0.8 is right eight times in ten."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from streams.core.evaluation.matching import Matched

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """The found events whose confidence lies in [low, high); the last bin holds 1 too."""

    low: float
    high: float
    events: int
    confidence: float
    """Mean confidence of its events."""
    right: float
    """Share of its events that were annotated."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """The reliability table of found events; bins without events are left out."""

    bins: tuple[Bin, ...]
    expected_error: float
    """Expected calibration error: the mean distance of confidence and share right, bins weighed by their events
    (Naeini, Cooper and Hauskrecht 2015)."""
    brier: float
    """Mean squared distance of confidence and outcome (Brier 1950)."""

    def as_object(self) -> dict[str, Any]:
        """Return the table as one object of plain values."""
        bins = [
            {"low": b.low, "high": b.high, "events": b.events, "confidence": b.confidence, "right": b.right}
            for b in self.bins
        ]
        return {"bins": bins, "expected_calibration_error": self.expected_error, "brier": self.brier}


def calibrate(articles: Iterable[Matched]) -> Calibration:
    """Return how the confidence of found events compares with how often they are right; ignored ones do not count."""
    outcomes: list[tuple[float, bool]] = []
    for article in articles:
        hits = {j for _, j in article.pairs}
        outcomes += [(f.confidence, j in hits) for j, f in enumerate(article.found) if j not in article.ignored]
    groups: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in outcomes:
        groups.setdefault(min(int(confidence * BINS), BINS - 1), []).append((confidence, right))
    bins = tuple(_bin(number, group) for number, group in sorted(groups.items()))
    count = max(1, len(outcomes))
    error = sum(b.events * abs(b.confidence - b.right) for b in bins) / count
    return Calibration(bins, error, sum((c - right) ** 2 for c, right in outcomes) / count)


def _bin(number: int, outcomes: list[tuple[float, bool]]) -> Bin:
    count = len(outcomes)
    confidence, right = sum(c for c, _ in outcomes) / count, sum(r for _, r in outcomes) / count
    return Bin(number / BINS, (number + 1) / BINS, count, confidence, right)
