"""One record of a topic in one line for people, or as one object for machines."""

import base64
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import orjson
from pydantic import ValidationError

from schemas.count import Count
from schemas.event import Event, EventOperation
from schemas.facts import Actor, Facts, Place
from schemas.mention import Mention, Operation
from schemas.topics import DEAD_LETTERS, topic
from streams.shell.cli.output import amount
from streams.shell.records.dead_letters import from_record

if TYPE_CHECKING:
    from streams.shell.records.dead_letters import DeadLetter
    from streams.shell.records.record import ConsumerRecord

QUOTE_CHARS = 120


def line_of(record: "ConsumerRecord") -> str:
    """Return a record in one line; one that is not as its topic says is shown as such, never left out."""
    if topic(record.topic) is DEAD_LETTERS:
        return _dead_letter(from_record(record))
    model = topic(record.topic).model
    if model is None or record.value is None:
        return f"{_place(record)} has no value"
    try:
        read = model.model_validate_json(record.value)
    except ValidationError:
        return f"{_place(record)} is not as topic {record.topic} says: {record.value[:QUOTE_CHARS]!r}"
    return _LINES[type(read)](read)


def as_object(record: "ConsumerRecord") -> dict[str, Any]:
    """Return a record as an object: where it stands, its key, and its value as it was sent."""
    where = {
        "topic": record.topic,
        "partition": record.partition,
        "offset": record.offset,
        "timestamp": datetime.fromtimestamp(record.timestamp / 1000, UTC).isoformat(),
    }
    if topic(record.topic) is DEAD_LETTERS:
        return where | letter_object(from_record(record))
    return where | {"key": _text(record.key), "value": _json(record.value)}


def letter_object(letter: "DeadLetter") -> dict[str, Any]:
    """Return a dead letter as an object; the original's bytes are in base64, for they may be anything."""
    return {
        "name": letter.name,
        "at": letter.at.isoformat(),
        "reason": letter.reason,
        "detail": letter.detail,
        "source": letter.source,
        "attempts": letter.attempts,
        "replayed_by": letter.replayed_by or None,
        "key": _text(letter.key),
        "headers": {name: _text(value) for name, value in letter.headers},
        "value_base64": None if letter.value is None else base64.b64encode(letter.value).decode(),
    }


def actor_text(actor: Actor) -> str:
    """Name an actor with the country it acts for."""
    return f"{actor.name} ({actor.country})" if actor.country and actor.country != actor.name else actor.name


def actors_text(facts: Facts) -> str:
    """Name who acts, and towards whom."""
    names = [", ".join(map(actor_text, each)) for each in (facts.actors, facts.recipients) if each]
    return " → ".join(names)


def place_text(place: Place) -> str:
    """Name a place."""
    return ", ".join(filter(None, (place.city, place.country)))


def _event(event: Event) -> str:
    if event.op is EventOperation.GONE:
        return f"- {facts_text(event)} | no report is left"
    reports = amount(max(event.mention_count, len(event.mentions)), "report")
    return f"{facts_text(event)} | {reports}{_quote(mention.quote for mention in event.mentions)}"


def _mention(mention: Mention) -> str:
    sign = "+" if mention.op is Operation.ASSERT else "-"
    return f"{sign} {facts_text(mention)} | {mention.article.id}{_quote(each.text for each in mention.evidence)}"


def _count(count: Count) -> str:
    sector = count.sector.value if count.sector else "any sector"
    cell = f"{count.day or 'no date'} {count.type.value}, {sector}, {count.actor or 'any actor'}"
    return f"{cell}: {amount(count.events, 'event')}, {amount(count.mentions, 'mention')}"


def _dead_letter(letter: "DeadLetter") -> str:
    return f"{letter.at:%Y-%m-%d %H:%M:%S} {letter.name} {letter.reason}: {letter.detail} (from {letter.source})"


_LINES: dict[type, Callable[[Any], str]] = {Event: _event, Mention: _mention, Count: _count}


def facts_text(facts: Facts) -> str:
    """Say in one line when, what, who, where, how much, and how sure it is."""
    when = " to ".join(str(each) for each in (facts.date, facts.date_end) if each) or "no date"
    where = place_text(facts.place)
    amount = f"{facts.amount:,.0f} {facts.currency or ''}".strip() if facts.amount is not None else ""
    sectors = ", ".join(sector.value for sector in facts.sectors)
    parts = (f"{facts.type.value} {facts.status.value}", actors_text(facts), where, amount, sectors)
    return f"{when} " + " | ".join(filter(None, parts)) + f" | {facts.confidence:.2f}"


def _quote(texts: Iterable[str]) -> str:
    text = next(iter(texts), "")
    cut = text if len(text) <= QUOTE_CHARS else text[: QUOTE_CHARS - 1] + "…"
    return f" | “{cut}”" if cut else ""


def _place(record: "ConsumerRecord") -> str:
    return f"{record.topic}/{record.partition}/{record.offset}"


def _text(value: bytes | None) -> str | None:
    return None if value is None else value.decode("utf-8", "backslashreplace")


def _json(value: bytes | None) -> object:
    if value is None:
        return None
    try:
        parsed: object = orjson.loads(value)
    except orjson.JSONDecodeError:
        return _text(value)
    return parsed
