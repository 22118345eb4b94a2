"""The program: its commands, its options, and how it fails."""

import sys
import traceback
from collections.abc import Callable
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from streams.shell.cli import (
    archive,
    broker,
    counts,
    dead_letters,
    demo,
    doctor,
    evaluate,
    explain,
    extract,
    history,
    losses,
    monitor,
    publish,
    rebuild,
    reread,
    switch,
    tail,
    topics,
    trace,
    verify,
    web,
    worker,
)
from streams.shell.cli.exit_codes import EPILOG, ExitCode
from streams.shell.cli.output import note
from streams.shell.cli.session import AppFactory, Session
from streams.shell.errors import CommuniqueError, UsageError

COMMANDS: dict[str, Callable[..., None]] = {
    "publish": publish.publish,
    "extract": extract.extract,
    "explain": explain.explain,
    "evaluate": evaluate.evaluate,
    "worker": worker.worker,
    "broker": broker.broker,
    "tail": tail.tail,
    "counts": counts.counts,
    "monitor": monitor.monitor,
    "web": web.web,
    "trace": trace.trace,
    "history": history.history,
    "verify": verify.verify,
    "reread": reread.reread,
    "rebuild": rebuild.rebuild,
    "losses": losses.losses,
    "switch": switch.switch,
    "archive": archive.archive,
    "restore": archive.restore,
    "doctor": doctor.doctor,
}
HIDDEN: dict[str, Callable[..., None]] = {"demo": demo.demo}
"""Commands that `make` runs; `--help` does not list them."""
GROUPS = {"topics": topics.group, "dead-letters": dead_letters.group}

HELP = """Read the news as it arrives and keep the record of who visited, met, promised and signed what with whom."""


class Program(TyperGroup):
    """A group whose commands fail in one sentence."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - typer's own types are private
        """Run the command; what goes wrong outside ends in a message and an exit code, not in a traceback."""
        try:
            return super().invoke(ctx)
        except CommuniqueError as error:
            raise typer.Exit(_explain(error)) from error
        except KeyboardInterrupt:
            raise typer.Exit(ExitCode.INTERRUPTED) from None
        except BrokenPipeError:
            raise
        except OSError as error:
            note(f"error: {error.filename or 'system'}: {error.strerror or error}")
            raise typer.Exit(ExitCode.TROUBLE) from error


def build(create_app: AppFactory) -> typer.Typer:
    """Return the command line; `create_app` makes the application for the commands that run it."""
    program = typer.Typer(
        cls=Program,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode="markdown",
        help=HELP,
        epilog=EPILOG,
    )

    @program.callback()
    def options(
        context: typer.Context,
        bootstrap_servers: Annotated[
            str | None,
            typer.Option(metavar="HOST:PORT", help="Kafka brokers to use instead of KAFKA_BOOTSTRAP_SERVERS."),
        ] = None,
        version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Say it.")] = False,
    ) -> None:
        del version
        overrides: dict[str, object] = {"bootstrap_servers": bootstrap_servers} if bootstrap_servers else {}
        context.obj = Session(create_app, overrides)

    for name, command in COMMANDS.items():
        program.command(name)(command)
    for name, command in HIDDEN.items():
        program.command(name, hidden=True)(command)
    for name, group in GROUPS.items():
        program.add_typer(group, name=name)
    return program


def run(program: typer.Typer) -> None:
    """Run the command line of this process. A fault of the program itself shows its traceback and exits with 70."""
    try:
        program()
    except Exception:  # noqa: BLE001 - the last resort of the process
        traceback.print_exc()
        note("error: this is a fault of communique; please report it with the lines above")
        sys.exit(ExitCode.BUG)


def _explain(error: CommuniqueError) -> ExitCode:
    note(f"error: {error}")
    if error.hint:
        note(f"hint: {error.hint}")
    return ExitCode.USAGE if isinstance(error, UsageError) else ExitCode.TROUBLE


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"communique {version('communique')}")
        raise typer.Exit
