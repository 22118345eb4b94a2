"""communique switch: let all readers follow another version of the state, in one moment."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from streams.shell.cli.differences import show_differences
from streams.shell.cli.exit_codes import ExitCode
from streams.shell.cli.output import AsJson, note, print_json, progress, say
from streams.shell.cli.session import Session

if TYPE_CHECKING:
    from streams.core.proof.comparison import Comparison
    from streams.settings import Settings
    from streams.shell.history.switching import Readiness


def switch(
    context: typer.Context,
    version: Annotated[int, typer.Option(min=1, help="The version that readers are to follow.")],
    yes: Annotated[bool, typer.Option("--yes", help="Really switch them.")] = False,
    as_json: AsJson = False,
) -> None:
    """Let all readers follow another version of the state: forward after a rebuild, or back while its workers run.

    Without --yes it only looks and says what it would do. It refuses, and exits with 1, unless workers of that version
    run, have done what there is, and its counts are what its mentions say. Workers and topics stay as they are.
    """
    session: Session = context.obj
    settings = session.settings()
    look_and_switch(settings, settings.of_version(version), yes, as_json)


def look_and_switch(settings: "Settings", coming: "Settings", yes: bool, as_json: bool) -> NoReturn:
    """Look whether readers may follow the version of `coming`, let them if `yes`, and end the command."""
    from streams.shell.history import current, switching

    present = settings.of_version(current.version_said(current.newest(settings)))
    switching.require(coming)
    if present.version == coming.version:
        _say_current(coming.version, as_json)
        raise typer.Exit(ExitCode.OK)
    ready, compared = _looked(present, coming)
    done = yes and not ready.refusal
    if done:
        current.announce(coming, present.version)
    if as_json:
        print_json(_object(ready, compared, present.version, done))
    else:
        show_differences(compared, present.version, coming.version)
        _say_outcome(ready, present.version, done)
    _note_warnings(ready, settings)
    raise typer.Exit(ExitCode.NO if ready.refusal else ExitCode.OK)


def _say_current(version: int, as_json: bool) -> None:
    if as_json:
        print_json({"version": version, "previous": version, "switched": False, "refused": ""})
    else:
        say(f"Readers follow version {version} already.")


def _looked(present: "Settings", coming: "Settings") -> "tuple[Readiness, Comparison]":
    from streams.shell.history import rebuilding, switching

    with progress("Looking", None) as (bar, task):
        ready = switching.look(coming, lambda what: bar.update(task, description=f"Version {coming.version}: {what}"))
    return ready, rebuilding.difference(present, coming)


def _object(ready: "Readiness", compared: "Comparison", previous: int, done: bool) -> dict[str, Any]:
    return {
        "version": ready.version,
        "previous": previous,
        "switched": done,
        "refused": ready.refusal,
        "workers": ready.workers,
        "waiting": ready.waiting,
        "mismatches": [str(each) for each in ready.mismatches],
        **asdict(compared),
    }


def _say_outcome(ready: "Readiness", previous: int, done: bool) -> None:
    if done:
        say(f"Readers follow version {ready.version} from now on.")
        way_back = f"communique switch --version {previous} --yes"
        say(f"Version {previous} stays exact while its workers run; until they stop the way back is: {way_back}")
    elif not ready.refusal:
        say(f"Would let all readers follow version {ready.version} instead of {previous}; --yes does it.")


def _note_warnings(ready: "Readiness", settings: "Settings") -> None:
    if ready.refusal:
        note(f"refused: {ready.refusal}")
    for mismatch in ready.mismatches:
        note(f"mismatch: {mismatch}")
    if settings.version_is_explicit:
        note(f"warning: COMMUNIQUE_VERSION={settings.version} is set here; what runs with it follows no switch")
