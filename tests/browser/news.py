"""Events and counts on topics, written as the stream writes them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from kafka import KafkaProducer

from schemas.count import Count
from schemas.event import Event, EventMention, EventOperation
from schemas.facts import EventType, Place, Status
from schemas.sectors import Sector
from schemas.topics import COUNTS, EVENTS, topics_for
from streams.core.state.cells import cell_of, cells_of
from streams.shell.broker import clients, topics
from streams.shell.demo.run import embedded_settings
from tests.core.views.event_states import FIRST_REPORT, event, party

PARTIES = ("NOR", "GHA", "KEN", "VNM", "CHL", "NPL", "WB", "FJI")
ATTACK = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
WORDS = "Ministers spoke of the railway in the valley, number {}."


class News:
    """Writes to the topics of one broker."""

    def __init__(self, producer: KafkaProducer) -> None:
        self.producer = producer
        self.events: list[Event] = []

    @classmethod
    @contextmanager
    def connected(cls, servers: str) -> Iterator["News"]:
        """Make the topics, and connect."""
        settings = embedded_settings(servers)
        with clients.admin(settings) as admin:
            topics.apply(admin, topics_for(settings.application_id, settings.partitions))
        with clients.producer(settings) as producer:
            yield cls(producer)

    def write(self, *events: Event) -> None:
        """Write states of events."""
        for each in events:
            self.events.append(each)
            self.producer.send(EVENTS[each.type].name, key=each.event_id.encode(), value=_json(each))
        self.producer.flush(timeout=10)

    def standing(self, kind: EventType) -> int:
        """Return how many events of a type stand."""
        newest = {each.event_id: each for each in self.events}
        return sum(each.type is kind and each.op is EventOperation.UPSERT for each in newest.values())

    def write_some(self) -> None:
        """Write thirty events and their counts."""
        self.write(*(self._happening(n) for n in range(30)))
        cells = {cell for each in self.events for cell in cells_of(each)}
        for text in sorted(cells):
            number = sum(text in cells_of(each) for each in self.events)
            count = Count(**dict(cell_of(text)), events=number, mentions=number, version=1)
            self.producer.send(COUNTS.name, key=text.encode(), value=_json(count))
        self.producer.flush(timeout=10)

    def _happening(self, n: int) -> Event:
        first, second = PARTIES[n % 8], PARTIES[(n * 3 + 1) % 8]
        return happening(
            f"event-{n}",
            WORDS.format(n),
            type=tuple(EventType)[n % 4],
            actors=(party(first), party(second)) if first != second else (party(first),),
            place=Place(country=PARTIES[(n + 5) % 8]),
            date=date(2026, 3, 1) + timedelta(days=n % 17) if n % 5 else None,
            sectors=tuple(Sector)[n % 6 : n % 6 + n % 3],
            status=Status.PLANNED if n % 7 == 0 else Status.HAPPENED,
            confidence=0.55 + n % 5 / 10,
        )


def happening(name: str, quote: str, **changes: Any) -> Event:  # noqa: ANN401 - the fields of an event
    """An event that one article reports with this sentence."""
    report = EventMention(
        mention_id=f"m-{name}",
        article_id=f"a-{name}",
        source="Kestrel Wire",
        url=f"https://kestrelwire.example/{name}",
        published_at=FIRST_REPORT,
        quote=quote,
    )
    return event(name, **{"mentions": (report,)} | changes)


def _json(value: Event | Count) -> bytes:
    return value.model_dump_json().encode()
