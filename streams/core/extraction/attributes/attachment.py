"""How a stretch of a sentence (a date, a place, a sum) is attached to the word that reports an event."""

from collections.abc import Iterator

from streams.core.extraction.arguments.reports import Report
from streams.core.extraction.learned.linear import bucket
from streams.core.extraction.syntax import clauses
from streams.core.extraction.syntax.parse import Parse

_CLAUSES = frozenset({"ccomp", "advcl", "relcl", "acl", "conj", "parataxis"})
"""Labels by which one clause hangs from another."""


def attachment(report: Report, start: int, end: int) -> Iterator[str]:
    """Features of the way from the report's word to the stretch; offsets are into the report's sentence."""
    parse, trigger = report.candidate.parse, report.candidate.trigger
    first, last = report.sent.token_at(start), report.sent.token_at(max(start, end - 1))
    head = _head(parse, first, last)
    up, down = clauses.path(parse, trigger, head)
    yield f"hops={bucket(len(up) + len(down), 1, 2, 3, 4, 6, 9)}"
    yield f"up={'>'.join(x.split(':')[0] for x in up)}"
    yield f"down={'<'.join(x for x in down[:3])}"
    if len(up) + len(down) <= 5:
        yield f"path={'>'.join(x.split(':')[0] for x in up)}<{'<'.join(down)}"
    side = "before" if head < trigger else "after"
    yield f"side={side}&distance={bucket(abs(head - trigger), 2, 4, 7, 12, 20)}"
    yield f"word before={parse.tokens[first - 1].lemma.lower() if first else '^'}"
    governor = parse.tokens[parse.tokens[head].head]
    yield f"under={governor.lemma.lower()}"
    yield f"verbs between={bucket(_verbs_between(parse, trigger, head), 1, 2, 3)}"
    yield f"own clause={not any(x.split(':')[0] in _CLAUSES for x in (*up, *down))}"


def _head(parse: Parse, first: int, last: int) -> int:
    span = range(first, last + 1)
    return next((i for i in span if parse.tokens[i].head not in span or parse.tokens[i].head == i), first)


def _verbs_between(parse: Parse, a: int, b: int) -> int:
    return sum(clauses.is_verb(parse, i) for i in range(min(a, b) + 1, max(a, b)))
