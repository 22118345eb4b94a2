"""Choosing one of several options, or none, by a model: for the date, the place and the sum of an event."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp
from typing import Generic, TypeVar

from streams.core.extraction.arguments.reports import Report
from streams.core.extraction.learned.linear import Features, LinearModel

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Option(Generic[T]):
    """A value that could be the right one, and what speaks for it."""

    value: T
    features: Features
    possible: bool = True
    """Whether it can be right, whatever speaks for it."""


def choose(options: Sequence[Option[T]], report: Report, model: LinearModel) -> T | None:
    """Return the best possible option, or None where that the text does not tell is better; the first of equals."""
    best, score = None, model.logit(null_option(report, len(options)))
    for option in options:
        if option.possible and (logit := model.logit(option.features)) > score:
            best, score = option.value, logit
    return best


def shares(options: Sequence[Option[T]], report: Report, model: LinearModel) -> list[float]:
    """Return the probability of each option, the rest being that of None."""
    logits = [model.logit(null_option(report, len(options))), *(model.logit(o.features) for o in options)]
    raised = [exp(logit - max(logits)) for logit in logits]
    return [value / sum(raised) for value in raised[1:]]


def null_option(report: Report, options: int) -> Features:
    """Return the features of None, as an option beside the others."""
    kind = report.type.value
    names = {"none", f"{kind} none", f"none of={min(options, 4)}", f"none rule={report.candidate.rule}"}
    names.add(f"none position={min(4, report.sent.parse.index // 2)}")
    names |= {f"none {name}" for name in report.telling}
    return dict.fromkeys(names, 1.0)
