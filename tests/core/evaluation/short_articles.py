"""Events in few words, and an extractor that finds what its test tells it to."""

from collections.abc import Mapping
from datetime import date

import numpy as np

from schemas.facts import EventType, Status
from streams.core.evaluation.coded import CodedEvent, Participant, Span
from streams.core.extraction.extractor import Extractor
from streams.core.extraction.learned.linear import LinearModel
from streams.core.extraction.learned.models import Models
from streams.core.extraction.learned.networks import UNIT, Network, OutputHead
from streams.core.extraction.syntax.parser import Parser
from streams.core.extraction.triggers.catalogue import RULES
from streams.core.extraction.triggers.rules import RuleBook

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
    """Make an event; a participant is "Ola Berg=NOR", or a name without a country; "A|B" are two names of one.

    One who receives is "> Ghana=GHA".
    """
    parties = []
    for each in participants:
        names, _, country = each.removeprefix("> ").partition("=")
        parties.append(Participant(tuple(names.split("|")), country or None, each.startswith("> ")))
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


def network(answers: Mapping[str, LinearModel]) -> Network:
    """Make a network that answers each output head like a linear model with weights of up to 15."""
    names = sorted({name for model in answers.values() for name in model.weights})
    table = [[round(model.weights.get(name, 0.0) * UNIT / 8) for model in answers.values()] for name in names]
    own = 8 * UNIT * np.eye(len(answers), dtype=np.int64)
    heads = {
        name: OutputHead(round(model.bias * UNIT**2), own[number])
        for number, (name, model) in enumerate(answers.items())
    }
    rows = {name: row for row, name in enumerate(names)}
    return Network(rows, np.array(table, dtype=np.int8), np.zeros(0, dtype=np.int32), heads)


def models(**changed: LinearModel) -> Models:
    """Make models for which sure words are sure; `changed` are other judges, "same_visit" for same.visit."""
    certain = LinearModel(-3.0, {"rule=visit.arrive": 6.0, "rule=meeting.verb": 6.0, "rule=commitment.pledge": 6.0})
    part = {kind: LinearModel(-3.0, {"step=0": 6.0}) for kind in KINDS}
    networks = {
        "report": network(dict.fromkeys(KINDS, certain)),
        "part": network(part | {f"recipient {kind}": NEVER for kind in KINDS}),
    }
    judges = dict.fromkeys(
        ("planned", "ongoing", "mode.call", "mode.multilateral", "date", "place", "amount", "sector"), NEVER
    )
    judges |= {f"same.{kind}": NEVER for kind in KINDS}
    judges |= {"party": LinearModel(0.0, {"surest": 1.0})}
    judges |= {"event": LinearModel(1.0, {}), "triage": LinearModel(0.0, {"harvest": -9.0})}
    return Models(networks, judges | {name.replace("_", "."): model for name, model in changed.items()})


def extractor(parser: Parser, changed: Mapping[str, LinearModel] | None = None) -> Extractor:
    """Make an extractor with the rules as they are, and these models."""
    return Extractor(parser, RuleBook(RULES), models(**(changed or {})))
