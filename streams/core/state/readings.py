"""The difference of two readings of one article: which mentions hold now and which no longer do.

A new article, the same article again, a correction, a late older revision, a withdrawal and a newer extractor take one
code path: the incoming reading is joined with the one kept, and what the join says is what is sent. `join` is
commutative, associative and idempotent, so repetition, reordering and writes of dead owners change nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from schemas.article import Article, ArticleRef, ArticleStatus
from schemas.mention import Mention, Operation, Version
from schemas.model import Model
from streams.core.extraction.model import Extraction, ExtractorVersion, Outcome
from streams.core.identity import ids

RETRACTED_KEPT = 100
"""Retractions that a reading remembers, of the latest asserts: enough to send them again after any crash."""


class ChangeKind(StrEnum):
    """What an incoming article is to the reading kept; a bounded list, it labels a metric."""

    NEW = "new"
    UNCHANGED = "unchanged"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    REREAD = "reread"
    STALE = "stale"


class Reading(Model):
    """What is kept of an article: its newest reading and the mentions that earlier ones asserted."""

    article_id: str
    version: Version
    withdrawn: bool = False
    newest_extractor: int = 0
    """The highest ordinal of the extractors that ever read the article."""
    outcome: Outcome
    language: str
    mentions: tuple[Mention, ...] = ()
    """What holds: asserts of this version."""
    retracted: tuple[Mention, ...] = ()
    """What no longer holds: retracts of this version."""


@dataclass(frozen=True, slots=True)
class Change:
    """What follows from an incoming article: the reading to keep and the records to send, in order."""

    reading: Reading
    mentions: tuple[Mention, ...]
    kind: ChangeKind


def difference(kept: Reading | None, article: Article, extraction: Extraction, extractor: ExtractorVersion) -> Change:
    """Compare a fresh reading of `article` with the one kept.

    The records are all of the newest reading, not only those that differ: a crash may have come between keeping the
    reading and sending its records, and whoever reads them twice is not harmed. A stale article sends nothing.
    One revision says one thing: another text under the same revision is the same article again, and not read.
    """
    incoming = read(article, extraction, extractor)
    kind = _kind(kept, incoming)
    if kept is None:
        reading = incoming
    elif kind in (ChangeKind.STALE, ChangeKind.UNCHANGED):
        reading = kept
    else:
        reading = join(kept, incoming)
    return Change(reading, () if kind is ChangeKind.STALE else (*reading.retracted, *reading.mentions), kind)


def read(article: Article, extraction: Extraction, extractor: ExtractorVersion) -> Reading:
    """Give the findings of one article their identity."""
    name = ids.article_id(article)
    withdrawn = article.status is ArticleStatus.WITHDRAWN
    version = Version(revision=article.revision, extractor=extractor.ordinal)
    return Reading(
        article_id=name,
        version=version,
        withdrawn=withdrawn,
        newest_extractor=extractor.ordinal,
        outcome=Outcome.WITHDRAWN if withdrawn else extraction.outcome,
        language=extraction.language,
        mentions=() if withdrawn else _mentions(name, article, extraction, extractor, version),
    )


def join(a: Reading, b: Reading) -> Reading:
    """Combine two readings of one article: the newer holds, and what only the older asserted is retracted."""
    newer = max(a, b, key=lambda each: (_order(each), each.model_dump_json(exclude={"retracted", "newest_extractor"})))
    live = {_key(m): m for m in newer.mentions}
    newest_extractor = max(a.newest_extractor, b.newest_extractor)
    gone: dict[tuple[str, str], Mention] = {}
    for mention in sorted((*a.mentions, *a.retracted, *b.mentions, *b.retracted), key=_said_at):
        if _key(mention) not in live:
            gone[_key(mention)] = _retract(mention, newer, newest_extractor)
    latest = sorted(gone.values(), key=_said_at, reverse=True)[:RETRACTED_KEPT]
    return newer.model_copy(
        update={
            "newest_extractor": newest_extractor,
            "mentions": _by_key(live.values()),
            "retracted": _by_key(latest),
        }
    )


def _mentions(
    name: str, article: Article, extraction: Extraction, extractor: ExtractorVersion, version: Version
) -> tuple[Mention, ...]:
    published = article.published_at.date() if article.published_at else None
    ref = ArticleRef(
        id=name,
        url=article.url,
        title=article.title,
        source=article.source,
        published_at=article.published_at,
        revision=article.revision,
    )
    return _by_key(
        Mention(
            **dict(finding),
            op=Operation.ASSERT,
            mention_id=mention_id,
            block=ids.block(finding, published),
            version=version,
            article=ref,
            extractor=f"{extractor.name}/{extractor.version}",
        )
        for mention_id, finding in zip(ids.mention_ids(name, extraction.findings), extraction.findings, strict=True)
    )


def _kind(kept: Reading | None, incoming: Reading) -> ChangeKind:
    if kept is not None and _order(incoming) == _order(kept):
        return ChangeKind.UNCHANGED
    if kept is not None and _order(incoming) < _order(kept):
        return ChangeKind.STALE
    if incoming.withdrawn and not (kept and kept.withdrawn):
        return ChangeKind.WITHDRAWN
    if kept is None:
        return ChangeKind.NEW
    return ChangeKind.CORRECTED if incoming.version.revision > kept.version.revision else ChangeKind.REREAD


def _order(reading: Reading) -> tuple[int, bool, int]:
    """Rank by revision; a withdrawal outranks what was published under its revision, whichever extractor read it."""
    return reading.version.revision, reading.withdrawn, reading.version.extractor


def _key(mention: Mention) -> tuple[str, str]:
    return mention.mention_id, mention.block


def _by_key(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    return tuple(sorted(mentions, key=_key))


def _retract(mention: Mention, newer: Reading, newest_extractor: int) -> Mention:
    """Take a mention back as of the newer reading.

    A withdrawal may be read by an older extractor than what it withdraws: it takes the ordinal of the newest.
    """
    version = newer.version
    if newer.withdrawn:
        version = Version(revision=version.revision, extractor=newest_extractor)
    return mention.model_copy(update={"op": Operation.RETRACT, "version": version, "evidence": ()})


def _said_at(mention: Mention) -> tuple[int, str, str]:
    """Order retractions by the assert that they take back, whatever their own version."""
    said = mention.model_copy(update={"op": Operation.RETRACT, "evidence": ()})
    return mention.article.revision, mention.extractor, said.model_dump_json(exclude={"version"})
