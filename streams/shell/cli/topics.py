"""communique topics: create the topics, and compare them with the list."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from streams.shell.cli.exit_codes import ExitCode
from streams.shell.cli.output import AsJson, print_json, say
from streams.shell.cli.session import Session

if TYPE_CHECKING:
    from streams.shell.broker.topics import TopicReport

group = typer.Typer(no_args_is_help=True, help="Create the topics, or compare those on the broker with the list.")

Replicas = Annotated[int, typer.Option(min=1, help="Copies of each partition, where topics are created.")]


@group.command()
def apply(context: typer.Context, replicas: Replicas = 1, as_json: AsJson = False) -> None:
    """Create the topics that are missing, then check all. Doing it again changes nothing; no topic is altered."""
    from streams.shell.broker import clients, topics

    session: Session = context.obj
    settings = session.settings()
    with clients.admin(settings) as admin:
        report = topics.apply(admin, settings.topics, replicas)
    _show(report, as_json)


@group.command()
def check(context: typer.Context, as_json: AsJson = False) -> None:
    """Compare partitions and configurations of the topics on the broker with the list. Changes nothing."""
    from streams.shell.broker import clients, topics

    session: Session = context.obj
    settings = session.settings()
    with clients.admin(settings) as admin:
        report = topics.check(admin, settings.topics)
    _show(report, as_json)


def _show(report: "TopicReport", as_json: bool) -> None:
    if as_json:
        print_json(asdict(report) | {"ok": report.ok})
    else:
        for name in report.created:
            say(f"created {name}")
        for line in (*report.notes, *report.differences):
            say(line)
        if report.ok:
            say("The topics are as they should be.")
    raise typer.Exit(ExitCode.OK if report.ok else ExitCode.NO)
