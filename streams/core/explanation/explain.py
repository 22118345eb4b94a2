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
from streams.core.extraction.confidence import bound_of
from streams.core.extraction.finding import FLOOR, Decision, Judged, Judgement
from streams.core.extraction.model import ActorMention, Parse, Sentence
from streams.core.extraction.passages import Passage
from streams.core.extraction.reports import Report
from streams.core.extraction.rules import RuleBook
from streams.core.extraction.stories import Story
from streams.core.extraction.trace import Trace
from streams.core.extraction.trained import Judges, Models
from streams.core.extraction.triage import THRESHOLD, chance
from streams.core.identity.ids import article_id


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
        triage_floor=THRESHOLD,
        report_floor=FLOOR,
        event_floor=bound_of(()),
    )
    if trace.story is None or trace.judgement is None:
        return explanation
    return explanation.model_copy(update=_reading(trace.story, trace.judgement, article.text, book, models))


def _reading(story: Story, judgement: Judgement, text: str, book: RuleBook, models: Models) -> dict[str, object]:
    document = story.document
    return {
        "published": document.published,
        "home_country": document.home_country,
        "dateline": document.dateline.place if document.dateline else None,
        "dateline_day": document.dateline.day if document.dateline else None,
        "removed": removed_from(text, document),
        "sentences": tuple(_sentences(story, judgement, book, models.judges)),
        "event_floor": judgement.bound,
        "events": tuple(_event(n, d, story, models.judges) for n, d in enumerate(judgement.decisions, 1)),
    }


def _sentences(story: Story, judgement: Judgement, book: RuleBook, judges: Judges) -> Iterator[ReadSentence]:
    parsed = {passage.parse.index: passage for passage in story.passages}
    for number, sentence in enumerate(story.document.sentences):
        passage = parsed.get(number)
        judged = [each for each in judgement.judged if each.passage is passage] if passage else []
        yield ReadSentence(
            number=number,
            start=sentence.start,
            end=sentence.end,
            text=sentence.text,
            kind=sentence.kind,
            parsed=passage is not None,
            chance=round(chance(sentence, number, book.is_trigger, judges), 3),
            triggers=triggers_in(sentence, book),
            actors=tuple(_actor(m, passage) for m in passage.actors) if passage else (),
            candidates=tuple(_candidate(each, judgement) for each in judged),
        )


def _actor(mention: ActorMention, passage: Passage) -> NamedActor:
    start, end = passage.parse.tokens[mention.first].start, passage.parse.tokens[mention.last].end
    text = _slice(passage.sentence, start, end)
    return NamedActor(start=start, end=end, text=text, how=mention.how, actors=mention.actors)


def _candidate(judged: Judged, judgement: Judgement) -> WeighedCandidate:
    candidate, parse = judged.candidate, judged.candidate.parse
    token = parse.tokens[candidate.trigger]
    number, verdict = _verdict(judged.report, judgement)
    return WeighedCandidate(
        type=candidate.type,
        rule=candidate.rule,
        start=token.start,
        end=token.end,
        word=token.text,
        probability=round(judged.probability, 3),
        verdict=verdict,
        event=number,
        parts=_parts(judged.report),
    )


def _verdict(report: Report | None, judgement: Judgement) -> tuple[int | None, Verdict]:
    """Return the number of the event that a report was grouped into, and what became of the report."""
    if report is None:
        return None, Verdict.REJECTED
    for number, decision in enumerate(judgement.decisions, 1):
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


def _event(number: int, decision: Decision, story: Story, judges: Judges) -> WeighedEvent:
    parses: list[Parse] = [report.passage.parse for report in decision.reports]
    return WeighedEvent(
        number=number,
        accepted=decision.accepted,
        type=decision.reports[0].type,
        sentences=tuple(dict.fromkeys(parse.index for parse in parses)),
        finding=decision.finding,
        choices=choices_of(decision, story, judges) if decision.accepted else (),
    )


def _slice(sentence: Sentence, start: int, end: int) -> str:
    return sentence.text[start - sentence.start : end - sentence.start]
