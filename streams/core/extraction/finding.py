"""From a story to its events: candidates, judged; reports, merged; each group of reports made one finding."""

from collections.abc import Mapping, Sequence

from schemas.facts import EventType
from schemas.mention import Evidence
from streams.core.extraction import context
from streams.core.extraction.amounts import instrument
from streams.core.extraction.casting import cast_of
from streams.core.extraction.confidence import ACCEPT, confidence_of
from streams.core.extraction.linear import LinearModel
from streams.core.extraction.meetings import mode_of
from streams.core.extraction.merging import Cluster, cluster
from streams.core.extraction.model import Finding
from streams.core.extraction.participants import judge
from streams.core.extraction.passages import Story
from streams.core.extraction.reports import Report
from streams.core.extraction.rules import RuleBook
from streams.core.extraction.sectors import crs_codes
from streams.core.extraction.status import status_of
from streams.core.extraction.sums import sum_of
from streams.core.extraction.topics import topics_of
from streams.core.extraction.whens import when_of
from streams.core.extraction.wheres import where_of

FLOOR = 0.2
"""Candidates below this are not even a further report of an event."""

Models = Mapping[str, LinearModel]


def findings_of(story: Story, book: RuleBook, models: Models) -> tuple[Finding, ...]:
    """The events of a story, in the order in which it tells them."""
    clusters = cluster(reports_of(story, book, models), models)
    found = [finding(c, clusters, story, models) for c in clusters]
    kept = [f for f in found if f is not None and f.confidence >= ACCEPT]
    return tuple(sorted(kept, key=lambda f: (f.evidence[0].start, f.type.value)))


def reports_of(story: Story, book: RuleBook, models: Models) -> list[Report]:
    """The places in a story that may well report an event, with who takes part."""
    reports = []
    for passage in story.passages:
        for candidate in book.candidates(passage.parse, passage.has_money):
            features = context.describe(candidate, passage, story)
            probability = models[f"report.{candidate.type.value}"].probability(features)
            if probability >= FLOOR:
                parts = tuple(judge(candidate, passage, story, models))
                reports.append(Report(candidate, passage, features, probability, parts))
    return reports


def finding(reports: Cluster, others: Sequence[Cluster], story: Story, models: Models) -> Finding | None:
    """One event from the reports of it; None where nobody acts."""
    people = cast_of(reports)
    if not people.actors:
        return None
    surest = reports[0]
    when = when_of(reports, story.document, models)
    money = sum_of(reports, models)
    sectors = topics_of(reports, story, models)
    words = " ".join(r.passage.sentence.text for r in reports)
    return Finding(
        type=surest.type,
        mode=mode_of(surest, people.actors) if surest.type is EventType.MEETING else None,
        actors=people.actors,
        recipients=people.recipients,
        place=where_of(reports, story, models),
        date=when.day if when else None,
        date_precision=when.precision if when else None,
        status=status_of(reports, when.day if when else None, story.document.published, models),
        sectors=sectors,
        crs_codes=crs_codes(sectors, words),
        amount=money.amount if money else None,
        currency=money.currency if money else None,
        instrument=instrument(words) if money else None,
        confidence=confidence_of(reports, people.actors, others, models),
        evidence=tuple(_evidence(r) for r in sorted(reports, key=lambda r: (r is not surest, r.passage.number))),
    )


def _evidence(report: Report) -> Evidence:
    sentence = report.passage.sentence
    return Evidence(text=sentence.text, start=sentence.start, end=sentence.end, rule=report.candidate.rule)


