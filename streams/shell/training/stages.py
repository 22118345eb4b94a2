"""Fit the models of each stage of the extractor from aligned examples."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from schemas.facts import EventType
from streams.core.evaluation.names import same_name
from streams.core.extraction import (
    confidence,
    participants,
    parties,
    status,
    sums,
    topics,
    triage,
    whens,
    wheres,
)
from streams.core.extraction.casting import Cast
from streams.core.extraction.choosing import Option, untold
from streams.core.extraction.finding import destinations_of, stage
from streams.core.extraction.linear import Features, LinearModel
from streams.core.extraction.merging import Cluster
from streams.core.extraction.model import Document
from streams.core.extraction.participants import Seen, judge, within_reach
from streams.core.extraction.reports import Report
from streams.core.extraction.rules import RuleBook
from streams.core.extraction.stories import Story
from streams.shell.training import matching
from streams.shell.training.aligning import Pair
from streams.shell.training.corpus import Gold, Labelled
from streams.shell.training.examples import UNSURE, Example, Proposal, cued_sentences
from streams.shell.training.fitting import Choice, fit, fit_choice, fit_trees, mean_of
from streams.shell.training.invented import may_be_invented, teaches

Models = dict[str, LinearModel]
Row = tuple[Features, int, float]
"""Features, label, weight."""
Judged = tuple[Example, Sequence[Cluster], Mapping[str, LinearModel]]
"""An example with the clusters that models which had not seen it made of it, and these models."""

Telling = tuple[Document, frozenset[int], frozenset[int]]
"""A document, the positions of the sentences that report an event, and of those that may or may not."""

_STRENGTHS = {"planned": (0.15, 3), "ongoing": (0.15, 3), "sector": (0.06, 4)}
"""How freely each attribute's model is fitted, and how many rows a feature must be seen in."""
_CHOICES = {"date": 0.06, "place": 0.03, "amount": 0.06}
"""How freely the model of each choice is fitted."""

UNTOLD_WEIGHT = 0.17
"""Annotators leave open what the text does not settle; readers are better served by the likeliest answer."""
UNTOLD_DATE_WEIGHT = 0.23
"""The same for days: more makes fewer up (0.2: for 54 of 100 undated events, 0.3: 40) and misses more (20 and 23 of 100
stated ones)."""


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


def _fit_typed(prefix: str, rows: Sequence[tuple[str, Features, int, float]], strength: float, seen: int = 3) -> Models:
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


def quoted(item: Labelled, document: Document) -> Telling:
    """Return which sentences the annotations quote: all that is known before anything is read."""
    return document, frozenset(n for _, n in cued_sentences(item, document, item.events)), frozenset()


def told(example: Example) -> Telling:
    """Return which sentences report an annotated event, quoted or not."""
    document, telling, _ = quoted(example.labelled, example.story.document)
    telling |= {p.passage.parse.index for p in example.proposals if p.label >= 0}
    doubtful = frozenset(p.passage.parse.index for p in example.proposals if p.label == UNSURE)
    return document, telling, doubtful - telling


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
    return _fit_typed("report", rows, strength=0.08, seen=4)


def fit_parts(examples: Sequence[Example]) -> Models:
    """Fit: does an actor take part in an event, and does it receive."""
    parts: list[tuple[str, Features, int, float]] = []
    receives: list[tuple[str, Features, int, float]] = []
    for example in (e for e in examples if e.labelled.participants):
        for proposal in example.proposals:
            if proposal.label >= 0:
                for kind, features, role in _roles(proposal, example):
                    parts.append((kind, features, int(role > 0), 1.0))
                    if role > 0:
                        receives.append((kind, features, int(role == 2), 1.0))
    return _fit_typed("part", parts, 0.1, 4) | _fit_typed("recipient", receives, 0.1, 4)


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
        if probability >= floor or p.cued:
            parts = tuple(judge(p.candidate, p.passage, example.story, models))
            found[number] = Report(p.candidate, p.passage, p.features, probability, parts)
    return found


def clusters_by_gold(example: Example, reports: Mapping[int, Report]) -> dict[int, Cluster]:
    """Return the reports of each annotated event."""
    groups: dict[int, list[Report]] = {}
    for number, report in reports.items():
        label = example.proposals[number].label
        if label >= 0:
            groups.setdefault(label, []).append(report)
    return {label: tuple(sorted(g, key=lambda r: -r.probability)) for label, g in groups.items()}


def fit_same(pairs: Sequence[Pair]) -> Models:
    """Fit: do two reports of one article report the same event."""
    return _fit_typed("same", [(kind, features, same, 1.0) for kind, features, same in pairs], 0.05, 3)


def fit_attributes(examples: Sequence[tuple[Example, Mapping[int, Report]]]) -> Models:
    """Status, date, place, sum and sectors of the annotated events, from the reports that were found of them."""
    rows: dict[str, list[Row]] = {name: [] for name in ("planned", "ongoing", "sector")}
    choices: dict[str, list[Choice]] = {name: [] for name in _CHOICES}
    for example, reports in examples:
        groups = clusters_by_gold(example, reports)
        story = replace(example.story, destinations=destinations_of(list(groups.values())))
        for label, group in groups.items():
            for name, row in _attribute_rows(group, example.events[label], story):
                if teaches(example.labelled, name):
                    rows[name].append(row)
            for name, choice in _attribute_choices(group, example.events[label], story):
                if teaches(example.labelled, name):
                    choices[name].append(choice)
    fitted = {n: fit([r[0] for r in found], [r[1] for r in found], None, *_STRENGTHS[n]) for n, found in rows.items()}
    return fitted | {name: fit_choice(groups, _CHOICES[name]) for name, groups in choices.items()}


def _attribute_rows(group: Cluster, gold: Gold, story: Story) -> Iterator[tuple[str, Row]]:
    features = status.describe(group, story.document.published)
    yield "planned", (features, int(gold["status"] == "planned"), 1.0)
    yield "ongoing", (features, int(gold["status"] == "ongoing"), 1.0)
    for sector, named in topics.topic_options(group, story).items():
        yield "sector", (named, int(sector.value in (gold.get("sectors") or ())), 1.0)


def _attribute_choices(group: Cluster, gold: Gold, story: Story) -> Iterator[tuple[str, Choice]]:
    day, country = gold.get("date"), (gold.get("place") or {}).get("country")
    days = whens.date_options(group, story)
    right = [str(o.value.day) == day if day else whens.is_period_of(o) for o in days]
    yield "date", _choice(group, days, right, UNTOLD_DATE_WEIGHT)
    places = wheres.place_options(group, story)
    yield "place", _choice(group, places, [o.value.country == country for o in places], UNTOLD_WEIGHT)
    money = sums.sum_options(group, story)
    if money:
        yield "amount", _choice(group, money, [o.value.amount == gold.get("amount") for o in money], 1.0)


def _choice(group: Cluster, options: Sequence[Option[Any]], right: Sequence[bool], untold_weight: float) -> Choice:
    features = [*(o.features for o in options), untold(group[0], len(options))]
    place = right.index(True) if True in right else len(options)
    return features, place, untold_weight if place == len(options) else 1.0


def fit_parties(judged: Sequence[Judged]) -> Models:
    """Fit: does a country or organisation take part in an event. Asked of clusters made as for `fit_events`."""
    rows: list[tuple[Features, int]] = []
    for example, clusters, _ in judged:
        if not (example.labelled.participants and teaches(example.labelled, "party")):
            continue
        labels = {id(p.candidate): p.label for p in example.proposals}
        for group in clusters:
            told = _told(group, labels)
            if told >= 0:
                named = matching.countries(example.events[told])
                found = parties.describe(group, clusters, example.story)
                rows += [(features, int(country in named)) for country, features in found.items()]
    return {"party": fit_trees([r[0] for r in rows], [r[1] for r in rows])}


def _told(group: Cluster, labels: Mapping[int, int]) -> int:
    """Return the annotated event that a cluster most likely tells of; below 0 for none."""
    votes: dict[int, float] = {}
    for report in group:
        label = labels[id(report.candidate)]
        votes[label] = votes.get(label, 0.0) + report.probability * (label >= 0)
    return max(votes, key=lambda label: votes[label])


def fit_events(judged: Sequence[Judged]) -> Models:
    """Is a cluster of reports a real event? Asked of clusters made by models that had not seen the article."""
    rows: list[Row] = []
    for example, clusters, models in (one for one in judged if teaches(one[0].labelled, "event")):
        staged = stage(clusters, example.story, models)
        found = [_as_event(group[0].type.value, people) for group, people in staged]
        hits = {j for _, j in matching.pair(example.events, found)}
        left = [j for j in range(len(found)) if j not in hits]
        spare = {left[j] for _, j in matching.pair(example.labelled.background, [found[j] for j in left])}
        for j, one in enumerate(staged):
            if j not in spare and one[1].actors:
                rows.append((confidence.describe(one, staged, models), int(j in hits), 1.0))
    return {"event": _fit_event(rows)}


def _fit_event(rows: Sequence[Row]) -> LinearModel:
    """Return the mean of a linear model and of trees: the one knows the types apart, the other what speaks together."""
    types = tuple(f"{kind.value} " for kind in EventType)
    labels = [label for _, label, _ in rows]
    named = [{n: v for n, v in f.items() if not n.startswith(confidence.COUNTED)} for f, _, _ in rows]
    shared = [{n: v for n, v in f.items() if not n.startswith(types)} for f, _, _ in rows]
    return mean_of(fit(named, labels, None, 0.02, 8), fit_trees(shared, labels, trees=240, leaves=8, rate=0.04))


def _as_event(kind: str, people: Cast) -> dict[str, Any]:
    plain = [[{"name": a.name, "country": a.country} for a in group] for group in (people.actors, people.recipients)]
    return {"type": kind, "actors": plain[0], "counterparts": plain[1]}
