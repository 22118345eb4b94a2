"""communique verify: whether the counts are what the mentions say."""

from typing import TYPE_CHECKING

import typer

from streams.shell.cli.exit_codes import ExitCode
from streams.shell.cli.output import AsJson, amount, note, print_json, progress, say
from streams.shell.cli.session import Session

if TYPE_CHECKING:
    from streams.shell.history.verify import Verification

SHOWN_MISMATCHES = 50


def verify(context: typer.Context, as_json: AsJson = False) -> None:
    """Fold all mentions anew and compare with the events, the tables and the counts; exits with 1 on a mismatch.

    Verify when the stream is at rest: what is under way shows as mismatches.
    """
    from streams.shell.history.verify import verify as compare

    session: Session = context.obj
    with progress("Verifying", None) as (bar, task):
        verification = compare(session.followed(), lambda topic: bar.update(task, description=f"Reading {topic}"))
    if as_json:
        print_json(verification.as_json())
    else:
        _report(verification)
    raise typer.Exit(ExitCode.OK if verification.ok else ExitCode.NO)


def _report(found: "Verification") -> None:
    outcomes = ", ".join(f"{count:,} {outcome}" for outcome, count in sorted(found.readings.items())) or "none"
    say(f"articles: {amount(found.articles, 'record')}; {amount(found.dead_letters, 'dead letter')}")
    say(f"readings: {outcomes}")
    say(f"mentions: {amount(found.mentions, 'record')} in {amount(found.blocks, 'block')}")
    say(f"events: {found.events:,}; cells: {found.cells:,}")
    if found.malformed:
        say(f"records of mentions that are none: {found.malformed:,}")
    for mismatch in found.mismatches[:SHOWN_MISMATCHES]:
        say(f"mismatch: {mismatch}")
    if len(found.mismatches) > SHOWN_MISMATCHES:
        say(f"and {len(found.mismatches) - SHOWN_MISMATCHES:,} more; --json lists all of them")
    say(f"verify: {len(found.mismatches):,} mismatch{'' if len(found.mismatches) == 1 else 'es'}")
    if not found.ok:
        note("hint: if the stream was still working, verify again when communique doctor says that nothing waits")
