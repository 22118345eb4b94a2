"""communique worker: run the stream."""

import typer

from streams.shell.cli.session import Session


def worker(context: typer.Context) -> None:
    """Run one worker of the stream until it is stopped; start more of them to share the work.

    Its settings are environment variables; see docs/settings.md. It stops cleanly when the broker fails: start it
    again and it goes on where it was.
    """
    from streams.shell.stream.worker import run

    session: Session = context.obj
    raise typer.Exit(run(session.create_app, session.settings()))
