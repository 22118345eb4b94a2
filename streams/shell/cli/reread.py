"""communique reread: the articles of the log, read again by a newer extractor."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from streams.shell.cli.exit_codes import ExitCode
from streams.shell.cli.output import AsJson, amount, note, print_json, progress, say
from streams.shell.cli.session import Session

if TYPE_CHECKING:
    from streams.shell.history.rereading import Watch


def reread(
    context: typer.Context,
    older_than: Annotated[
        int | None,
        typer.Option(
            min=1, metavar="ORDINAL", help="Articles of older extractors than this; this release's if not given."
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say how many there are; send nothing.")] = False,
    no_wait: Annotated[bool, typer.Option("--no-wait", help="Send them, and do not wait for the workers.")] = False,
    as_json: AsJson = False,
) -> None:
    """Have the workers read again every article that only an older extractor has read; only the difference counts.

    Deploy the workers of the new release first. Interrupted and run again it goes on with what is not read yet. Exits
    with 1 if the workers still left readings of an older extractor behind.
    """
    from streams.shell.broker import clients
    from streams.shell.history import rereading

    session: Session = context.obj
    settings = session.followed()
    ordinal = older_than or _ordinal()
    topics = settings.app_topics
    with _bar() as watch, clients.consumer(settings) as consumer:
        plan = rereading.plan(consumer, topics, ordinal, watch)
        if plan.places and not dry_run:
            with clients.producer(settings) as producer:
                rereading.send(consumer, producer, topics, plan.places, watch)
    left = len(plan.places)
    if plan.places and not dry_run and not no_wait:
        with _bar() as watch, clients.consumer(settings) as consumer:
            rereading.wait(settings, watch)
            left = len(rereading.stale(consumer, topics, ordinal, watch)) - plan.lost
    found = {"ordinal": ordinal, "planned": len(plan.places), "lost": plan.lost, "left": left}
    if as_json:
        print_json(found)
    else:
        _report(len(plan.places), plan.lost, left, dry_run, no_wait)
    raise typer.Exit(ExitCode.NO if left and not dry_run and not no_wait else ExitCode.OK)


def _ordinal() -> int:
    from streams.core.extraction.extractor import EXTRACTOR

    return EXTRACTOR.ordinal


@contextmanager
def _bar() -> "Iterator[Watch]":
    with progress("Looking", None) as (bar, task):
        yield lambda what, done, total: bar.update(task, description=what, completed=done, total=total)


def _report(planned: int, lost: int, left: int, dry_run: bool, no_wait: bool) -> None:
    if not planned:
        say("Nothing has to be read again.")
    elif dry_run:
        say(f"Would have {amount(planned, 'article')} read again.")
    elif no_wait:
        say(f"Sent {amount(planned, 'article')} to be read again, each confirmed by the broker.")
    else:
        say(f"Read again: {amount(planned - left, 'article')}.")
    if lost:
        say(f"No longer in the log: {amount(lost, 'article')}; what was read of them stays as it is.")
    if left and not dry_run and not no_wait:
        say(f"Still as an older extractor read them: {amount(left, 'article')}.")
        note("hint: do all workers run this release? then run it again; dead-letters list shows those that failed")
