"""The evaluation in tables for people."""

from collections.abc import Iterator, Sequence
from typing import Any

from schemas.facts import EventType
from streams.core.evaluation.calibration import Calibration
from streams.core.evaluation.causes import Error, Kind
from streams.core.evaluation.coded import CodedEvent
from streams.core.evaluation.confusion import Confusion
from streams.core.evaluation.evaluation import Evaluation
from streams.core.evaluation.scoring import Rate, Score
from streams.shell.cli.output import amount, print_table, say

RATE = ("precision", "recall", "F1")
QUOTE_CHARS = 100


def show(evaluation: Evaluation, errors: int) -> None:
    """Print all figures, and up to `errors` errors of each kind."""
    score = evaluation.score
    _show_score(score, evaluation.ignored)
    _show_confusion(evaluation.confusion)
    _show_causes(evaluation)
    _show_calibration(evaluation.calibration)
    for error in _first_of_each_kind(evaluation.errors, errors):
        say(_line(error))


def examples(evaluation: Evaluation, errors: int) -> list[dict[str, Any]]:
    """Return up to `errors` errors of each kind as objects."""
    return [_as_object(error) for error in _first_of_each_kind(evaluation.errors, errors)]


def _show_score(score: Score, ignored: int) -> None:
    found = score.detection.right + score.detection.spurious
    gold = score.detection.right + score.detection.missed
    background = f", {ignored:,} more of the background" if ignored else ""
    say(f"{amount(score.articles, 'article')}, {amount(gold, 'annotated event')}, {found:,} found{background}")
    rates = [("detection", score.detection), ("who", score.who), ("strict", score.strict)]
    rates += [(f"  {kind.value}", rate) for kind, rate in sorted(score.by_type.items())]
    rates += [("participants' names", score.participants), ("sectors", score.sectors)]
    print_table(("", *RATE, "right", "spurious", "missed"), map(_rate_row, *zip(*rates, strict=True)), (*RATE, *COUNTS))
    rows = [(name, _figure(each.share), each.asked) for name, each in score.attributes.items()]
    print_table(("attributes of found events", "right", "of"), rows, ("right", "of"))
    say(f"articles without events: {score.quiet_articles:,}, given events: {score.quiet_articles_with_events:,}")


COUNTS = ("right", "spurious", "missed")


def _rate_row(name: str, rate: Rate) -> Sequence[object]:
    return (name, *map(_figure, (rate.precision, rate.recall, rate.f1)), rate.right, rate.spurious, rate.missed)


def _show_confusion(confusion: Confusion) -> None:
    types: tuple[EventType | None, ...] = (*EventType, None)
    names = [kind.value if kind else "nothing" for kind in types]
    rows = [
        (name, *("" if gold is found is None else confusion[gold, found] for found in types))
        for name, gold in zip(names, types, strict=True)
    ]
    print_table(("annotated, found as →", *names), rows, names)


def _show_causes(evaluation: Evaluation) -> None:
    rows = [(kind.value, cause.value, count) for kind in Kind for cause, count in evaluation.causes(kind)]
    print_table(("error", "cause", "events"), rows, ("events",))


def _show_calibration(calibration: Calibration) -> None:
    rows = [(f"{b.low:.1f}-{b.high:.1f}", b.events, _figure(b.confidence), _figure(b.right)) for b in calibration.bins]
    names = ("events", "mean confidence", "share right")
    print_table(("confidence", *names), rows, names)
    say(f"expected calibration error {calibration.expected_error:.3f}; Brier score {calibration.brier:.3f}")


def _first_of_each_kind(errors: Sequence[Error], count: int) -> Iterator[Error]:
    for kind in Kind:
        yield from [error for error in errors if error.kind is kind][:count]


def _line(error: Error) -> str:
    events = [f"{name} {_brief(e)}" for name, e in (("gold", error.gold), ("found", error.found)) if e]
    what = f"{error.kind.value}: {error.cause.value}" + (f" ({error.detail})" if error.detail else "")
    return " | ".join((error.article, what, *events))


def _brief(event: CodedEvent) -> str:
    who = ", ".join(f"{p.names[0]} ({p.country})" if p.country else p.names[0] for p in event.participants)
    where = ", ".join(filter(None, (event.city, event.country)))
    status = event.status.value if event.status else ""
    quote = f"“{event.quote[:QUOTE_CHARS]}”" if event.quote else ""
    return "; ".join(filter(None, (event.type.value, who, where, str(event.date or ""), status, quote)))


def _as_object(error: Error) -> dict[str, Any]:
    return {
        "kind": error.kind.value,
        "cause": error.cause.value,
        "article_id": error.article,
        "detail": error.detail,
        "gold": _event(error.gold),
        "found": _event(error.found),
    }


def _event(event: CodedEvent | None) -> dict[str, Any] | None:
    if event is None:
        return None
    return {
        "type": event.type.value,
        "participants": [{"names": p.names, "country": p.country} for p in event.participants],
        "place": {"country": event.country, "city": event.city},
        "date": event.date,
        "date_end": event.date_end,
        "status": event.status,
        "sectors": sorted(event.sectors),
        "amount": event.amount,
        "currency": event.currency,
        "quote": event.quote,
        "confidence": event.confidence,
    }


def _figure(value: float) -> str:
    return f"{value:.3f}"
