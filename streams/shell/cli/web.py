"""communique web: a live page and a JSON API."""

from typing import Annotated

import typer

from streams.shell.cli.output import note, say
from streams.shell.cli.session import Session

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


def web(
    context: typer.Context,
    host: Annotated[str | None, typer.Option(help="Address to listen at, instead of COMMUNIQUE_WEB_HOST.")] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65_535, help="Port, instead of COMMUNIQUE_WEB_PORT; 0 takes a free one.")
    ] = None,
) -> None:
    """Show what happens on a live page, and answer a JSON API under /v1; reads only, joins no group; Ctrl-C ends it."""
    from streams.shell.monitoring.logs import configure
    from streams.shell.web import server

    session: Session = context.obj
    session.overrides |= {"web_host": host} if host is not None else {}
    session.overrides |= {"web_port": port} if port is not None else {}
    settings = session.settings()
    configure(settings)
    if settings.web_host not in LOOPBACK:
        note("warning: there is no password; whoever can reach this address can read everything")
    server.run(settings, lambda address: say(f"Listening at {address}; Ctrl-C ends it."))
