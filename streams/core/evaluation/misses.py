"""Where on its way through the extractor an annotated event was lost."""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from streams.core.evaluation.coded import CodedEvent, Span
from streams.core.extraction.finding import Decision, Judged, Judgement
from streams.core.extraction.model import Finding, Sentence
from streams.core.extraction.stories import Story
from streams.core.extraction.trace import Trace


class MissReason(StrEnum):
    """Why an annotated event was not found, in the order of the stages."""

    NOT_READ = "article not read"
    """Not English, or withdrawn."""
    NO_CUE = "cue not in the text"
    FURNITURE = "sentence taken for furniture"
    TRIAGE = "sentence dropped by triage"
    NO_CANDIDATE = "no candidate in the sentence"
    REJECTED = "candidate rejected by its score"
    NOBODY = "nobody acts"
    UNSURE = "event not sure enough"
    MERGED = "merged into another event"
    ACTORS = "found with other participants"


_ORDER = {reason: number for number, reason in enumerate(MissReason)}


def miss_reason(gold: CodedEvent, trace: Trace, kept: Sequence[Finding], used: Sequence[Finding]) -> MissReason:
    """Return where the sentence that tells of a missed event got to; of several candidates the one that got furthest.

    `kept` are the findings that were sure enough, `used` those of them that were matched to other events.
    """
    if trace.story is None or trace.judgement is None:
        return MissReason.NOT_READ
    if not gold.spans:
        return MissReason.NO_CUE
    index = sentence_at(trace.story.document.sentences, gold.spans[0])
    if index is None:
        return MissReason.FURNITURE
    if not _is_parsed(trace.story, index):
        return MissReason.TRIAGE
    here = [j for j in trace.judgement.judged if j.candidate.type is gold.type and j.passage.parse.index == index]
    fates = [_fate(judged, trace.judgement, kept, used) for judged in here]
    return max(fates, key=_ORDER.__getitem__, default=MissReason.NO_CANDIDATE)


def sentence_at(sentences: Sequence[Sentence], span: Span) -> int | None:
    """Return the position of the sentence that shares most characters with a span; None if none does."""
    shared = [min(s.end, span[1]) - max(s.start, span[0]) for s in sentences]
    best = max(range(len(sentences)), key=lambda n: shared[n], default=None)
    return best if best is not None and shared[best] > 0 else None


def _is_parsed(story: Story, index: int) -> bool:
    return any(passage.parse.index == index for passage in story.passages)


def _fate(judged: Judged, judgement: Judgement, kept: Sequence[Finding], used: Sequence[Finding]) -> MissReason:
    if judged.report is None:
        return MissReason.REJECTED
    decision = next(_decisions_with(judged, judgement))
    if decision.finding is None:
        return MissReason.NOBODY
    if not _among(decision.finding, kept):
        return MissReason.UNSURE
    return MissReason.MERGED if _among(decision.finding, used) else MissReason.ACTORS


def _decisions_with(judged: Judged, judgement: Judgement) -> Iterator[Decision]:
    return (d for d in judgement.decisions if any(report is judged.report for report in d.reports))


def _among(finding: Finding, findings: Sequence[Finding]) -> bool:
    """Tell whether it is one of them: the same object, for two findings may be equal."""
    return any(finding is each for each in findings)
