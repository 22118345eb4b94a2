"""communique explain: how the extractor came from articles to their events."""

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from streams.core.edge import Reject
from streams.shell.cli.exit_codes import ExitCode
from streams.shell.cli.inputs import GivenFormat, Paths, total_bytes
from streams.shell.cli.output import AsJson, note, print_json
from streams.shell.cli.session import Session

if TYPE_CHECKING:
    from schemas.article import Article
    from streams.core.explanation.values import Explanation
    from streams.shell.articles.adapters import Item

BATCH = 8
"""Articles parsed together: few, so that the first is shown soon."""


def explain(
    context: typer.Context,
    paths: Paths,
    given: GivenFormat = None,
    ids: Annotated[
        list[str] | None, typer.Option("--id", metavar="ID", help="This article only; may be given again.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show how articles become events: every sentence, why it was dropped or what was seen in it, and what was chosen.

    Colours show on a terminal; FORCE_COLOR=1 keeps them in a pipe, NO_COLOR=1 turns them off.
    """
    from streams.shell.articles.adapters import read_files
    from streams.shell.cli.explained import ExplanationPrinter

    total_bytes(paths)
    session: Session = context.obj
    refused: list[Item] = []
    page = ExplanationPrinter()
    for explanation in _explanations(_readable(read_files(paths, given), refused, ids), session):
        if as_json:
            print_json(explanation.model_dump(mode="json"))
        else:
            page.show(explanation)
    raise typer.Exit(ExitCode.NO if refused else ExitCode.OK)


def _readable(items: "Iterator[Item]", refused: "list[Item]", ids: list[str] | None) -> "Iterator[Article]":
    """Pass on the articles that are asked for; say what is none, and keep it."""
    from streams.core.identity.ids import article_id

    for item in items:
        if isinstance(item.read, Reject):
            refused.append(item)
            note(f"refused {item.origin}: {item.read.reason.value}: {item.read.detail}")
        elif not ids or article_id(item.read) in ids:
            yield item.read


def _explanations(articles: "Iterator[Article]", session: Session) -> "Iterator[Explanation]":
    from streams.core.explanation.explain import explain as explanation_of

    extractor = session.extractor()
    while batch := list(islice(articles, BATCH)):
        for trace in extractor.trace(batch):
            yield explanation_of(trace, extractor.book, extractor.models)
