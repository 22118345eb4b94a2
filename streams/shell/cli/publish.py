"""communique publish: articles from files into the topic `articles`."""

from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from streams.shell.cli.exit_codes import ExitCode
from streams.shell.cli.inputs import GivenFormat, Paths, total_bytes
from streams.shell.cli.output import AsJson, amount, print_json, progress, say
from streams.shell.cli.session import Session

if TYPE_CHECKING:
    from streams.shell.articles.publishing import Summary
    from streams.shell.broker.sending import Producer

SHOWN_REFUSALS = 50


def publish(
    context: typer.Context,
    paths: Paths,
    given: GivenFormat = None,
    validate_only: Annotated[bool, typer.Option("--validate-only", help="Read and check; send nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Send articles to Kafka; every record is confirmed, every refusal named with its line.

    Publishing an article twice changes nothing; a higher revision of it corrects what was read from the lower one.
    """
    from streams.shell.articles.adapters import read_files
    from streams.shell.articles.publishing import Publisher

    session: Session = context.obj
    size = total_bytes(paths)
    with _producer(session, validate_only) as producer, progress("Publishing", size) as (bar, task):
        publisher = Publisher(producer)
        summary = publisher.publish(read_files(paths, given, watch=lambda read: bar.update(task, completed=read)))
    if as_json:
        print_json({"sent": summary.sent, "valid": summary.valid, "refused": _refusals(summary)})
    else:
        _report(summary, validate_only)
    raise typer.Exit(ExitCode.NO if summary.refused else ExitCode.OK)


def _producer(session: Session, validate_only: bool) -> "AbstractContextManager[Producer | None]":
    from schemas.access import AclOperation
    from schemas.topics import ARTICLES
    from streams.shell.broker import clients

    if validate_only:
        return nullcontext()
    settings = session.settings()
    clients.require_topic(settings, ARTICLES.name, AclOperation.WRITE)
    return clients.producer(settings)


def _refusals(summary: "Summary") -> list[dict[str, object]]:
    return [{**asdict(each), "origin": str(each.origin), **asdict(each.origin)} for each in summary.refused]


def _report(summary: "Summary", validate_only: bool) -> None:
    if validate_only:
        say(f"Valid: {amount(summary.valid, 'article')}; nothing was sent.")
    else:
        say(f"Sent: {amount(summary.sent, 'article')}, each confirmed by the broker.")
    if summary.refused:
        say(f"Refused: {amount(len(summary.refused), 'article')}.")
    for each in summary.refused[:SHOWN_REFUSALS]:
        say(f"{each.origin}: {each.reason}: {each.detail}")
    if len(summary.refused) > SHOWN_REFUSALS:
        say(f"and {len(summary.refused) - SHOWN_REFUSALS:,} more; --json lists all of them.")
