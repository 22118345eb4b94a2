"""Events for the tests of the views."""

from datetime import UTC, date, datetime
from typing import Any

from schemas.event import Event, EventMention, EventOperation
from schemas.facts import Actor, ActorKind, EventType, Place

FIRST_REPORT = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)


def party(country: str, name: str = "") -> Actor:
    return Actor(name=name or country, kind=ActorKind.GOVERNMENT, country=country)


def event(name: str = "e1", version: int = 1, **changes: Any) -> Event:  # noqa: ANN401 - the fields of an event
    """A visit of a Norwegian minister to Ghana, with changes."""
    report = EventMention(
        mention_id=f"m-{name}",
        article_id=f"a-{name}",
        source="Kestrel Wire",
        url="https://kestrelwire.example/1",
        published_at=FIRST_REPORT,
        quote="Ingvild Hauge arrived in Accra on Tuesday.",
    )
    fields: dict[str, Any] = {
        "op": EventOperation.UPSERT,
        "event_id": name,
        "version": version,
        "type": EventType.VISIT,
        "actors": (Actor(name="Ingvild Hauge", kind=ActorKind.PERSON, role="Foreign Minister", country="NOR"),),
        "place": Place(country="GHA", city="Accra"),
        "date": date(2026, 3, 3),
        "confidence": 0.9,
        "mentions": (report,),
        "mention_count": 1,
        "first_reported_at": FIRST_REPORT,
    }
    return Event(**fields | changes)
