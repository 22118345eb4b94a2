"""communique rebuild: the next version of the state beside the present one, compared with it."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from streams.shell.cli.exit_codes import ExitCode
from streams.shell.cli.output import AsJson, amount, note, print_json, print_table, progress, say
from streams.shell.cli.session import Session

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from streams.core.proof.comparison import Comparison
    from streams.settings import Settings
    from streams.shell.stream.worker_process import WorkerProcess

SHOWN_ACTORS = 40


def rebuild(
    context: typer.Context,
    version: Annotated[int, typer.Option(min=2, help="The next version: the present one and one.")],
    no_worker: Annotated[
        bool, typer.Option("--no-worker", help="Workers of that version run elsewhere; start none here.")
    ] = False,
    replicas: Annotated[int, typer.Option(min=1, help="Copies of each partition, where topics are created.")] = 1,
    as_json: AsJson = False,
) -> None:
    """Let a next version of the state read all articles beside the present one, and show how its counts differ.

    It has its own group, tables and topics, so nothing that is published changes. Interrupted and run again it goes on.
    Exits with 1 if the next version's counts are not what its own mentions say.
    """
    from streams.shell.history import rebuilding
    from streams.shell.history.verify import verify

    session: Session = context.obj
    present = session.settings()
    coming = rebuilding.next_version(present, version)
    rebuilding.create_topics(coming, replicas)
    with _worker(coming, no_worker) as worker, progress("Starting", None) as (bar, task):

        def watch(topic: str, done: int, total: int) -> None:
            if worker is not None:
                worker.check()
            bar.update(task, description=f"Version {version}: {topic}", completed=done, total=total)

        rebuilding.wait_until_caught_up(coming, watch)
    mismatches = verify(coming).mismatches
    compared = rebuilding.difference(present, coming)
    if as_json:
        print_json({"version": version, "mismatches": [str(each) for each in mismatches], **asdict(compared)})
    else:
        _report(compared, present, coming)
    for mismatch in mismatches:
        note(f"mismatch: {mismatch}")
    if mismatches:
        note("hint: if articles were arriving meanwhile, run it again at rest")
    raise typer.Exit(ExitCode.NO if mismatches else ExitCode.OK)


def _worker(coming: "Settings", no_worker: bool) -> "AbstractContextManager[WorkerProcess | None]":
    return nullcontext() if no_worker else _own_worker(coming)


@contextmanager
def _own_worker(coming: "Settings") -> "Iterator[WorkerProcess]":
    from streams.shell.stream.worker_process import worker_process

    with TemporaryDirectory(prefix="communique-") as folder, worker_process(coming, Path(folder)) as worker:
        yield worker


def _report(compared: "Comparison", present: "Settings", coming: "Settings") -> None:
    from schemas.topics import COUNTS, EVENTS, MENTIONS

    say(f"Version {present.version} counts {amount(compared.old, 'event')}, version {coming.version} {compared.new:,}.")
    say(f"Of {amount(compared.cells, 'cell')} {compared.differing:,} differ.")
    actors = [each for each in compared.differences if each.by == "actor"]
    shown = [each for each in compared.differences if each.by != "actor"] + actors[:SHOWN_ACTORS]
    columns = ("by", "name", f"version {present.version}", f"version {coming.version}", "difference")
    if shown:
        rows = [(each.by, each.name, each.old, each.new, f"{each.new - each.old:+,}") for each in shown]
        print_table(columns, rows, columns[2:])
    if len(actors) > SHOWN_ACTORS:
        say(f"and {len(actors) - SHOWN_ACTORS:,} more actors; --json lists all of them")
    topics = ", ".join(coming.name_of(topic) for topic in (MENTIONS, *EVENTS.values(), COUNTS))
    say(f"To switch: set COMMUNIQUE_VERSION={coming.version} for workers and commands, and let readers read {topics}.")
