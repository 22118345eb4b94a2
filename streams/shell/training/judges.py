"""Fit the models that judge what the first models made of articles which these had not seen."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

from schemas.facts import EventType
from streams.core.extraction import confidence, parties, status, sums, topics, whens, wheres
from streams.core.extraction.casting import Cast, stage
from streams.core.extraction.choosing import Option, untold
from streams.core.extraction.finding import FLOOR, destinations_of
from streams.core.extraction.likeness import likeness
from streams.core.extraction.linear import Features, LinearModel
from streams.core.extraction.merging import Cluster, SameJudge
from streams.core.extraction.reports import Report
from streams.core.extraction.stories import Story
from streams.core.extraction.trained import Judges
from streams.shell.training import matching
from streams.shell.training.corpus import Gold
from streams.shell.training.examples import NONE, Example
from streams.shell.training.fitting import Choice, fit, fit_choice, fit_trees, mean_of
from streams.shell.training.invented import teaches
from streams.shell.training.stages import Fitted, fit_typed

Row = tuple[Features, int, float]
"""Features, label, weight."""
Reported = tuple[Example, Mapping[int, Report]]
"""An example with what models which had not seen it took for reports in it, by the number of the proposal."""
Judged = tuple[Example, Sequence[Cluster], Judges]
"""An example with the clusters that such models made of it, and these models."""
Pair = tuple[str, Features, int, float]
"""The type of two reports, how alike they are, whether they report one event, and how much the pair counts."""

_STRENGTHS = {"planned": (0.15, 3), "ongoing": (0.15, 3), "sector": (0.06, 4)}
"""How freely each attribute's model is fitted, and how many rows a feature must be seen in."""
_CHOICES = {"date": 0.06, "place": 0.06, "amount": 0.06}
"""How freely the model of each choice is fitted."""

UNTOLD_WEIGHT = 0.17
"""Annotators leave open what the text does not settle; readers are better served by the likeliest answer."""
UNTOLD_DATE_WEIGHT = 0.23
"""The same for days: more makes fewer up (0.2: for 54 of 100 undated events, 0.3: 40) and misses more (20 and 23 of 100
stated ones)."""


def pairs_of(example: Example, reports: Mapping[int, Report]) -> Iterator[Pair]:
    """Yield the pairs of an example's reports of one type, as far as each tells one annotated event.

    There are none in articles from which merging is not learned. Pairs grow with the square of reports: each counts so
    much that an article counts by its reports, for one long article would teach more than twenty short ones.
    """
    if not teaches(example.labelled, "same"):
        return
    taken = {n: report for n, report in reports.items() if report.probability >= FLOOR}
    told = {n: p for n, p in enumerate(example.proposals) if n in taken and p.label > NONE and not p.several}
    of_type, share = Counter(reports[n].type for n in told), example.labelled.share
    for (i, one), (j, other) in combinations(told.items(), 2):
        kind = reports[i].type
        if kind is reports[j].type:
            yield kind.value, likeness(reports[i], reports[j]), int(one.label == other.label), share / of_type[kind]


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


def fit_attributes(reported: Sequence[Reported]) -> Fitted:
    """Status, date, place, sum and sectors of the annotated events, from the reports that were found of them."""
    rows: dict[str, list[Row]] = {name: [] for name in ("planned", "ongoing", "sector")}
    choices: dict[str, list[Choice]] = {name: [] for name in _CHOICES}
    for example, reports in reported:
        groups = clusters_by_gold(example, reports)
        story = replace(example.story, destinations=destinations_of(list(groups.values())))
        for label, group in groups.items():
            for name, row in _attribute_rows(group, example.events[label], story):
                if teaches(example.labelled, name):
                    rows[name].append(row)
            for name, choice in _attribute_choices(group, example.events[label], story, example.labelled.share):
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


def _attribute_choices(group: Cluster, gold: Gold, story: Story, share: float) -> Iterator[tuple[str, Choice]]:
    # Where a release says that something is, is mostly its own capital; days and sums are told alike everywhere.
    day, country = gold.get("date"), (gold.get("place") or {}).get("country")
    days = whens.date_options(group, story)
    right = [str(o.value.day) == day if day else whens.is_period_of(o) for o in days]
    yield "date", _choice(group, days, right, UNTOLD_DATE_WEIGHT)
    places = wheres.place_options(group, story)
    yield "place", _choice(group, places, [o.value.country == country for o in places], UNTOLD_WEIGHT, share)
    money = sums.sum_options(group, story)
    if money:
        yield "amount", _choice(group, money, [o.value.amount == gold.get("amount") for o in money], 1.0)


def _choice(
    group: Cluster, options: Sequence[Option[Any]], right: Sequence[bool], untold_weight: float, share: float = 1.0
) -> Choice:
    features = [*(o.features for o in options), untold(group[0], len(options))]
    place = right.index(True) if True in right else len(options)
    return features, place, share * (untold_weight if place == len(options) else 1.0)


def fit_parties(judged: Sequence[Judged]) -> Fitted:
    """Fit: does a country or organisation take part in an event. Asked of clusters made as for `fit_events`."""
    rows: list[Row] = []
    for example, clusters, _ in judged:
        if not (example.labelled.participants and teaches(example.labelled, "party")):
            continue
        labels = {id(p.candidate): p.label for p in example.proposals}
        for group in clusters:
            told = _told(group, labels)
            if told >= 0:
                named = matching.countries(example.events[told])
                found = parties.describe(group, clusters, example.story)
                rows += [(f, int(country in named), example.labelled.share) for country, f in found.items()]
    return {"party": fit_trees([r[0] for r in rows], [r[1] for r in rows], [r[2] for r in rows])}


def _told(group: Cluster, labels: Mapping[int, int]) -> int:
    """Return the annotated event that a cluster most likely tells of; below 0 for none."""
    votes: dict[int, float] = {}
    for report in group:
        label = labels[id(report.candidate)]
        votes[label] = votes.get(label, 0.0) + report.probability * (label >= 0)
    return max(votes, key=lambda label: votes[label])


def fit_events(judged: Sequence[Judged]) -> Fitted:
    """Is a cluster of reports a real event? Asked of clusters made by models that had not seen the article."""
    rows: list[Row] = []
    for example, clusters, models in (one for one in judged if teaches(one[0].labelled, "event")):
        staged, same = stage(clusters, example.story, models), SameJudge(models)
        found = [_as_event(group[0].type.value, people) for group, people in staged]
        hits = {j for _, j in matching.pair(example.events, found)}
        left = [j for j in range(len(found)) if j not in hits]
        spare = {left[j] for _, j in matching.pair(example.labelled.background, [found[j] for j in left])}
        for j, one in enumerate(staged):
            if j not in spare and one[1].actors:
                rows.append((confidence.describe(one, staged, same), int(j in hits), example.labelled.share))
    return {"event": _fit_event(rows)}


def _fit_event(rows: Sequence[Row]) -> LinearModel:
    """Return the mean of a linear model and of trees: the one knows the types apart, the other what speaks together."""
    types = tuple(f"{kind.value} " for kind in EventType)
    labels, weights = [label for _, label, _ in rows], _even([weight for *_, weight in rows])
    named = [{n: v for n, v in f.items() if not n.startswith(confidence.COUNTED)} for f, _, _ in rows]
    shared = [{n: v for n, v in f.items() if not n.startswith(types)} for f, _, _ in rows]
    linear = fit(named, labels, weights, 0.01, 8)
    return mean_of(linear, fit_trees(shared, labels, weights, trees=240, leaves=8, rate=0.04))


def _as_event(kind: str, people: Cast) -> dict[str, Any]:
    plain = [[{"name": a.name, "country": a.country} for a in group] for group in (people.actors, people.recipients)]
    return {"type": kind, "actors": plain[0], "counterparts": plain[1]}
