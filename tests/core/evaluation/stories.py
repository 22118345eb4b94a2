"""Events in few words, and an extractor that finds what its test tells it to."""

from collections.abc import Mapping
from datetime import date

from schemas.facts import EventType, Status
from streams.core.evaluation.coded import CodedEvent, Participant, Span
from streams.core.extraction.extractor import RULES, Extractor
from streams.core.extraction.linear import LinearModel
from streams.core.extraction.parsing import Parser
from streams.core.extraction.rules import RuleBook

KINDS = [kind.value for kind in EventType]
DAY, NEXT = date(2023, 3, 13), date(2023, 3, 14)
NEVER = LinearModel(-9.0, {})


def event(
    kind: str,
    *participants: str,
    place: str | None = None,
    day: date | None = None,
    confidence: float = 1.0,
    status: str | None = None,
    sectors: frozenset[str] = frozenset(),
    amount: float | None = None,
    span: Span | None = None,
) -> CodedEvent:
    """Make an event; a participant is "Ola Berg=NOR", or a name without a country; "A|B" are two names of one."""
    parties = []
    for each in participants:
        names, _, country = each.partition("=")
        parties.append(Participant(tuple(names.split("|")), country or None))
    return CodedEvent(
        type=EventType(kind),
        participants=tuple(parties),
        country=place,
        date=day,
        status=Status(status) if status else None,
        sectors=sectors,
        amount=amount,
        currency=None if amount is None else "EUR",
        spans=(span,) if span else (),
        confidence=confidence,
    )


def models(**changed: LinearModel) -> dict[str, LinearModel]:
    """Make models for which sure words are sure; `changed` are others, "report_visit" for the model report.visit."""
    certain = LinearModel(-3.0, {"rule=visit.arrive": 6.0, "rule=meeting.verb": 6.0, "rule=commitment.pledge": 6.0})
    made = dict.fromkeys(("planned", "ongoing", "date", "place", "amount", "sector"), NEVER)
    made |= {f"report.{kind}": certain for kind in KINDS}
    made |= {f"part.{kind}": LinearModel(-3.0, {"step=0": 6.0}) for kind in KINDS}
    made |= {f"{name}.{kind}": NEVER for name in ("recipient", "same") for kind in KINDS}
    made |= {"party": LinearModel(0.0, {"surest": 1.0})}
    made |= {"event": LinearModel(1.0, {}), "triage": LinearModel(0.0, {"harvest": -9.0})}
    return made | {name.replace("_", "."): model for name, model in changed.items()}


def extractor(parser: Parser, changed: Mapping[str, LinearModel] | None = None) -> Extractor:
    """Make an extractor with the rules as they are, and these models."""
    return Extractor(parser, RuleBook(RULES), models(**(changed or {})))
