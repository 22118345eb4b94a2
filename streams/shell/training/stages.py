"""Fit the first models of the extractor, which judge words and sentences, and read examples with them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from schemas.facts import EventType
from streams.core.evaluation.names import same_name
from streams.core.extraction import participants, triage
from streams.core.extraction.linear import Features, LinearModel
from streams.core.extraction.model import Document
from streams.core.extraction.participants import Seen, judge, within_reach
from streams.core.extraction.reports import Report
from streams.core.extraction.rules import RuleBook
from streams.shell.training import matching
from streams.shell.training.corpus import Gold, Labelled
from streams.shell.training.examples import UNSURE, Example, Proposal
from streams.shell.training.fitting import fit
from streams.shell.training.invented import may_be_invented, teaches

Models = dict[str, LinearModel]
Telling = tuple[Document, frozenset[int], frozenset[int]]
"""A document, the positions of the sentences that tell an event, and of those that may."""


def typed(features: Features, kind: str) -> Features:
    """Features for all types together, and once more for this type."""
    return features | {f"{kind}|{name}": value for name, value in features.items()} | {f"{kind}|": 1.0}


def by_type(prefix: str, model: LinearModel) -> Models:
    """One model for each type out of one that was fitted to typed features."""
    models = {}
    for kind in EventType:
        mark = f"{kind.value}|"
        own = {name[len(mark) :]: w for name, w in model.weights.items() if name.startswith(mark) and name != mark}
        shared = {name: w for name, w in model.weights.items() if "|" not in name.split("=")[0]}
        weights = {name: round(shared.get(name, 0.0) + own.get(name, 0.0), 3) for name in sorted({*shared, *own})}
        models[f"{prefix}.{kind.value}"] = LinearModel(model.bias + model.weights.get(mark, 0.0), weights)
    return models


def fit_typed(prefix: str, rows: Sequence[tuple[str, Features, int, float]], strength: float, seen: int = 3) -> Models:
    """Fit a model for each type to rows of type, features, label and weight; `strength` and `seen` as in `fit`."""
    wide = [typed(f, kind) for kind, f, _, _ in rows]
    return by_type(prefix, fit(wide, [r[2] for r in rows], [r[3] for r in rows], strength, seen))


def fit_triage(tellings: Iterable[Telling], book: RuleBook) -> Models:
    """Fit: can a sentence with a trigger report an event."""
    rows: list[tuple[Features, int]] = []
    for document, telling, doubtful in tellings:
        for n, sentence in enumerate(document.sentences):
            words = triage.triggered(sentence, book.is_trigger)
            if words and n not in doubtful:
                rows.append((triage.describe(words, n), int(n in telling)))
    return {"triage": fit([r[0] for r in rows], [r[1] for r in rows], None, 0.1, 3)}


def telling(item: Labelled, document: Document) -> Telling:
    """Return which sentences of an annotated article tell an event, and which may."""
    told = [(_sentence_at(document, offset), numbers) for offset, numbers in (item.told or {}).items()]
    sure = frozenset(n for n, numbers in told if numbers)
    return document, sure, frozenset(n for n, _ in told) - sure


def _sentence_at(document: Document, offset: int) -> int:
    """Return the position of the sentence that holds an offset into the text; -1 if none does."""
    return next((n for n, s in enumerate(document.sentences) if s.start <= offset < s.end), -1)


def fit_reports(examples: Sequence[Example]) -> Models:
    """Fit: does a candidate report an event."""
    published = [e for e in examples if not e.labelled.invented]
    models = _fit_reports(published)
    if len(published) < len(examples):
        models |= {name: model for name, model in _fit_reports(examples).items() if may_be_invented(name)}
    return models


def _fit_reports(examples: Sequence[Example]) -> Models:
    rows = [
        (p.candidate.type.value, p.features, int(p.label >= 0), 1.0)
        for e in examples
        for p in e.proposals
        if p.label != UNSURE and teaches(e.labelled, f"report.{p.candidate.type.value}")
    ]
    return fit_typed("report", rows, strength=0.08, seen=4)


def fit_parts(examples: Sequence[Example]) -> Models:
    """Fit: does an actor take part in an event, and does it receive."""
    parts: list[tuple[str, Features, int, float]] = []
    receives: list[tuple[str, Features, int, float]] = []
    for example in (e for e in examples if e.labelled.participants):
        for proposal in example.proposals:
            if proposal.label >= 0 and not proposal.several:
                for kind, features, role in _roles(proposal, example):
                    parts.append((kind, features, int(role > 0), 1.0))
                    if role > 0:
                        receives.append((kind, features, int(role == 2), 1.0))
    return fit_typed("part", parts, 0.1, 4) | fit_typed("recipient", receives, 0.1, 4)


def _roles(proposal: Proposal, example: Example) -> Iterator[tuple[str, Features, int]]:
    """Each actor within reach with its role in the annotated event: 0 none, 1 acts, 2 receives."""
    gold = example.events[proposal.label]
    reach = within_reach(proposal.candidate, proposal.passage, example.story)
    roles = [_role(seen, gold) for seen in reach]
    named = {s.actor.country for s, role in zip(reach, roles, strict=True) if role}
    for seen, role in zip(reach, roles, strict=True):
        known = role or _role_by_country(seen, gold, named)
        features = participants.describe(
            proposal.candidate, proposal.passage, example.story, seen, len(proposal.passage.actors)
        )
        yield proposal.candidate.type.value, features, known


def _role(seen: Seen, gold: Gold) -> int:
    for role, group in ((1, "actors"), (2, "counterparts")):
        for participant in gold.get(group) or ():
            if any(same_name(seen.actor.name, name) for name in matching.names_of(participant)):
                return role
    return 0


def _role_by_country(seen: Seen, gold: Gold, named: set[str | None]) -> int:
    """Return a body of a participant's country stands for that participant where no better name is within reach."""
    country = seen.actor.country
    if seen.step or country is None or country in named or not participants.is_body(seen.actor):
        return 0
    for role, group in ((1, "actors"), (2, "counterparts")):
        if any(p.get("country") == country for p in gold.get(group) or ()):
            return role
    return 0


def reports_in(example: Example, models: Mapping[str, LinearModel], floor: float) -> dict[int, Report]:
    """Return what the models take for reports, by the number of the proposal."""
    found = {}
    for number, p in enumerate(example.proposals):
        probability = models[f"report.{p.candidate.type.value}"].probability(p.features)
        if probability >= floor or p.label >= 0:
            parts = tuple(judge(p.candidate, p.passage, example.story, models))
            found[number] = Report(p.candidate, p.passage, p.features, probability, parts)
    return found
