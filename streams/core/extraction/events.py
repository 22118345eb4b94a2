"""From an article to its events: candidates, judged; reports, merged; each group of reports made one finding."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from schemas.mention import Evidence
from streams.core.event_traits import TRAITS
from streams.core.extraction.arguments.participants import CandidateInContext, participations_of
from streams.core.extraction.arguments.reports import Report
from streams.core.extraction.attributes.event_amount import amount_of
from streams.core.extraction.attributes.event_days import days_of, status_on
from streams.core.extraction.attributes.event_place import place_of
from streams.core.extraction.attributes.event_sectors import sectors_of_event
from streams.core.extraction.attributes.meeting_mode import mode_of
from streams.core.extraction.attributes.status import status_of
from streams.core.extraction.learned import thresholds
from streams.core.extraction.learned.models import Models, Networks, Scorers
from streams.core.extraction.learned.networks import Network
from streams.core.extraction.merging.assignment import EventCandidate, assign_participants
from streams.core.extraction.merging.clustering import Cluster, SameEventScorer, cluster
from streams.core.extraction.merging.confidence import confidences_of, threshold_of
from streams.core.extraction.merging.sides import sides_of
from streams.core.extraction.model import Finding
from streams.core.extraction.sentences.analysed_article import AnalysedArticle, Trip
from streams.core.extraction.sentences.analysed_sentence import AnalysedSentence
from streams.core.extraction.sentences.assertion import unasserted
from streams.core.extraction.sentences.context import candidate_features
from streams.core.extraction.sentences.destinations import by_destination
from streams.core.extraction.sentences.fixtures import is_fixture
from streams.core.extraction.sentences.governance import Unasserted
from streams.core.extraction.sentences.promises import is_promise
from streams.core.extraction.sentences.word_windows import window_features
from streams.core.extraction.triggers.rules import Candidate, RuleBook
from streams.core.values.amounts import instrument
from streams.core.values.sectors import crs_codes

MAX_REPORTS = 150
"""Reports of one article that are put together, the surest: each is compared with all others, so the time grows with
their square. A news article has twenty to thirty at most."""


@dataclass(frozen=True, slots=True)
class ScoredCandidate:
    """A candidate with the probability that it reports an event, and the report that it is.

    It is none where the probability is too low, or where the sentence does not assert the event.
    """

    candidate: Candidate
    sent: AnalysedSentence
    probability: float
    unasserted: Unasserted | None
    """Why a likely one is no report."""
    report: Report | None


@dataclass(frozen=True)
class Decision:
    """What became of a group of reports: how sure its event is, and its finding.

    The finding is put together when it is asked for: of one event in five, not sure enough, only an explanation asks.
    """

    event_candidates: EventCandidate
    confidence: float | None
    """None where nobody acts: then there is no finding either."""
    accepted: bool
    """Whether the finding is reported."""
    analysed: AnalysedArticle = field(repr=False)
    scorers: Scorers = field(repr=False)

    @property
    def reports(self) -> Cluster:
        """The reports of the group, the surest first."""
        return self.event_candidates[0]

    @cached_property
    def finding(self) -> Finding | None:
        """The event, whether it is reported or not."""
        return (
            None
            if self.confidence is None
            else finding(self.event_candidates, self.confidence, self.analysed, self.scorers)
        )


@dataclass(frozen=True, slots=True)
class Inference:
    """All that was weighed on the way to the events of an article."""

    scored: tuple[ScoredCandidate, ...]
    decisions: tuple[Decision, ...]
    threshold: float
    """The confidence from which its events are reported."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The events, in the order in which the article tells them."""
        kept = [d.finding for d in self.decisions if d.accepted and d.finding is not None]
        return tuple(sorted(kept, key=lambda f: (f.evidence[0].start, f.type.value)))


def findings_of(analysed: AnalysedArticle, book: RuleBook, models: Models) -> tuple[Finding, ...]:
    """Return the events of an article, in the order in which it tells them."""
    return infer(analysed, book, models).findings


def infer(analysed: AnalysedArticle, book: RuleBook, models: Models) -> Inference:
    """Judge what the rules propose in an article, and group it into events."""
    scored = tuple(_scored(analysed, book, models.networks))
    same = SameEventScorer(models.scorers.same)
    clusters = cluster(_surest([j.report for j in scored if j.report is not None]), same)
    analysed = replace(analysed, destinations=destinations_of(clusters))
    event_candidates = assign_participants(clusters, analysed, models.scorers.party)
    sure = confidences_of(event_candidates, len(analysed.document.sentences), models.scorers.event, same)
    threshold = threshold_of(sure)
    decisions = (
        Decision(one, confidence, confidence is not None and confidence >= threshold, analysed, models.scorers)
        for one, confidence in zip(event_candidates, sure, strict=True)
    )
    return Inference(scored, tuple(decisions), threshold)


def _surest(reports: list[Report]) -> list[Report]:
    if len(reports) <= MAX_REPORTS:
        return reports
    return sorted(reports, key=lambda r: (-r.probability, r.sent.number, r.candidate.trigger))[:MAX_REPORTS]


def destinations_of(clusters: Sequence[Cluster]) -> tuple[Trip, ...]:
    """Return the visits that are likely enough to tell where other events are, the likeliest first."""
    likely = [c[0] for c in clusters if c[0].probability >= thresholds.TRIP]
    return tuple(Trip(r.candidate.destination, r.names) for r in likely if r.candidate.destination)


def propose(sent: AnalysedSentence, book: RuleBook) -> list[Candidate]:
    """Return what the rules propose in a sentence."""
    proposed = book.candidates(sent.parse, sent.has_money)
    found = [c for c in proposed if not is_fixture(c, sent) and not is_promise(c)]
    return [c for one in found for c in (by_destination(one, sent) if TRAITS[one.type].has_destination else (one,))]


def _scored(analysed: AnalysedArticle, book: RuleBook, networks: Networks) -> Iterator[ScoredCandidate]:
    proposed = [(c, p, candidate_features(c, p, analysed)) for p in analysed.sents for c in propose(p, book)]
    probabilities = probabilities_of(proposed, networks.report)
    # Not in `propose`, from which the networks learn: what is not asserted is left to them as an example.
    likely = [(one, p) for one, p in zip(proposed, probabilities, strict=True) if p >= thresholds.REPORT]
    reasons = [unasserted(candidate) for (candidate, _, _), _ in likely]
    asserted = [each for each, reason in zip(likely, reasons, strict=True) if reason is None]
    reports, why = iter(reports_of(asserted, analysed, networks.part)), iter(reasons)
    for (candidate, sent, _), probability in zip(proposed, probabilities, strict=True):
        is_likely = probability >= thresholds.REPORT
        reason = next(why) if is_likely else None
        report = next(reports) if is_likely and reason is None else None
        yield ScoredCandidate(candidate, sent, probability, reason, report)


def probabilities_of(proposed: Sequence[CandidateInContext], network: Network) -> list[float]:
    """Return the probability that each candidate reports an event: faster for all of an article at once."""
    sents = [sent for _, sent, _ in proposed]
    hidden = network.hidden_of_each((*frame, *window_features(candidate, sent)) for candidate, sent, frame in proposed)
    hidden += network.hidden_by_key({p.number: p.features for p in sents}, [p.number for p in sents])
    return network.probabilities([candidate.type.value for candidate, _, _ in proposed], hidden)


def reports_of(
    likely: Sequence[tuple[CandidateInContext, float]], analysed: AnalysedArticle, network: Network
) -> list[Report]:
    """Return a report for each candidate, with its probability; `network` scores who takes part."""
    parts = participations_of([one for one, _ in likely], analysed, network)
    return [
        Report(candidate, sent, frame | dict.fromkeys(sent.features, 1.0), probability, own)
        for ((candidate, sent, frame), probability), own in zip(likely, parts, strict=True)
    ]


def finding(one: EventCandidate, confidence: float, analysed: AnalysedArticle, scorers: Scorers) -> Finding:
    """One event from the reports of it and those who take part."""
    reports, named = one
    surest = reports[0]
    place = place_of(reports, analysed, scorers.place)
    people = sides_of(reports, named, place)
    published = analysed.document.published
    told = status_of(reports, published, scorers)
    when = days_of(reports, told, analysed, scorers.date)
    money = amount_of(reports, analysed, scorers.amount)
    sectors = sectors_of_event(reports, analysed, scorers.sector)
    words = " ".join(r.sent.sentence.text for r in reports)
    return Finding(
        type=surest.type,
        mode=mode_of(reports, scorers.mode) if TRAITS[surest.type].has_mode else None,
        actors=people.actors,
        recipients=people.recipients,
        place=place,
        date=when.first if when else None,
        date_end=when.last if when else None,
        date_precision=when.precision if when else None,
        status=status_on(told, when, published),
        sectors=sectors,
        crs_codes=crs_codes(sectors, words),
        amount=money.amount if money else None,
        currency=money.currency if money else None,
        instrument=instrument(words) if money else None,
        confidence=confidence,
        evidence=_evidence_of(reports),
    )


def _evidence_of(reports: Cluster) -> tuple[Evidence, ...]:
    """Each sentence once, by the rule of its surest report: that of the surest first, then as they stand."""
    present: dict[int, Report] = {}
    for report in reports:
        present.setdefault(report.sent.number, report)
    first, *rest = present.values()
    return tuple(_evidence(r) for r in (first, *sorted(rest, key=lambda r: r.sent.number)))


def _evidence(report: Report) -> Evidence:
    sentence = report.sent.sentence
    return Evidence(text=sentence.text, start=sentence.start, end=sentence.end, rule=report.candidate.rule)
