"""communique doctor: what is there, what is missing, what to do."""

from dataclasses import asdict

import typer

from streams.shell.cli.exit_codes import ExitCode
from streams.shell.cli.output import AsJson, print_json, print_table
from streams.shell.cli.session import Session


def doctor(context: typer.Context, as_json: AsJson = False) -> None:
    """Look at Python, packages, the broker, the topics and what waits; say what is missing and what to do."""
    from streams.shell.operations.checkup import State, checkup

    session: Session = context.obj
    checks = list(checkup(session.settings()))
    if as_json:
        print_json([asdict(check) for check in checks])
    else:
        rows = [(check.name, check.state.value, check.found, check.to_do) for check in checks]
        print_table(("what", "state", "found", "what to do"), rows)
    states = {check.state for check in checks}
    bad = ExitCode.NO if State.MISSING in states else ExitCode.OK
    raise typer.Exit(ExitCode.TROUBLE if State.UNREACHABLE in states else bad)
