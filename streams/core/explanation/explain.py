"""Explain a trace."""

from collections.abc import Iterator

from streams.core.explanation.choices import choices_of
from streams.core.explanation.removed import removed_from
from streams.core.explanation.triggers import triggers_in
from streams.core.explanation.values import (
    Explanation,
    NamedActor,
    ReadSentence,
    Verdict,
    WeighedCandidate,
    WeighedEvent,
    WeighedPart,
)
from streams.core.extraction.actors.mentions import ActorMention
from streams.core.extraction.arguments.reports import Report
from streams.core.extraction.events import Decision, Inference, ScoredCandidate
from streams.core.extraction.learned import thresholds
from streams.core.extraction.learned.models import Models, Scorers
from streams.core.extraction.merging.confidence import threshold_of
from streams.core.extraction.sentences.analysed_article import AnalysedArticle
from streams.core.extraction.sentences.analysed_sentence import AnalysedSentence
from streams.core.extraction.syntax.parse import Parse
from streams.core.extraction.trace import Trace
from streams.core.extraction.triggers.rules import RuleBook
from streams.core.extraction.triggers.triage import chance
from streams.core.identity.ids import article_id
from streams.core.text.model import Sentence


def explain(trace: Trace, book: RuleBook, models: Models) -> Explanation:
    """Return how the extractor with these rules and models came to what it found in an article."""
    article = trace.article
    explanation = Explanation(
        article_id=article_id(article),
        title=article.title,
        source=article.source,
        published=article.published_at.date() if article.published_at else None,
        language=trace.extraction.language,
        outcome=trace.extraction.outcome,
        triage_floor=thresholds.SENTENCE,
        report_floor=thresholds.REPORT,
        event_floor=threshold_of(()),
    )
    if trace.analysed is None or trace.inference is None:
        return explanation
    return explanation.model_copy(update=_reading(trace.analysed, trace.inference, article.text, book, models))


def _reading(
    analysed: AnalysedArticle, inference: Inference, text: str, book: RuleBook, models: Models
) -> dict[str, object]:
    document = analysed.document
    return {
        "published": document.published,
        "home_country": document.home_country,
        "dateline": document.dateline.place if document.dateline else None,
        "dateline_day": document.dateline.day if document.dateline else None,
        "removed": removed_from(text, document),
        "sentences": tuple(_sentences(analysed, inference, book, models.scorers)),
        "event_floor": inference.threshold,
        "events": tuple(_event(n, d, analysed, models.scorers) for n, d in enumerate(inference.decisions, 1)),
    }


def _sentences(
    analysed: AnalysedArticle, inference: Inference, book: RuleBook, scorers: Scorers
) -> Iterator[ReadSentence]:
    parsed = {sent.parse.index: sent for sent in analysed.sents}
    for number, sentence in enumerate(analysed.document.sentences):
        sent = parsed.get(number)
        scored = [each for each in inference.scored if each.sent is sent] if sent else []
        yield ReadSentence(
            number=number,
            start=sentence.start,
            end=sentence.end,
            text=sentence.text,
            kind=sentence.kind,
            parsed=sent is not None,
            chance=round(chance(sentence, number, book.is_trigger, scorers.triage), 3),
            triggers=triggers_in(sentence, book),
            actors=tuple(_actor(m, sent) for m in sent.actors) if sent else (),
            candidates=tuple(_candidate(each, inference) for each in scored),
        )


def _actor(mention: ActorMention, sent: AnalysedSentence) -> NamedActor:
    start, end = sent.parse.tokens[mention.first].start, sent.parse.tokens[mention.last].end
    text = _slice(sent.sentence, start, end)
    return NamedActor(start=start, end=end, text=text, how=mention.how, actors=mention.actors)


def _candidate(scored: ScoredCandidate, inference: Inference) -> WeighedCandidate:
    candidate, parse = scored.candidate, scored.candidate.parse
    token = parse.tokens[candidate.trigger]
    number, verdict = _verdict(scored, inference)
    return WeighedCandidate(
        type=candidate.type,
        rule=candidate.rule,
        start=token.start,
        end=token.end,
        word=token.text,
        probability=round(scored.probability, 3),
        verdict=verdict,
        unasserted=scored.unasserted,
        event=number,
        parts=_parts(scored.report),
    )


def _verdict(scored: ScoredCandidate, inference: Inference) -> tuple[int | None, Verdict]:
    """Return the number of the event that a candidate's report was grouped into, and what became of the candidate."""
    report = scored.report
    if report is None:
        return None, Verdict.UNASSERTED if scored.unasserted else Verdict.REJECTED
    for number, decision in enumerate(inference.decisions, 1):
        if any(each is report for each in decision.reports):
            return number, _verdict_in(decision, report)
    return None, Verdict.REJECTED


def _verdict_in(decision: Decision, report: Report) -> Verdict:
    if decision.finding is None:
        return Verdict.NOBODY
    if not decision.accepted:
        return Verdict.UNSURE
    return Verdict.REPORTS if decision.reports[0] is report else Verdict.MERGED


def _parts(report: Report | None) -> tuple[WeighedPart, ...]:
    parts = sorted(report.parts, key=lambda part: -part.probability) if report else ()
    return tuple(
        WeighedPart(
            name=part.actor.name,
            country=part.actor.country,
            probability=round(part.probability, 3),
            receives=round(part.recipient, 3),
        )
        for part in parts
    )


def _event(number: int, decision: Decision, analysed: AnalysedArticle, scorers: Scorers) -> WeighedEvent:
    parses: list[Parse] = [report.sent.parse for report in decision.reports]
    return WeighedEvent(
        number=number,
        accepted=decision.accepted,
        type=decision.reports[0].type,
        sentences=tuple(dict.fromkeys(parse.index for parse in parses)),
        finding=decision.finding,
        choices=choices_of(decision, analysed, scorers) if decision.accepted else (),
    )


def _slice(sentence: Sentence, start: int, end: int) -> str:
    return sentence.text[start - sentence.start : end - sentence.start]
