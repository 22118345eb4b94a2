"""Which annotated event does each proposal report? The annotations tell one sentence of each; models find the rest.

Every proposal of the right type in an event's cued sentence starts as a report of it. Models trained on that (each
judging articles that it has not seen) then tell which proposal of the sentence is meant, and where else it is told.

An article often has several events of one type and the same parties, and a sentence elsewhere is like all of them:
which it tells is decided by the model of what two reports share, fitted to the reports where that is plain.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations

from streams.core.extraction import merging
from streams.core.extraction.linear import Features, LinearModel
from streams.core.extraction.reports import Report
from streams.shell.training import matching
from streams.shell.training.corpus import Gold
from streams.shell.training.examples import NONE, UNSURE, Example, Proposal
from streams.shell.training.invented import teaches

STRONG, WEAK = 1.3, 0.6
"""Likeness from which a report is taken, or may be, for one of an annotated event outside of its cued sentence."""
ALIKE = 1.2
"""Likeness of their parties from which two annotated events of one type cannot be told apart by them."""

Pair = tuple[str, Features, int]
"""The type of two reports, what they share, and whether they report one event."""


def event_of(report: Report) -> dict[str, object]:
    """Return what a report says by itself, in the form of an annotation."""
    actors = [{"name": p.actor.name, "country": p.actor.country} for p in report.likely]
    return {"type": report.type.value, "actors": actors, "counterparts": []}


def align(example: Example, reports: Mapping[int, Report]) -> None:
    """Label an example's proposals anew; `reports` holds, by number, those that the models take for reports."""
    likenesses = {n: [_by_parties(e, event_of(r)) for e in example.events] for n, r in reports.items()}
    for number, proposal in enumerate(example.proposals):
        if proposal.label == UNSURE and not proposal.cued and number not in reports:
            continue
        proposal.label = _label(proposal, reports.get(number), likenesses.get(number, []), example.events)
    _one_for_each_cue(example, reports, likenesses)


def _by_parties(gold: Gold, other: Gold) -> float:
    """Return how alike the participants are: place and date, which a report has not, are left out on both sides."""
    if gold["type"] != other["type"]:
        return 0.0
    one, two = ({**event, "place": None, "date": None} for event in (gold, other))
    return matching.likeness(one, two) - 2 * matching.DETAIL


def _label(proposal: Proposal, report: Report | None, likenesses: Sequence[float], events: Sequence[Gold]) -> int:
    if report is None:
        return NONE
    if proposal.cued:
        best = max(proposal.cued, key=lambda n: likenesses[n])
        return best if report.probability >= 0.5 and likenesses[best] >= 0.3 else UNSURE
    best = max(range(len(events)), key=lambda n: likenesses[n], default=NONE)
    if best == NONE or likenesses[best] < WEAK:
        return NONE
    return best if likenesses[best] >= STRONG and report.probability >= 0.4 else UNSURE


def _one_for_each_cue(
    example: Example, reports: Mapping[int, Report], likenesses: Mapping[int, Sequence[float]]
) -> None:
    """Every annotated event keeps at least the likeliest proposal of its cued sentence."""
    for event in range(len(example.events)):
        cued = [n for n, p in enumerate(example.proposals) if event in p.cued]
        if cued and not any(example.proposals[n].label == event for n in cued):
            free = [n for n in cued if example.proposals[n].label < 0] or cued
            best = max(free, key=lambda n: (reports[n].probability + likenesses[n][event]) if n in reports else 0.0)
            if example.proposals[best].label < 0:
                example.proposals[best].label = event


def pairs_of(example: Example, reports: Mapping[int, Report], plain: bool = False) -> list[Pair]:
    """Return the pairs of an example's reports of annotated events; `plain` leaves out whose event is in doubt.

    There are none in articles from which merging is not learned.
    """
    if not teaches(example.labelled, "same"):
        return []
    found = []
    doubtful = set(in_doubt(example)) if plain else set()
    labels = {n: example.proposals[n].label for n in reports if n not in doubtful}
    for (i, a), (j, b) in combinations(reports.items(), 2):
        x, y = labels.get(i, NONE), labels.get(j, NONE)
        if a.type is b.type and x >= 0 and y >= 0:
            found.append((a.type.value, merging.likeness(a, b), int(x == y)))
    return found


def in_doubt(example: Example) -> dict[int, list[int]]:
    """Return the proposals outside of cued sentences that may report any of several annotated events: these events."""
    found = {}
    for number, proposal in enumerate(example.proposals):
        if proposal.label >= 0 and proposal.label not in proposal.cued:
            own = example.events[proposal.label]
            near = [n for n, e in enumerate(example.events) if e is not own and _by_parties(own, e) >= ALIKE]
            if near:
                found[number] = [proposal.label, *near]
    return found


def settle(example: Example, reports: Mapping[int, Report], models: Mapping[str, LinearModel]) -> None:
    """Give each proposal in doubt to the event whose plain reports it fits best by `models`, which did not see it."""
    doubtful = in_doubt(example)
    plain = {n: r for n, r in reports.items() if n not in doubtful}
    for number, events in doubtful.items():
        if number in reports:
            told = {e: [r for n, r in plain.items() if example.proposals[n].label == e] for e in events}
            fits = {e: merging.fit(group, reports[number], models) for e, group in told.items() if group}
            example.proposals[number].label = max(fits, key=lambda e: fits[e], default=events[0])
