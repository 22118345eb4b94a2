"""communique archive and restore: the article log as files, and back."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from streams.shell.cli.output import AsJson, amount, print_json, progress, say
from streams.shell.cli.session import Session

Directory = Annotated[Path, typer.Argument(metavar="DIR", file_okay=False, help="Where the archive is.")]


def archive(context: typer.Context, directory: Directory, as_json: AsJson = False) -> None:
    """Add to the archive in DIR every article of the log that it does not have yet: compressed JSON Lines by day.

    Run it as often as you like; interrupted and run again it ends the same.
    """
    from streams.shell.broker import clients
    from streams.shell.history.archive import writing

    session: Session = context.obj
    with clients.consumer(session.settings()) as consumer, progress("Archiving", None) as (bar, task):
        written = writing.archive(consumer, directory, lambda done, all_: bar.update(task, completed=done, total=all_))
    if as_json:
        print_json(asdict(written))
    else:
        added = f"{amount(written.records, 'record')} in {amount(written.segments, 'file')}"
        say(f"Archived: {added}; the archive has {amount(written.total, 'record')}.")


def restore(
    context: typer.Context,
    directory: Directory,
    append: Annotated[
        bool, typer.Option("--append", help="Send them even if the topic has records: repeats change nothing.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Fill the topic of articles from the archive in DIR: every checksum first, then every record, confirmed.

    The topics must exist (communique topics apply), and that of articles must be empty. Workers then do the rest.
    """
    from schemas.access import AclOperation
    from schemas.topics import ARTICLES
    from streams.shell.broker import clients
    from streams.shell.history.archive import restoring

    session: Session = context.obj
    settings = session.settings()
    with progress("Checking", _size(directory)) as (bar, task):
        manifest = restoring.checked(directory, lambda done: bar.update(task, completed=done))
    with clients.consumer(settings) as consumer:
        partitions = len(consumer.partitions_for_topic(ARTICLES.name) or ())
        clients.require_topic(settings, ARTICLES.name, AclOperation.WRITE)
        if not append:
            restoring.require_empty(consumer)
    records = restoring.records(directory, manifest)
    with clients.producer(settings) as producer, progress("Restoring", manifest.records) as (bar, task):
        sent = restoring.restore(producer, partitions, records, lambda done: bar.update(task, completed=done))
    gaps = restoring.missing(manifest)
    if as_json:
        print_json({"records": sent, "segments": len(manifest.segments), "missing_offsets": gaps})
    else:
        for partition, count in gaps.items():
            say(f"Partition {partition}: the archive lacks {count:,} offsets between its files.")
        say(f"Restored: {amount(sent, 'record')}, each confirmed by the broker.")


def _size(directory: Path) -> int | None:
    """Return the bytes of the archive's files, for a progress bar; None where there is no archive."""
    from streams.shell.history.archive import manifest

    found = manifest.load(directory)
    return sum(each.bytes for each in found.segments) if found else None
