"""Where on its way through the extractor an annotated event was lost."""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from streams.core.evaluation.coded import CodedEvent, Span
from streams.core.extraction.events import Decision, Inference, ScoredCandidate
from streams.core.extraction.model import Finding
from streams.core.extraction.sentences.analysed_article import AnalysedArticle
from streams.core.extraction.trace import Trace
from streams.core.text.model import Sentence


class MissReason(StrEnum):
    """Why an annotated event was not found, in the order of the stages."""

    NOT_READ = "article not read"
    """Not English, or withdrawn."""
    NO_CUE = "cue not in the text"
    BOILERPLATE = "sentence taken for boilerplate"
    TRIAGE = "sentence dropped by triage"
    NO_CANDIDATE = "no candidate in the sentence"
    REJECTED = "candidate rejected by its score"
    UNASSERTED = "event not asserted"
    NOBODY = "nobody acts"
    UNSURE = "event not sure enough"
    MERGED = "merged into another event"
    ACTORS = "found with other participants"


_ORDER = {reason: number for number, reason in enumerate(MissReason)}


def miss_reason(gold: CodedEvent, trace: Trace, kept: Sequence[Finding], used: Sequence[Finding]) -> MissReason:
    """Return where the sentence that tells of a missed event got to; of several candidates the one that got furthest.

    `kept` are the findings that were sure enough, `used` those of them that were matched to other events.
    """
    if trace.analysed is None or trace.inference is None:
        return MissReason.NOT_READ
    if not gold.spans:
        return MissReason.NO_CUE
    index = sentence_at(trace.analysed.document.sentences, gold.spans[0])
    if index is None:
        return MissReason.BOILERPLATE
    if not _is_parsed(trace.analysed, index):
        return MissReason.TRIAGE
    here = [j for j in trace.inference.scored if j.candidate.type is gold.type and j.sent.parse.index == index]
    fates = [_fate(scored, trace.inference, kept, used) for scored in here]
    return max(fates, key=_ORDER.__getitem__, default=MissReason.NO_CANDIDATE)


def sentence_at(sentences: Sequence[Sentence], span: Span) -> int | None:
    """Return the position of the sentence that shares most characters with a span; None if none does."""
    shared = [min(s.end, span[1]) - max(s.start, span[0]) for s in sentences]
    best = max(range(len(sentences)), key=lambda n: shared[n], default=None)
    return best if best is not None and shared[best] > 0 else None


def _is_parsed(analysed: AnalysedArticle, index: int) -> bool:
    return any(sent.parse.index == index for sent in analysed.sents)


def _fate(
    scored: ScoredCandidate, inference: Inference, kept: Sequence[Finding], used: Sequence[Finding]
) -> MissReason:
    if scored.report is None:
        return MissReason.UNASSERTED if scored.unasserted else MissReason.REJECTED
    decision = next(_decisions_with(scored, inference))
    if decision.finding is None:
        return MissReason.NOBODY
    if not _among(decision.finding, kept):
        return MissReason.UNSURE
    return MissReason.MERGED if _among(decision.finding, used) else MissReason.ACTORS


def _decisions_with(scored: ScoredCandidate, inference: Inference) -> Iterator[Decision]:
    return (d for d in inference.decisions if any(report is scored.report for report in d.reports))


def _among(finding: Finding, findings: Sequence[Finding]) -> bool:
    """Tell whether it is one of them: the same object, for two findings may be equal."""
    return any(finding is each for each in findings)
