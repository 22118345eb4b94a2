"""communique history: an event's life, from its first report on."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from streams.shell.cli.exit_codes import ExitCode
from streams.shell.cli.output import AsJson, amount, note, print_json, progress, say
from streams.shell.cli.session import Session

if TYPE_CHECKING:
    from streams.core.proof.life import Step
    from streams.shell.history.provenance import EventHistory


def history(
    context: typer.Context,
    event_id: Annotated[str, typer.Argument(metavar="EVENT_ID", help="As tail and trace show it.")],
    as_json: AsJson = False,
) -> None:
    """Show each state of an event in the order of the log, what led to it, and the sentences; exits with 1 if none.

    An event that was planned and then happened or was cancelled is one event, whose status changes here.
    """
    from streams.shell.history import provenance

    session: Session = context.obj
    with progress("Following", None) as (bar, task):
        found = provenance.history(
            session.followed(), event_id, lambda topic: bar.update(task, description=f"Reading {topic}")
        )
    if found is None:
        note(f"error: no mention ever reported an event {event_id}")
        raise typer.Exit(ExitCode.NO)
    if as_json:
        print_json(_object(event_id, found))
    else:
        _report(event_id, found)
    raise typer.Exit(ExitCode.NO if found.mismatches else ExitCode.OK)


def _report(event_id: str, found: "EventHistory") -> None:
    from streams.shell.cli.lines import facts_text
    from streams.shell.cli.trace import mention_lines

    say(f"event {event_id}")
    for step in found.steps:
        event, mention = step.event, step.record.mention
        state = f"{event.op.value}, {event.status.value}, {amount(event.mention_count, 'report')}"
        say(f"version {event.version}: {state}")
        say(f"  because a mention was {mention.op.value}ed: {step.reason.value}")
        say(f"  {facts_text(event)}")
        for line in mention_lines(step.record, step.said):
            say(f"  {line}")
        for said, ids in (
            ("until then its reports were of", step.came_from),
            ("from then on its reports are of", step.became),
        ):
            if ids:
                say(f"  {said} event {', '.join(ids)}")
    for mismatch in found.mismatches:
        say(f"mismatch: {mismatch}")
    if found.mismatches:
        note("hint: if the stream was still working, ask again at rest; else run: communique verify")


def _object(event_id: str, found: "EventHistory") -> dict[str, Any]:
    return {
        "event_id": event_id,
        "states": [_step(step) for step in found.steps],
        "mismatches": [str(each) for each in found.mismatches],
    }


def _step(step: "Step") -> dict[str, Any]:
    from streams.shell.cli.trace import mention_object

    return {
        "state": step.event.model_dump(mode="json"),
        "operation": step.record.mention.op.value,
        "reason": step.reason.value,
        "mention": mention_object(step.record, step.said),
        "came_from": step.came_from,
        "became": step.became,
    }
