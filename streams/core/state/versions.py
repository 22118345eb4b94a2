"""Which word on a mention holds: its newest version, and of one version a retraction."""

from schemas.mention import Mention
from streams.core.linking.reports import Content
from streams.core.state.entry import Held


def held_of(mention: Mention, content: Content | None) -> Held:
    """Return what is kept of a mention; `content` is what it says, None for a retraction."""
    version = (mention.version.revision, mention.version.extractor)
    if content is None:
        return Held.model_construct(version=version)
    article = mention.article
    return Held.model_construct(
        version=version,
        content=content.key,
        article=article.id,
        source=article.source,
        url=article.url,
        published_at=article.published_at,
    )


def is_newer(a: Held, b: Held) -> bool:
    """Whether `a` outranks `b`: by version, then a retraction an assert; the text decides what should never differ."""
    rank_a, rank_b = (*a.version, a.content is None), (*b.version, b.content is None)
    return rank_a > rank_b or (rank_a == rank_b and a.model_dump_json() > b.model_dump_json())
