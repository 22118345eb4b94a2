"""Where an event stands when it is reported: planned, ongoing, happened or cancelled."""

from collections.abc import Mapping, Sequence
from datetime import date

from schemas.facts import Status
from streams.core.extraction import clauses
from streams.core.extraction.linear import Features, LinearModel
from streams.core.extraction.reports import Report, surest_of

LIKELY = 0.4
"""Probability from which an event counts as planned or ongoing: right most often in cross-validation."""
CANCEL = frozenset({"cancel", "postpone", "scrap", "shelve", "abandon", "axe", "delay", "defer", "suspend"})
"""Verbs that undo the event that is their object."""
_UNDONE = ("dobj", "nsubjpass", "xcomp")


def status_of(cluster: Sequence[Report], published: date | None, models: Mapping[str, LinearModel]) -> Status:
    """Return the status of an event by its surest report, told in an article of the day `published`."""
    surest = surest_of(cluster)
    if is_cancelled(surest):
        return Status.CANCELLED
    features = describe(cluster, published)
    planned, ongoing = models["planned"].probability(features), models["ongoing"].probability(features)
    if max(planned, ongoing) < LIKELY:
        return Status.HAPPENED
    return Status.PLANNED if planned >= ongoing else Status.ONGOING


def describe(cluster: Sequence[Report], published: date | None) -> Features:
    """Return the features of a status: the surest report's words, its days beside the publication, other reports."""
    surest = surest_of(cluster)
    kind = surest.type.value
    names = {f"{kind} {n}" for n in surest.features if n.startswith(("tense=", "above0", "route=", "aux=", "lemma="))}
    for day in surest.passage.days if published else ():
        when = "after" if day > str(published) else "before" if day < str(published) else "same"
        names |= {f"stated {when}", f"{kind} stated {when}"}
    for report in cluster:
        if report is not surest:
            names |= {f"again {n}" for n in report.features if n.startswith(("tense=", "future", "assertion=", "plan"))}
    return surest.features | dict.fromkeys(names | {f"type={kind}"}, 1.0)


def is_cancelled(report: Report) -> bool:
    """Whether the event is what somebody cancels or postpones."""
    c = report.candidate
    if c.route.split(">")[0] in _UNDONE and clauses.lemma_at(c.parse, c.predicate) in CANCEL:
        return True
    above = clauses.governors(c.parse, c.trigger)[:1]
    return any(clauses.lemma_at(c.parse, verb) in CANCEL and dep in _UNDONE for verb, dep in above)
