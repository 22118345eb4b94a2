"""communique losses: what was deleted before the workers read it, and how to go on."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from streams.shell.cli.exit_codes import ExitCode
from streams.shell.cli.output import AsJson, amount, note, print_json, say
from streams.shell.cli.session import Session

if TYPE_CHECKING:
    from streams.shell.operations.losses import Losses

HINT = (
    "hint: with all workers stopped send what an archive has (communique restore DIR --append), run communique losses"
    " --accept, and start them; docs/runbooks/unread-expires.md says more"
)


def losses(
    context: typer.Context,
    accept: Annotated[
        bool, typer.Option("--accept", help="Have the workers go on without what is gone for good; stop them first.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Say which records were deleted before the workers read them; workers do not go on before this is decided.

    With --accept the workers begin at the oldest records that are left, and read again what lost internal records
    follow from. Exits with 1 where something was lost and not accepted.
    """
    from streams.shell.broker import clients
    from streams.shell.operations import losses as operations

    session: Session = context.obj
    settings = session.followed()
    with clients.admin(settings) as admin, clients.consumer(settings) as consumer:
        found = operations.find(admin, consumer, settings)
        if accept:
            operations.accept(admin, settings.application_id, found)
    if as_json:
        lost = [asdict(each) | {"missing": each.missing} for each in found.lost]
        print_json({"losses": lost, "accepted": accept and bool(lost), "read_again": found.read_again})
    else:
        _report(found, accept)
    raise typer.Exit(ExitCode.NO if found.lost and not accept else ExitCode.OK)


def _report(found: "Losses", accepted: bool) -> None:
    for each in found.lost:
        say(str(each))
    if not found.lost:
        say("Nothing was deleted before it was read.")
        return
    missing = amount(sum(each.missing for each in found.gone), "offset")
    if accepted:
        say(f"Accepted: {missing} gone for good. The workers begin at the oldest records that are left.")
    else:
        say(f"Gone for good, unless an archive has it: {missing}.")
    for topic in found.read_again:
        say(f"What else was lost is made again: {topic} {'is' if accepted else 'will be'} read from its oldest record.")
    if not accepted:
        note(HINT)
