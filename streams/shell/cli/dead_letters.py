"""communique dead-letters: what could not be processed, why, and once more."""

import heapq
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Annotated

import typer

from streams.shell.cli.exit_codes import ExitCode
from streams.shell.cli.output import AsJson, amount, note, print_json, print_table, progress, say
from streams.shell.cli.session import Session
from streams.shell.errors import UsageError

if TYPE_CHECKING:
    from streams.shell.history.replaying import ReplayTargets
    from streams.shell.records.dead_letters import DeadLetter

group = typer.Typer(no_args_is_help=True, help="Records that could not be processed: list them, look, try again.")

Name = Annotated[str, typer.Argument(metavar="PARTITION/OFFSET", help="A dead letter's name, as list shows it.")]
Names = Annotated[list[str] | None, typer.Argument(metavar="[PARTITION/OFFSET]...", help="These only.")]
Reason = Annotated[
    str | None, typer.Option(help="Those with this reason only, as list shows it: not-json, too-large ...")
]
SHOWN_CHARS = 4_000
SHOWN_REFUSED = 50


@group.command("list")
def list_(
    context: typer.Context,
    reason: Reason = None,
    limit: Annotated[int, typer.Option(min=1, help="Show so many of the newest.")] = 50,
    as_json: AsJson = False,
) -> None:
    """List the newest dead letters and count all of them by reason."""
    newest: list[tuple[tuple[datetime, int, int], DeadLetter]] = []
    counted: Counter[str] = Counter()
    for letter in _letters(context, reason):
        counted[letter.reason] += 1
        heapq.heappush(newest, (_age(letter), letter))
        if len(newest) > limit:
            heapq.heappop(newest)
    shown = [letter for _, letter in sorted(newest, key=itemgetter(0))]
    if as_json:
        from streams.shell.cli.lines import letter_object

        for letter in shown:
            print_json(letter_object(letter))
    elif shown:
        rows = [(each.name, f"{each.at:%Y-%m-%d %H:%M:%S}", each.reason, each.detail, each.source) for each in shown]
        print_table(("name", "at (UTC)", "reason", "what is wrong", "original"), rows)
        reasons = ", ".join(f"{count:,} {name}" for name, count in counted.most_common())
        say(f"{counted.total():,} in all: {reasons}")
    else:
        say("There are no dead letters" + (f" with reason {reason}." if reason else "."))


@group.command()
def show(
    context: typer.Context,
    name: Name,
    raw: Annotated[bool, typer.Option("--raw", help="Write the original bytes to stdout, and nothing else.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show one dead letter: why it died, its headers, and its value with control characters made visible."""
    letter = _letter(context, name)
    if raw:
        sys.stdout.buffer.write(letter.value or b"")
    elif as_json:
        from streams.shell.cli.lines import letter_object

        print_json(letter_object(letter))
    else:
        _show(letter)


@group.command()
def replay(
    context: typer.Context,
    names: Names = None,
    reason: Reason = None,
    yes: Annotated[bool, typer.Option("--yes", help="Really send them.")] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Also those that this version of communique has sent before.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Have dead letters read again, after a fault of ours was mended; run it with the workers' release.

    Without --yes it only says what it would send. What is no article to this release either is not sent; what fails
    later becomes a dead letter again, which says how often it has failed. One version of communique sends a letter
    once, however often this is run or interrupted. Exits with 1 where letters are still refused.
    """
    from streams.shell.history.replaying import refusals

    letters = (_letter(context, name) for name in names) if names else _letters(context, reason)
    wanted = sorted((each for each in letters if reason in (None, each.reason)), key=_age)
    tried, done = _divided(context, wanted, again)
    refused = refusals(tried, _targets(context))
    send = [each for each in tried if each not in refused]
    if yes:
        _send(context, send)
    if as_json:
        print_json(
            {
                "sent": yes,
                "letters": [each.name for each in send],
                "done_before": [each.name for each in done],
                "refused": {each.name: why for each, why in refused.items()},
            }
        )
    else:
        _report_replay(send, refused, yes)
    if done and not as_json:
        say(f"Left out: {amount(len(done), 'dead letter')} that this version has sent before; --again sends them too.")
    raise typer.Exit(ExitCode.NO if refused else ExitCode.OK)


def _report_replay(send: "Sequence[DeadLetter]", refused: "Mapping[DeadLetter, str]", yes: bool) -> None:
    if yes:
        say(f"Sent {amount(len(send), 'dead letter')} again; the broker confirmed every one.")
    else:
        say(f"Would send {amount(len(send), 'dead letter')} again; --yes does it.")
        for letter in send:
            say(f"  {letter.name} {letter.reason}, {amount(letter.attempts, 'failure')}: {letter.detail}")
    if refused:
        say(f"Still refused: {amount(len(refused), 'dead letter')}.")
        for letter, why in islice(refused.items(), SHOWN_REFUSED):
            say(f"  {letter.name} {why}")
    if len(refused) > SHOWN_REFUSED:
        say(f"  and {len(refused) - SHOWN_REFUSED:,} more; --json names all of them")


def _divided(
    context: typer.Context, letters: "list[DeadLetter]", again: bool
) -> "tuple[Sequence[DeadLetter], Sequence[DeadLetter]]":
    """Return what to send, and what this version has sent before."""
    from importlib.metadata import version

    from streams.shell.broker import clients
    from streams.shell.history.replaying import due, replayed

    if again or not letters:
        return letters, ()
    settings = context.obj.followed()
    with clients.consumer(settings) as consumer, progress("Looking for earlier replays", None):
        found = due(letters, version("communique"), _targets(context), lambda topics: replayed(consumer, topics))
    return found.letters, found.done


def _targets(context: typer.Context) -> "ReplayTargets":
    from streams.shell.history.replaying import ReplayTargets

    return ReplayTargets.of(context.obj.followed())


def _letters(context: typer.Context, reason: str | None) -> "Iterator[DeadLetter]":
    """Read all dead letters with this reason, one after the other: all at once may be more than memory holds."""
    from schemas.topics import DEAD_LETTERS
    from streams.shell.broker import clients
    from streams.shell.broker.reading_topics import snapshot
    from streams.shell.records.dead_letters import from_record

    session: Session = context.obj
    settings = session.followed()
    with clients.consumer(settings) as consumer, progress("Reading dead letters", None):
        for record in snapshot(consumer, settings.name_of(DEAD_LETTERS)):
            letter = from_record(record)
            if reason in (None, letter.reason):
                yield letter


def _age(letter: "DeadLetter") -> "tuple[datetime, int, int]":
    """Return what sorts dead letters from the oldest to the newest."""
    return letter.at, letter.partition, letter.offset


def _letter(context: typer.Context, name: str) -> "DeadLetter":
    from schemas.topics import DEAD_LETTERS
    from streams.shell.broker import clients
    from streams.shell.broker.reading_topics import one
    from streams.shell.records.dead_letters import from_record

    partition, slash, offset = name.partition("/")
    if not (slash and partition.isdigit() and offset.isdigit()):
        raise UsageError(f"{name} is no dead letter's name", "take one from: communique dead-letters list")
    session: Session = context.obj
    settings = session.followed()
    with clients.consumer(settings) as consumer:
        record = one(consumer, settings.name_of(DEAD_LETTERS), int(partition), int(offset))
    if record is None:
        note(f"error: there is no dead letter {name}")
        raise typer.Exit(ExitCode.NO)
    return from_record(record)


def _send(context: typer.Context, letters: "Sequence[DeadLetter]") -> None:
    from importlib.metadata import version

    from streams.shell.broker import clients
    from streams.shell.history.replaying import send_again

    settings = context.obj.followed()
    with clients.consumer(settings) as consumer, clients.producer(settings) as producer:
        send_again(letters, version("communique"), _targets(context), consumer, producer)


def _show(letter: "DeadLetter") -> None:
    from streams.core.printable import printable

    say(f"{letter.name} died at {letter.at:%Y-%m-%d %H:%M:%S} UTC: {letter.reason}: {letter.detail}")
    failed = f"; failed {letter.attempts:,} times" if letter.attempts > 1 else ""
    say(f"original: {letter.source}{failed}")
    say(f"key: {letter.key!r}")
    for header, value in letter.headers:
        say(f"header {header}: {value!r}")
    text = (letter.value or b"").decode("utf-8", "backslashreplace")
    say(f"value ({len(letter.value or b''):,} bytes):")
    typer.echo(printable(text, SHOWN_CHARS, keep="\n\t"))
