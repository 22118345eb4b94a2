"""Names that never change: what an article, a mention, a block and an event are called.

Every id is the publisher's own or a UUIDv5 of normalised content, so that any worker, at any time, after any crash,
gives the same thing the same name. Never from offsets, clocks, random numbers, confidence or the extractor's version.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit
from uuid import UUID, uuid5

from schemas.article import Article
from schemas.facts import Facts

NAMESPACE = UUID("3b1f0c52-6c0b-5d5e-9a53-0f6f6f8f0c4e")
"""Root of all ids of Communiqué; changing it renames everything."""

_TRACKING = re.compile(
    r"utm_.*|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|twclid|yclid|igshid|mc_cid|mc_eid|_ga|_gl|"
    r"ref_src|ref_url|cmpid|ocid|s_cid|ncid|at_medium|at_campaign|mkt_tok|ito|smid|partner|taid",
    re.IGNORECASE,
)
"""Query parameters that say where a reader came from, not what the page is."""

_DEFAULT_PORTS = {"http": 80, "https": 443}


def article_id(article: Article) -> str:
    """Name an article: the publisher's id, else by its url, else by its text."""
    if article.id is not None:
        return article.id
    if article.url is not None and article.url.strip():
        return _uuid("article-url", canonical_url(article.url))
    return _uuid("article-text", *map(normalised, (article.title, article.text, article.source)))


def mention_ids(article: str, findings: Sequence[Facts]) -> tuple[str, ...]:
    """Name the findings of the article named `article`, one id each, in order.

    Two findings of one article differ by who, when and where; what still ties is numbered in reading order.
    A second reading that changes only details (status, sectors, amount, wording, confidence) gives the same ids.
    """
    seen: dict[str, int] = {}
    names = []
    for finding in findings:
        key = _uuid("mention", article, finding.type, _who(finding), str(finding.date), _where(finding))
        seen[key] = seen.get(key, 0) + 1
        names.append(key if seen[key] == 1 else _uuid("tie", key, str(seen[key])))
    return tuple(names)


def event_id(block: str, anchor: str) -> str:
    """Name the event of a block by its anchor, the id of its first reported mention."""
    return _uuid("event", block, anchor)


def block(facts: Facts, published: date | None) -> str:
    """Name the block of a mention of these facts in an article published on that day."""
    return _uuid("block", facts.type, *sorted(countries(facts))[:2], str(facts.date or published))


def countries(facts: Facts) -> frozenset[str]:
    """Return the countries and organisations that take part."""
    return frozenset(a.country for a in (*facts.actors, *facts.recipients) if a.country)


def canonical_url(url: str) -> str:
    """Return what the addresses of one page have in common.

    Drops scheme, `www.`, default port, user, fragment, tracking parameters and trailing slashes; sorts the query.
    An address that cannot be taken apart names itself.
    """
    try:
        parts = urlsplit(url.strip())
        host = _host(parts)
    except ValueError:
        return url.strip()
    if not host:
        return url.strip()
    query = sorted(pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(pair[0]))
    return f"{host}{parts.path.rstrip('/')}" + (f"?{urlencode(query)}" if query else "")


def normalised(text: str) -> str:
    """Return the letters and digits of a text, folded (NFKC, case) and with single spaces."""
    return " ".join(re.sub(r"[^\w]+", " ", unicodedata.normalize("NFKC", text).casefold()).split())


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").removeprefix("www.")
    return host if parts.port in (None, _DEFAULT_PORTS.get(parts.scheme.lower())) else f"{host}:{parts.port}"


def _who(facts: Facts) -> str:
    return _set(normalised(a.name) for a in facts.actors) + ">" + _set(normalised(a.name) for a in facts.recipients)


def _where(facts: Facts) -> str:
    return f"{facts.place.country or ''}/{normalised(facts.place.city or '')}"


def _set(names: Iterable[str]) -> str:
    return "|".join(sorted(set(names)))


def _uuid(kind: str, *parts: str) -> str:
    return str(uuid5(NAMESPACE, "\x1f".join((kind, *parts))))
