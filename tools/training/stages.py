"""Fit the first models of the extractor, which judge words and sentences, and read examples with them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from schemas.facts import EventType
from streams.core.evaluation.names import same_name
from streams.core.event_traits import TRAITS
from streams.core.extraction.arguments import participants
from streams.core.extraction.arguments.participant_features import of_candidate, of_mention, of_pair
from streams.core.extraction.arguments.reach import Seen, within_reach
from streams.core.extraction.arguments.reports import Report
from streams.core.extraction.events import probabilities_of, reports_of
from streams.core.extraction.learned.linear import Features, LinearModel
from streams.core.extraction.learned.models import Networks
from streams.core.extraction.learned.networks import Network
from streams.core.extraction.triggers import triage
from streams.core.extraction.triggers.rules import RuleBook
from streams.core.text.model import Document
from tools.training import matching
from tools.training.corpus import Gold, Labelled
from tools.training.examples import UNSURE, Example, Proposal
from tools.training.fitting import fit
from tools.training.networks import TrainingPlan, TrainingRow, fit_network, mean_with_linear
from tools.training.synthetic import teaches

Fitted = dict[str, LinearModel]
SYNTHETIC_WEIGHT = 0.4
"""How much a word of a synthetic article counts beside one of a published article."""


class TriageLabels(NamedTuple):
    """What an annotated article teaches triage."""

    document: Document
    sure: frozenset[int]
    """The positions of the sentences that tell an event."""
    doubtful: frozenset[int]
    """Those of the sentences that may."""
    weight: float
    """How much each sentence counts."""


def typed(features: Features, kind: str) -> Features:
    """Features for all types together, and once more for this type."""
    return features | {f"{kind}|{name}": value for name, value in features.items()} | {f"{kind}|": 1.0}


def by_type(prefix: str, model: LinearModel) -> Fitted:
    """One model for each type out of one that was fitted to typed features."""
    models: Fitted = {}
    for kind in EventType:
        mark = f"{kind.value}|"
        own = {name[len(mark) :]: w for name, w in model.weights.items() if name.startswith(mark) and name != mark}
        shared = {name: w for name, w in model.weights.items() if "|" not in name.split("=")[0]}
        weights = {name: round(shared.get(name, 0.0) + own.get(name, 0.0), 3) for name in sorted({*shared, *own})}
        models[f"{prefix}.{kind.value}"] = LinearModel(model.bias + model.weights.get(mark, 0.0), weights)
    return models


def fit_typed(
    prefix: str, rows: Sequence[tuple[str, Features, int, float]], strength: float, min_count: int = 3
) -> Fitted:
    """Fit a model for each type to rows of type, features, label and weight; `strength` and `min_count` as in `fit`."""
    wide = [typed(f, kind) for kind, f, _, _ in rows]
    return by_type(prefix, fit(wide, [r[2] for r in rows], [r[3] for r in rows], strength, min_count))


def weight_of(item: Labelled) -> float:
    """Return how much what an article teaches counts."""
    return SYNTHETIC_WEIGHT if item.synthetic else 1.0


def fit_triage(labels: Iterable[TriageLabels], book: RuleBook) -> Fitted:
    """Fit: can a sentence with a trigger report an event."""
    rows: list[tuple[Features, int, float]] = []
    for document, sure, doubtful, weight in labels:
        for n, sentence in enumerate(document.sentences):
            words = triage.triggered(sentence, book.is_trigger)
            if words and n not in doubtful:
                rows.append((triage.sentence_features(words, n), int(n in sure), weight))
    return {"triage": fit([r[0] for r in rows], [r[1] for r in rows], [r[2] for r in rows], 0.3, 3)}


def triage_labels(item: Labelled, document: Document) -> TriageLabels:
    """Return which sentences of an annotated article tell an event, and which may."""
    triggers = [(_sentence_at(document, offset), numbers) for offset, numbers in (item.triggers or {}).items()]
    sure = frozenset(n for n, numbers in triggers if numbers)
    return TriageLabels(document, sure, frozenset(n for n, _ in triggers) - sure, weight_of(item))


def _sentence_at(document: Document, offset: int) -> int:
    """Return the position of the sentence that holds an offset into the text; -1 if none does."""
    return next((n for n, s in enumerate(document.sentences) if s.start <= offset < s.end), -1)


def fit_reports(examples: Sequence[Example]) -> Network:
    """Fit: does a candidate report an event of its type."""
    words: list[TrainingRow] = []
    frames: list[tuple[str, Features, int, float]] = []
    for example in examples:
        weight = weight_of(example.labelled)
        for p in example.proposals:
            kind, label = p.candidate.type.value, int(p.label >= 0)
            if p.label != UNSURE and teaches(example.labelled, f"report.{kind}"):
                words.append(TrainingRow(p.names, kind, label, weight))
                frames.append((kind, p.features, label, weight))
    network = fit_network(words, TrainingPlan(epochs=8, batch=256))
    linear = fit_typed("report", frames, strength=0.08, min_count=4)
    return mean_with_linear(network, {kind: linear[f"report.{kind}"] for kind in network.heads})


def fit_parts(examples: Sequence[Example]) -> Network:
    """Fit: does an actor take part in an event, and does it receive."""
    rows: list[TrainingRow] = []
    for example in (e for e in examples if e.labelled.participants):
        weight = weight_of(example.labelled)
        for proposal in example.proposals:
            if proposal.label >= 0 and not proposal.several:
                kind = proposal.candidate.type
                for names, role in _roles(proposal, example):
                    rows.append(TrainingRow(names, kind.value, int(role > 0), weight))
                    if role and TRAITS[kind].has_recipients:
                        rows.append(TrainingRow(names, f"recipient {kind.value}", int(role == 2), weight))
    return fit_network(rows, TrainingPlan(epochs=6, batch=512))


def _roles(proposal: Proposal, example: Example) -> Iterator[tuple[list[str], int]]:
    """Each actor within reach with its role in the annotated event: 0 none, 1 acts, 2 receives."""
    candidate, sent, analysed = proposal.candidate, proposal.sent, example.analysed
    gold = example.events[proposal.label]
    reach = within_reach(candidate, sent, analysed)
    shared = of_candidate(candidate, sent, proposal.frame)
    roles = [_role(seen, gold) for seen in reach]
    named = {s.actor.country for s, role in zip(reach, roles, strict=True) if role}
    for seen, role in zip(reach, roles, strict=True):
        names = [*shared, *of_mention(seen), *of_pair(candidate, sent, analysed, seen)]
        yield names, role or _role_by_country(seen, gold, named)


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


def reports_in(example: Example, networks: Networks, floor: float) -> dict[int, Report]:
    """Return what the networks take for reports, and what tells an event, by the number of the proposal."""
    proposed = [(p.candidate, p.sent, p.frame) for p in example.proposals]
    scored = zip(proposed, probabilities_of(proposed, networks.report), strict=True)
    likely = {n: one for n, one in enumerate(scored) if one[1] >= floor or example.proposals[n].label >= 0}
    return dict(zip(likely, reports_of(list(likely.values()), example.analysed, networks.part), strict=True))
