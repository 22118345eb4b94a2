"""communique tail: the records of topics as they arrive."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from schemas.topics import COUNTS, CURRENT, DEAD_LETTERS, EVENTS, MENTIONS, Topic
from streams.core.printable import printable
from streams.shell.cli.inputs import MinConfidence
from streams.shell.cli.output import AsJson, note, print_json, say
from streams.shell.cli.session import Session

if TYPE_CHECKING:
    from streams.shell.broker.reading_topics import Consumer
    from streams.shell.records.record import ConsumerRecord


TOPIC_OF = {"mentions": MENTIONS, **{topic.name: topic for topic in EVENTS.values()}, "counts": COUNTS,
            "dead-letters": DEAD_LETTERS}  # fmt: skip
"""What can be followed, by the word for it."""


def _topic(word: str) -> Topic:
    """Return what a word of the command line names."""
    if word not in TOPIC_OF:
        raise typer.BadParameter(f"{printable(word)!r} is not one of {', '.join(TOPIC_OF)}")
    return TOPIC_OF[word]


def tail(
    context: typer.Context,
    what: Annotated[
        list[Topic],
        typer.Argument(metavar="TOPIC...", parser=_topic, help=f"What to follow: {', '.join(TOPIC_OF)}."),
    ],
    from_start: Annotated[bool, typer.Option("--from-start", help="Begin with the oldest record.")] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="Stop after so many records.")] = None,
    until_idle: Annotated[
        float | None, typer.Option(metavar="SECONDS", min=0, help="Stop when none has come for so long.")
    ] = None,
    min_confidence: MinConfidence = 0.0,
    as_json: AsJson = False,
) -> None:
    """Show records as they arrive, without joining a consumer group; Ctrl-C ends it.

    It ends by itself where readers are switched to another version of the state, for two are not to be mixed.
    """
    from streams.shell.broker import clients
    from streams.shell.broker.reading_topics import Until, follow

    session: Session = context.obj
    settings = session.followed()
    topics = {settings.name_of(topic): topic for topic in what}
    with clients.consumer(settings) as consumer:
        note(f"following {', '.join(topics)} at {settings.bootstrap_servers}; Ctrl-C ends it")
        left = limit
        for record in follow(consumer, [*topics, *_pointers(session, consumer)], from_start, Until(None, until_idle)):
            if record.topic == CURRENT.name:
                if _switched(session):
                    return
                continue
            left = _show(record, min_confidence, as_json, left)
            if left == 0:
                return


def _pointers(session: Session, consumer: "Consumer") -> list[str]:
    """Return the topic that tells of switches, if there is one and it is to be followed."""
    follows = not session.settings().version_is_explicit and consumer.partitions_for_topic(CURRENT.name)
    return [CURRENT.name] if follows else []


def _switched(session: Session) -> bool:
    """Tell whether readers follow another version now than when the command began; if so, say it."""
    from streams.shell.history import current

    now, shown = current.followed(session.settings()).version, session.followed().version
    if now != shown:
        note(f"readers were switched from version {shown} of the state to {now}; start it again to follow that")
    return now != shown


def _show(record: "ConsumerRecord", min_confidence: float, as_json: bool, left: int | None) -> int | None:
    """Show a record that is sure enough; returns how many are still wanted."""
    from streams.shell.cli.lines import as_object, line_of

    shown = as_object(record)
    if _confidence(shown) < min_confidence:
        return left
    if as_json:
        print_json(shown)
    else:
        say(line_of(record))
    return None if left is None else left - 1


def _confidence(shown: dict[str, Any]) -> float:
    """Return how sure a record is; counts and dead letters have no confidence and are always shown."""
    value = shown.get("value")
    return float(value.get("confidence", 1)) if isinstance(value, dict) else 1.0
