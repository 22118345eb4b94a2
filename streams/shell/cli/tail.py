"""communique tail: the records of topics as they arrive."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from schemas.topics import COUNTS, DEAD_LETTERS, EVENTS, MENTIONS, Topic
from streams.core.printable import printable
from streams.shell.cli.inputs import MinConfidence
from streams.shell.cli.output import AsJson, note, print_json, say
from streams.shell.cli.session import Session

if TYPE_CHECKING:
    from streams.shell.broker.reading_topics import Record


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
    """Show records as they arrive, without joining a consumer group; Ctrl-C ends it."""
    from streams.shell.broker import clients
    from streams.shell.broker.reading_topics import Until, follow

    session: Session = context.obj
    settings = session.settings()
    topics = {settings.name_of(topic): topic for topic in what}
    with clients.consumer(settings) as consumer:
        note(f"following {', '.join(topics)} at {settings.bootstrap_servers}; Ctrl-C ends it")
        left = limit
        for record in follow(consumer, list(topics), from_start, Until(idle_seconds=until_idle)):
            left = _show(record, min_confidence, as_json, left)
            if left == 0:
                return


def _show(record: "Record", min_confidence: float, as_json: bool, left: int | None) -> int | None:
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
