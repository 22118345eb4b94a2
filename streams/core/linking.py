"""Which mentions of a block report the same event."""

from collections.abc import Iterable

from schemas.mention import Mention
from streams.core.identity import countries


def link(mentions: Iterable[Mention]) -> tuple[tuple[Mention, ...], ...]:
    """Group live mentions of one block into events; a pure function of the set, whatever the order.

    Each group and the groups themselves are in the order of first report.
    """
    groups: dict[object, list[Mention]] = {}
    for mention in sorted(mentions, key=report_order):
        groups.setdefault((mention.type, countries(mention), mention.date), []).append(mention)
    return tuple(map(tuple, groups.values()))


def report_order(mention: Mention) -> tuple[bool, float, str]:
    """Order by publication (undated last), then by id."""
    published = mention.article.published_at
    return published is None, published.timestamp() if published else 0.0, mention.mention_id
