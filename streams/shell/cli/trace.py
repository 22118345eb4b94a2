"""communique trace: from a count to the sentences that prove it."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from schemas.facts import EventType
from schemas.sectors import Sector
from streams.shell.cli.days import Day, Since, Types, Until, period
from streams.shell.cli.exit_codes import ExitCode
from streams.shell.cli.output import AsJson, amount, note, print_json, progress, say
from streams.shell.cli.session import Session
from streams.shell.errors import UsageError

if TYPE_CHECKING:
    from streams.core.proof.oracle import Placed
    from streams.core.proof.proving import CellSelection, ProvenEvent
    from streams.core.state.entry import CellTotal
    from streams.shell.history.provenance import Proof


def trace(
    context: typer.Context,
    types: Types = None,
    sector: Annotated[Sector | None, typer.Option(help="Events of this sector only.")] = None,
    actor: Annotated[
        str | None, typer.Option(metavar="CODE", help="Events of this actor only: CHN, USA, UN ... as counts shows it.")
    ] = None,
    day: Day = None,
    since: Since = None,
    until: Until = None,
    as_json: AsJson = False,
) -> None:
    """Show the events, mentions, articles and sentences behind a number of counts; exits with 1 if they differ.

    Any number that communique counts prints can be asked for: the same type, sector, actor and days.
    """
    from streams.core.proof.proving import CellSelection
    from streams.shell.history import provenance

    if day and (since or until):
        raise UsageError("--day and --since or --until exclude one another", "give one day, or the first and the last")
    session: Session = context.obj
    selection = CellSelection(frozenset(types or EventType), sector, actor, *period(day or since, day or until))
    with progress("Tracing", None) as (bar, task):
        proof = provenance.trace(
            session.followed(), selection, lambda topic: bar.update(task, description=f"Reading {topic}")
        )
    if as_json:
        print_json(_object(proof, selection))
    else:
        _report(proof)
    raise typer.Exit(ExitCode.OK if proof.holds else ExitCode.NO)


def _report(proof: "Proof") -> None:
    say(f"published: {_total(proof.published)}")
    for number, each in enumerate(proof.events, start=1):
        _event(number, each)
    if proof.holds:
        say(f"The count is proved: the log of mentions has these {_total(proof.listed)}.")
    else:
        say(f"The count is not proved: the log of mentions has {_total(proof.listed)}.")
        note("hint: if the stream was still working, trace again at rest; else run: communique verify")


def _event(number: int, proven: "ProvenEvent") -> None:
    from streams.shell.cli.lines import facts_text

    say(f"{number}. {facts_text(proven.event)}")
    say(f"   event {proven.event.event_id}, version {proven.event.version}")
    for placed in proven.mentions:
        for line in mention_lines(placed):
            say(f"   {line}")


def mention_lines(placed: "Placed", said: "Placed | None" = None) -> list[str]:
    """Say in which article a mention stands, where in the log that is, and the sentences.

    `said` is the assert whose sentences are shown, where `placed` is a retraction, which has none.
    """
    article = placed.mention.article
    when = f"{article.published_at:%Y-%m-%d}" if article.published_at else "undated"
    named = " | ".join(filter(None, (article.source, when, article.title, article.url, f"revision {article.revision}")))
    rules: dict[tuple[str, int, int], list[str]] = {}
    for each in (said or placed).mention.evidence:
        rules.setdefault((each.text, each.start, each.end), []).append(each.rule)
    sentences = [f"  “{text}” [{start}:{end}, {', '.join(by)}]" for (text, start, end), by in rules.items()]
    return [f"- {article.id} ({placed.cause or 'article unknown'}): {named}", *sentences]


def mention_object(placed: "Placed", said: "Placed | None" = None) -> dict[str, Any]:
    """Return a mention with its article, its sentences (or those of `said`), and where both stand in the log."""
    mention = placed.mention.model_dump(mode="json", include={"mention_id", "op", "article", "extractor"})
    evidence = [each.model_dump(mode="json") for each in (said or placed).mention.evidence]
    record = f"mentions/{placed.partition}/{placed.offset}"
    return mention | {"evidence": evidence, "record": record, "article_record": placed.cause or None}


def _object(proof: "Proof", selection: "CellSelection") -> dict[str, Any]:
    return {
        "types": sorted(kind.value for kind in selection.types),
        "sector": selection.sector,
        "actor": selection.actor,
        "since": selection.since,
        "until": selection.until,
        "proved": proof.holds,
        "published": {"events": proof.published.events, "mentions": proof.published.mentions},
        "listed": {"events": proof.listed.events, "mentions": proof.listed.mentions},
        "events": [_event_object(each) for each in proof.events],
    }


def _event_object(proven: "ProvenEvent") -> dict[str, Any]:
    event = proven.event.model_dump(mode="json")
    return event | {"mentions": [mention_object(each) for each in proven.mentions]}


def _total(total: "CellTotal") -> str:
    return f"{amount(total.events, 'event')} of {amount(total.mentions, 'mention')}"
