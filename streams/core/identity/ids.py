"""Names that never change: what an article, a mention, a block and an event are called.

Every id is the publisher's own or a UUIDv5 of normalised content, so that any worker, at any time, after any crash,
gives the same thing the same name. Never from offsets, clocks, random numbers, confidence or the extractor's version.
"""

from collections.abc import Iterable, Sequence

from schemas.article import Article
from schemas.facts import Facts
from streams.core.identity.blocks import block
from streams.core.identity.naming import name, normalised
from streams.core.identity.urls import canonical_url

__all__ = ["article_id", "block", "event_id", "mention_ids"]


def article_id(article: Article) -> str:
    """Name an article: the publisher's id, else by its url, else by its text."""
    if article.id is not None:
        return article.id
    if article.url is not None and article.url.strip():
        return name("article-url", canonical_url(article.url))
    return name("article-text", *map(normalised, (article.title, article.text, article.source)))


def mention_ids(article: str, findings: Sequence[Facts]) -> tuple[str, ...]:
    """Name the findings of the article named `article`, one id each, in order.

    Two findings of one article differ by who, when and where; what still ties is numbered in reading order.
    A second reading that changes only details (status, sectors, amount, wording, confidence) gives the same ids.
    """
    seen: dict[str, int] = {}
    names = []
    for finding in findings:
        key = name("mention", article, finding.type, _who(finding), str(finding.date), _where(finding))
        seen[key] = seen.get(key, 0) + 1
        names.append(key if seen[key] == 1 else name("tie", key, str(seen[key])))
    return tuple(names)


def event_id(block: str, anchor: str) -> str:
    """Name the event of a block by its anchor, the id of the mention that was published first.

    So the name depends on the set of mentions alone, and stays as reports are added in the order of publication. It
    changes where an earlier report comes late or the first is withdrawn: the old name is then sent as gone.
    """
    return name("event", block, anchor)


def _who(facts: Facts) -> str:
    return _set(normalised(a.name) for a in facts.actors) + ">" + _set(normalised(a.name) for a in facts.recipients)


def _where(facts: Facts) -> str:
    return f"{facts.place.country or ''}/{normalised(facts.place.city or '')}"


def _set(names: Iterable[str]) -> str:
    return "|".join(sorted(set(names)))
