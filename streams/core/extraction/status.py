"""Where an event stands when it is reported: planned, ongoing, happened or cancelled."""

from collections.abc import Mapping, Sequence
from datetime import date

from schemas.facts import Status
from streams.core.extraction import clauses
from streams.core.extraction.linear import Features, LinearModel
from streams.core.extraction.reports import Report, surest_of

CANCEL = frozenset({"cancel", "postpone", "scrap", "shelve", "abandon", "axe", "delay", "defer", "suspend"})
"""Verbs that undo the event that is their object."""
_UNDONE = ("dobj", "nsubjpass", "xcomp")


def status_of(
    cluster: Sequence[Report], day: date | None, published: date | None, models: Mapping[str, LinearModel]
) -> Status:
    """Return the status of an event by its surest report; `day` is the event's date, if known."""
    surest = surest_of(cluster)
    if is_cancelled(surest):
        return Status.CANCELLED
    features = describe(surest, day, published)
    planned, ongoing = models["planned"].probability(features), models["ongoing"].probability(features)
    if max(planned, ongoing) < 0.5:
        return Status.HAPPENED
    return Status.PLANNED if planned >= ongoing else Status.ONGOING


def describe(report: Report, day: date | None, published: date | None) -> Features:
    """Return the features of a report's status: its words, its type, how its date lies to the publication."""
    when = (
        "unknown"
        if day is None or published is None
        else "after"
        if day > published
        else "before"
        if day < published
        else "same"
    )
    kind = report.type.value
    tenses = {
        f"{kind} {n}": 1.0 for n in report.features if n.startswith(("tense=", "above0", "route=", "aux=", "lemma="))
    }
    return report.features | tenses | {f"type={kind}": 1.0, f"day={when}": 1.0, f"{kind} day={when}": 1.0}


def is_cancelled(report: Report) -> bool:
    """Whether the event is what somebody cancels or postpones."""
    c = report.candidate
    if c.route.split(">")[0] in _UNDONE and clauses.lemma_at(c.parse, c.predicate) in CANCEL:
        return True
    above = clauses.governors(c.parse, c.trigger)[:1]
    return any(clauses.lemma_at(c.parse, verb) in CANCEL and dep in _UNDONE for verb, dep in above)
