"""communique demo: what the stream makes of sample articles, on one page."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from streams.shell.cli.exit_codes import ExitCode
from streams.shell.cli.interruption import interruptible
from streams.shell.cli.output import note, say
from streams.shell.cli.session import Session

if TYPE_CHECKING:
    from streams.settings import Settings


def demo(
    context: typer.Context,
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE|DIR...]", help="Articles of your own, published too.")
    ] = None,
    attached: Annotated[
        bool, typer.Option("--attached", help="Use the broker and the workers that run, instead of starting both.")
    ] = False,
    stay: Annotated[
        bool, typer.Option("--stay", help="Then keep the stream and show it on the live page until Ctrl-C.")
    ] = False,
    deadline: Annotated[float, typer.Option(min=1, metavar="SECONDS", help="Longest wait for the worker.")] = 120.0,
) -> None:
    """Start an embedded broker and a worker, publish sample articles, and show on one page what came of them."""
    from rich.console import Console

    from streams.core.printable import printable
    from streams.shell.cli import demo_page
    from streams.shell.cli.inputs import total_bytes
    from streams.shell.demo import run

    session: Session = context.obj
    total_bytes(files or [])
    with interruptible() as check_interrupted, Console(stderr=True).status("starting") as status:

        def watch(what: str) -> None:
            check_interrupted()
            status.update(printable(what))

        started = run.attached(session.followed()) if attached else run.everything(watch)
        with started as stream:
            done = run.demonstrate(stream, files or [], deadline, watch)
            status.stop()
            demo_page.show(done)
            if stay:
                _stay(stream.settings)
    for problem in done.problems:
        note(f"error: {problem}")
    raise typer.Exit(ExitCode.NO if done.problems else ExitCode.OK)


def _stay(settings: "Settings") -> None:
    from streams.shell.web import server

    note(f"The stream goes on at {settings.bootstrap_servers}; publish more to it, Ctrl-C ends it.")
    # It is there to be looked at, and another live page on this machine may have the port of the metrics.
    settings = settings.model_copy(update={"web_metrics_port": 0})
    server.run(settings, lambda address: say(f"Live page: {address}"))
