"""communique demo: what the stream makes of sample articles, on one page."""

import signal
from pathlib import Path
from types import FrameType
from typing import Annotated, NoReturn

import typer

from streams.shell.cli.exit_codes import ExitCode
from streams.shell.cli.output import note
from streams.shell.cli.session import Session


def demo(
    context: typer.Context,
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE|DIR...]", help="Articles of your own, published too.")
    ] = None,
    attached: Annotated[
        bool, typer.Option("--attached", help="Use the broker and the workers that run, instead of starting both.")
    ] = False,
    deadline: Annotated[float, typer.Option(min=1, metavar="SECONDS", help="Longest wait for the worker.")] = 120.0,
) -> None:
    """Start an embedded broker and a worker, publish sample articles, and show on one page what came of them."""
    from rich.console import Console

    from streams.core.printable import printable
    from streams.shell.cli.inputs import total_bytes
    from streams.shell.demo import page, run

    session: Session = context.obj
    total_bytes(files or [])
    signal.signal(signal.SIGTERM, _end)
    with Console(stderr=True).status("starting") as status:

        def watch(what: str) -> None:
            status.update(printable(what))

        started = run.attached(session.settings()) if attached else run.everything(watch)
        with started as stream:
            done = run.demonstrate(stream, files or [], deadline, watch)
    page.show(done)
    for problem in done.problems:
        note(f"error: {problem}")
    raise typer.Exit(ExitCode.NO if done.problems else ExitCode.OK)


def _end(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
