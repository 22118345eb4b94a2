"""communique rebuild: the next version of the state beside the present one, compared with it."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from streams.shell.cli.differences import show_differences
from streams.shell.cli.exit_codes import ExitCode
from streams.shell.cli.output import AsJson, note, print_json, progress, say
from streams.shell.cli.session import Session
from streams.shell.cli.switch import look_and_switch

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from streams.settings import Settings
    from streams.shell.stream.worker_process import WorkerProcess


def rebuild(
    context: typer.Context,
    version: Annotated[int, typer.Option(min=2, help="The next version: the present one and one.")],
    no_worker: Annotated[
        bool, typer.Option("--no-worker", help="Workers of that version run elsewhere; start none here.")
    ] = False,
    switch: Annotated[
        bool, typer.Option("--switch", help="Then let all readers follow it, unless switch would refuse to.")
    ] = False,
    replicas: Annotated[int, typer.Option(min=1, help="Copies of each partition, where topics are created.")] = 1,
    as_json: AsJson = False,
) -> None:
    """Let a next version of the state read all articles beside the present one, and show how its counts differ.

    It has its own group, tables and topics, so nothing that is published changes. Interrupted and run again it goes on.
    Exits with 1 if the next version's counts are not what its own mentions say. With --switch it then does what
    communique switch does: workers of that version must run elsewhere, for the one that it starts ends with it.
    """
    from streams.shell.history import rebuilding

    session: Session = context.obj
    present = session.followed()
    coming = rebuilding.next_version(present, version)
    rebuilding.create_topics(coming, replicas)
    with _worker(coming, no_worker) as worker, progress("Starting", None) as (bar, task):

        def watch(topic: str, done: int, total: int) -> None:
            if worker is not None:
                worker.check()
            bar.update(task, description=f"Version {version}: {topic}", completed=done, total=total)

        rebuilding.wait_until_caught_up(coming, watch)
    if switch:
        if worker is not None:
            worker.check_ending()
        look_and_switch(session.settings(), coming, yes=True, as_json=as_json)
    _compare(present, coming, as_json)


def _compare(present: "Settings", coming: "Settings", as_json: bool) -> None:
    from streams.shell.history import rebuilding
    from streams.shell.history.verify import verify

    mismatches = verify(coming).mismatches
    compared = rebuilding.difference(present, coming)
    if as_json:
        said = [str(each) for each in mismatches]
        print_json({"version": coming.version, "mismatches": said, **asdict(compared)})
    else:
        show_differences(compared, present.version, coming.version)
        command = f"communique switch --version {coming.version} --yes"
        say(f"To switch: let workers with COMMUNIQUE_VERSION={coming.version} run for good, then: {command}")
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
