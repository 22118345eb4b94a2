"""One event in full: its facts, and every report of it with the sentence and the way to the article."""

from dataclasses import dataclass
from typing import Any

from schemas.event import Event
from streams.core.printable import printable
from streams.core.views.description import actor_of, money_of, web_link, when_of, where_of
from streams.core.views.selection import Selection

MAX_QUOTE = 4_000


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    """Somebody who acts or receives."""

    name: str
    role: str
    country: str | None
    inferred: bool


def reports_of(event: Event) -> list[dict[str, Any]]:
    """Return the reports of an event; `link` is None where the article has no address of the web."""
    return [
        {
            "source": printable(mention.source, 120) or "unnamed source",
            "published": mention.published_at,
            "quote": printable(mention.quote, MAX_QUOTE),
            "link": web_link(mention.url),
            "article_id": printable(mention.article_id, 300),
        }
        for mention in event.mentions
    ]


def facts_of(event: Event) -> dict[str, Any]:
    """Return what is known of an event."""
    return {
        "actors": [_person(actor.country, actor_of(actor), actor.role, actor.inferred) for actor in event.actors],
        "recipients": [_person(each.country, actor_of(each), each.role, each.inferred) for each in event.recipients],
        "when": when_of(event),
        "where": where_of(event.place),
        "money": money_of(event),
        "mode": event.mode.value if event.mode else "",
        "sectors": event.sectors,
        "day": Selection(since=event.date, until=event.date) if event.date else Selection(undated=True),
        "confidence": f"{event.confidence:.2f}",
        "total": max(event.mention_count, len(event.mentions)),
    }


def _person(country: str | None, name: str, role: str | None, inferred: bool) -> ParticipantRow:
    return ParticipantRow(name, printable(role or "", 120), country, inferred)
