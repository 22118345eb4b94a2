"""Fit the later models of the pipeline, on the output of first models that had not seen the articles."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any, NamedTuple

from schemas.facts import EventType
from streams.core.event_traits import TRAITS
from streams.core.extraction.arguments.reports import Report
from streams.core.extraction.attributes import event_amount as amounts
from streams.core.extraction.attributes import event_date as whens
from streams.core.extraction.attributes import event_place as wheres
from streams.core.extraction.attributes import event_sectors as topics
from streams.core.extraction.attributes import meeting_mode as modes
from streams.core.extraction.attributes import status
from streams.core.extraction.attributes.choosing import Option, null_option
from streams.core.extraction.events import destinations_of
from streams.core.extraction.learned import thresholds
from streams.core.extraction.learned.linear import Features, LinearModel
from streams.core.extraction.learned.models import SCORED_MODES, same_from
from streams.core.extraction.merging import confidence, parties
from streams.core.extraction.merging.assignment import Assignment, assign_participants
from streams.core.extraction.merging.clustering import Cluster, SameEventScorer
from streams.core.extraction.merging.similarity import similarity_features
from streams.core.extraction.sentences.analysed_article import AnalysedArticle
from tools.training import matching
from tools.training.corpus import Gold
from tools.training.examples import NONE, Example
from tools.training.fitting import LabelledChoice, fit, fit_choice, fit_trees, mean_of
from tools.training.stages import Fitted, fit_typed
from tools.training.synthetic import SECTORS_COUNT, teaches

LabelledFeatures = tuple[Features, int, float]
"""Features, label, weight."""
Reported = tuple[Example, Mapping[int, Report]]
"""An example with what models which had not seen it took for reports in it, by the number of the proposal."""
ScoredReport = tuple[Example, Sequence[Cluster], Fitted]
"""An example with the clusters that such models made of it, and these models."""
Pair = tuple[str, Features, int, float]
"""The type of two reports, how alike they are, whether they report one event, and how much the pair counts."""


class AnnotatedEvent(NamedTuple):
    """An annotated event with the reports that tell it."""

    example: Example
    group: Cluster
    event: Gold
    analysed: AnalysedArticle


_MODES = {f"mode.{mode.value}": mode for mode in SCORED_MODES}
_STRENGTHS = {"planned": (0.4, 3), "ongoing": (0.4, 3), "sector": (0.06, 4)} | dict.fromkeys(_MODES, (0.15, 3))
"""How freely each attribute's model is fitted, and how many rows a feature must be seen in."""
_CHOICES = {"date": 0.06, "place": 0.06, "amount": 0.06}
"""How freely the model of each choice is fitted."""

NULL_WEIGHT = 0.17
"""Annotators leave open what the text does not settle; readers are better served by the likeliest answer."""
NULL_DATE_WEIGHT = 0.23
"""The same for days: more makes fewer up (0.2: for 54 of 100 undated events, 0.3: 40) and misses more (20 and 23 of 100
stated ones)."""


def pairs_of(example: Example, reports: Mapping[int, Report]) -> Iterator[Pair]:
    """Yield the pairs of an example's reports of one type, as far as each tells one annotated event.

    There are none in articles from which merging is not learned. Pairs grow with the square of reports: each counts so
    much that an article counts by its reports, for one long article would teach more than twenty short ones.
    """
    if not teaches(example.labelled, "same"):
        return
    taken = {n: report for n, report in reports.items() if report.probability >= thresholds.REPORT}
    annotated = {n: p for n, p in enumerate(example.proposals) if n in taken and p.label > NONE and not p.several}
    of_type, share = Counter(reports[n].type for n in annotated), example.labelled.share
    for (i, one), (j, other) in combinations(annotated.items(), 2):
        kind = reports[i].type
        if kind is reports[j].type:
            yield (
                kind.value,
                similarity_features(reports[i], reports[j]),
                int(one.label == other.label),
                share / of_type[kind],
            )


def fit_same(reported: Sequence[Reported]) -> Fitted:
    """Fit: do two reports of one article report the same event."""
    pairs = [pair for example, reports in reported for pair in pairs_of(example, reports)]
    weights = _even([weight for *_, weight in pairs])
    return fit_typed("same", [(*pair[:3], weight) for pair, weight in zip(pairs, weights, strict=True)], 0.08, 3)


def _even(weights: Sequence[float]) -> list[float]:
    """Return weights in the same proportions, of mean 1: so a penalty weighs as much as without any."""
    mean = sum(weights) / max(1, len(weights))
    return [weight / mean for weight in weights]


def clusters_by_gold(example: Example, reports: Mapping[int, Report]) -> dict[int, Cluster]:
    """Return the reports of each annotated event, but those whose word tells others too: they show what all share."""
    groups: dict[int, list[Report]] = {}
    for number, report in reports.items():
        proposal = example.proposals[number]
        if proposal.label >= 0 and not proposal.several:
            groups.setdefault(proposal.label, []).append(report)
    return {label: tuple(sorted(g, key=lambda r: -r.probability)) for label, g in groups.items()}


def fit_where_and_how_much(reported: Sequence[Reported]) -> Fitted:
    """Place and sum of the annotated events, from all reports that were found of each."""
    annotated = []
    for example, reports in reported:
        groups = clusters_by_gold(example, reports)
        analysed = replace(example.analysed, destinations=destinations_of(list(groups.values())))
        annotated += [
            AnnotatedEvent(example, group, example.events[label], analysed) for label, group in groups.items()
        ]
    return _fit_attributes(annotated, (), ("place", "amount"))


def fit_when_and_what(scored: Sequence[ScoredReport]) -> Fitted:
    """Day, status, mode and sectors of the annotated events, from the clusters that tell them.

    Clusters lack reports of their event and hold some of others, and these models had better know it: in newspapers .79
    of the days are right in place of .78. Places and sums are not: of sums .60 would be right in place of .67.
    """
    annotated = []
    for example, clusters, _ in scored:
        analysed = replace(example.analysed, destinations=destinations_of(clusters))
        annotated += [
            AnnotatedEvent(example, group, example.events[label], analysed)
            for group, label in _telling(example, clusters)
        ]
    return _fit_attributes(annotated, ("planned", "ongoing", *_MODES, "sector"), ("date",))


def _fit_attributes(events: Sequence[AnnotatedEvent], questions: Sequence[str], choices: Sequence[str]) -> Fitted:
    models: Fitted = {}
    for name in questions:
        rows = [
            row for annotated in events if teaches(annotated.example.labelled, name) for row in _rows(name, annotated)
        ]
        models[name] = fit([r[0] for r in rows], [r[1] for r in rows], [r[2] for r in rows], *_STRENGTHS[name])
    for name in choices:
        groups = [
            one
            for annotated in events
            if teaches(annotated.example.labelled, name)
            for one in _choices(name, annotated)
        ]
        models[name] = fit_choice(groups, _CHOICES[name])
    return models


def _rows(name: str, annotated: AnnotatedEvent) -> Iterator[LabelledFeatures]:
    """Yield what an event teaches of a question: of its status or mode, or of each sector that could be its own."""
    example, group, gold, analysed = annotated
    if name == "sector":
        weight = SECTORS_COUNT if example.labelled.synthetic else 1.0
        for sector, named in topics.sector_options(group, analysed).items():
            yield named, int(sector.value in (gold.get("sectors") or ())), weight
    elif name in _MODES:
        if gold.get("mode") and TRAITS[group[0].type].has_mode:
            yield modes.mode_features(group), int(gold["mode"] == _MODES[name]), 1.0
    else:
        yield status.status_features(group, analysed.document.published), int(gold["status"] == name), 1.0


def _choices(name: str, annotated: AnnotatedEvent) -> Iterator[LabelledChoice]:
    """Yield what an event teaches of a choice, if it has any."""
    example, group, gold, analysed = annotated
    if name == "date":
        day, days = gold.get("date"), whens.date_options(group, analysed)
        right = [str(o.value.day) == day if day else whens.is_period_of(o) for o in days]
        yield _choice(group, days, right, NULL_DATE_WEIGHT)
    elif name == "place":
        # Where a release says that something is, is mostly its own capital; days and sums are told alike everywhere.
        country, places = (gold.get("place") or {}).get("country"), wheres.place_options(group, analysed)
        right = [o.value.country == country for o in places]
        yield _choice(group, places, right, NULL_WEIGHT, example.labelled.share)
    elif money := amounts.amount_options(group, analysed):
        yield _choice(group, money, [o.value.amount == gold.get("amount") for o in money], 1.0)


def _choice(
    group: Cluster, options: Sequence[Option[Any]], right: Sequence[bool], null_weight: float, share: float = 1.0
) -> LabelledChoice:
    features = [*(o.features for o in options), null_option(group[0], len(options))]
    place = right.index(True) if True in right else len(options)
    return features, place, share * (null_weight if place == len(options) else 1.0)


def fit_parties(scored: Sequence[ScoredReport]) -> Fitted:
    """Fit: does a country or organisation take part in an event. Asked of clusters made as for `fit_events`."""
    rows: list[LabelledFeatures] = []
    for example, clusters, _ in scored:
        if not (example.labelled.participants and teaches(example.labelled, "party")):
            continue
        for group, label in _telling(example, clusters):
            named = matching.countries(example.events[label])
            found = parties.party_features(group, clusters, example.analysed)
            rows += [(f, int(country in named), example.labelled.share) for country, f in found.items()]
    return {"party": fit_trees([r[0] for r in rows], [r[1] for r in rows], [r[2] for r in rows])}


def _telling(example: Example, clusters: Sequence[Cluster]) -> Iterator[tuple[Cluster, int]]:
    """Yield each cluster that tells an annotated event, with the number of that event."""
    labels = {id(p.candidate): p.label for p in example.proposals}
    for group in clusters:
        if (label := _annotated_label(group, labels)) >= 0:
            yield group, label


def _annotated_label(group: Cluster, labels: Mapping[int, int]) -> int:
    """Return the annotated event that a cluster most likely tells of; below 0 for none."""
    votes: dict[int, float] = {}
    for report in group:
        label = labels[id(report.candidate)]
        votes[label] = votes.get(label, 0.0) + report.probability * (label >= 0)
    return max(votes, key=lambda label: votes[label])


def fit_events(scored: Sequence[ScoredReport]) -> Fitted:
    """Is a cluster of reports a real event? Asked of clusters made by models that had not seen the article."""
    rows: list[LabelledFeatures] = []
    for example, clusters, models in (one for one in scored if teaches(one[0].labelled, "event")):
        event_candidates, same = (
            assign_participants(clusters, example.analysed, models["party"]),
            SameEventScorer(same_from(models)),
        )
        found = [_as_event(group[0].type.value, people) for group, people in event_candidates]
        hits = {j for _, j in matching.pair(example.events, found)}
        left = [j for j in range(len(found)) if j not in hits]
        spare = {left[j] for _, j in matching.pair(example.labelled.background, [found[j] for j in left])}
        sentences = len(example.analysed.document.sentences)
        for j, one in enumerate(event_candidates):
            if j not in spare and one[1].actors:
                features = confidence.event_features(one, event_candidates, sentences, same)
                rows.append((features, int(j in hits), example.labelled.share))
    return {"event": _fit_event(rows)}


def _fit_event(rows: Sequence[LabelledFeatures]) -> LinearModel:
    """Return the mean of a linear model and of trees: the one knows the types apart, the other what speaks together."""
    types = tuple(f"{kind.value} " for kind in EventType)
    labels, weights = [label for _, label, _ in rows], _even([weight for *_, weight in rows])
    named = [{n: v for n, v in f.items() if not n.startswith(confidence.COUNTED)} for f, _, _ in rows]
    shared = [{n: v for n, v in f.items() if not n.startswith(types)} for f, _, _ in rows]
    linear = fit(named, labels, weights, 0.01, 8)
    return mean_of(linear, fit_trees(shared, labels, weights, trees=240, leaves=8, rate=0.04))


def _as_event(kind: str, people: Assignment) -> dict[str, Any]:
    plain = [[{"name": a.name, "country": a.country} for a in group] for group in (people.actors, people.recipients)]
    return {"type": kind, "actors": plain[0], "counterparts": plain[1]}
