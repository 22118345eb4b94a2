"""How sure an event is: a calibrated probability over all that was read about it."""

from collections.abc import Mapping, Sequence
from math import log

from schemas.facts import Actor
from streams.core.extraction.linear import Features, LinearModel, bucket
from streams.core.extraction.merging import Cluster
from streams.core.extraction.reports import Report

ACCEPT = 0.4
"""Events below this are not reported: the best F1 in cross-validation."""


def confidence_of(cluster: Cluster, actors: Sequence[Actor], others: Sequence[Cluster], models: Mapping[str, LinearModel]) -> float:
    """The probability that a cluster of reports is a real event with these actors, among the other clusters of its article."""
    return round(models["event"].probability(describe(cluster, actors, others)), 3)


def describe(cluster: Cluster, actors: Sequence[Actor], others: Sequence[Cluster]) -> Features:
    """The features of a cluster."""
    surest = cluster[0]
    kind = surest.type.value
    logit = _logit(surest.probability)
    countries = {a.country for a in actors if a.country}
    alike = [o[0] for o in others if o is not cluster and o[0].type is surest.type and o[0].probability >= surest.probability]
    twins = [o for o in alike if _countries(o) & countries]
    names = (
        f"type={kind}",
        f"told={min(len(cluster), 4)}",
        f"{kind} told={min(len(cluster), 4)}",
        f"actors={bucket(len(actors), 1, 2, 3, 5)}",
        f"{kind} actors={bucket(len(actors), 1, 2, 3, 5)}",
        f"{kind} countries={bucket(len(countries), 1, 2, 3)}",
        f"surer ones={bucket(len(alike), 1, 2, 4, 7)}",
        f"{kind} twins={bucket(len(twins), 1, 2, 4)}",
        f"first at={bucket(min(r.passage.parse.index for r in cluster), 1, 3, 6, 12)}",
        f"kind={surest.passage.sentence.kind.value}",
    )
    parts = max((p.probability for p in surest.parts), default=0.0)
    numbers = {"logit": logit, f"{kind} logit": logit, "best part": parts, "all": _logit(_any(cluster))}
    return dict.fromkeys(names, 1.0) | numbers


def _countries(report: Report) -> frozenset[str]:
    return report.countries


def _any(cluster: Sequence[Report]) -> float:
    """The probability that at least one of the reports is right, if they were independent."""
    none = 1.0
    for report in cluster:
        none *= 1.0 - report.probability
    return 1.0 - none


def _logit(p: float) -> float:
    p = min(max(p, 1e-4), 1 - 1e-4)
    return log(p / (1 - p))
