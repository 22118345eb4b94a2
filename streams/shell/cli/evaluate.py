"""communique evaluate: how good the extractor is on articles that people have annotated."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from streams.core.edge import Reject
from streams.shell.cli.inputs import MinConfidence, total_bytes
from streams.shell.cli.output import AsJson, amount, note, print_json, progress
from streams.shell.cli.session import Session
from streams.shell.errors import UsageError

if TYPE_CHECKING:
    from schemas.article import Article
    from streams.core.evaluation.evaluation import Assessment
    from streams.core.evaluation.gold import GoldArticle
    from streams.shell.articles.adapters import Item

BATCH = 32
"""Articles parsed together."""
NAMED = 5
"""How many missing articles are named."""


def evaluate(
    context: typer.Context,
    articles: Annotated[list[Path], typer.Option(metavar="FILE", help="Articles, as extract reads them; repeatable.")],
    gold: Annotated[list[Path], typer.Option(metavar="FILE", help="Their annotation, JSON Lines; repeatable.")],
    errors: Annotated[int, typer.Option(min=0, metavar="N", help="Show up to N errors of each kind.")] = 0,
    min_confidence: MinConfidence = 0.0,
    as_json: AsJson = False,
) -> None:
    """Measure the extractor against annotated articles: figures, confusion of types, errors by cause, calibration.

    Only the annotated articles of the files are read. docs/quality.md says what each figure means.
    """
    from streams.core.evaluation.evaluation import summarise
    from streams.shell.articles.adapters import read_files
    from streams.shell.articles.gold import read_gold
    from streams.shell.cli import evaluation_tables as tables

    wanted = read_gold(gold)
    with progress("Evaluating", total_bytes(articles)) as (bar, task):
        items = read_files(articles, watch=lambda read: bar.update(task, completed=read))
        evaluation = summarise(_assessments(_annotated(items, wanted), wanted, min_confidence, context.obj))
    if as_json:
        print_json(evaluation.as_object() | {"examples": tables.examples(evaluation, errors)})
    else:
        tables.show(evaluation, errors)


def _annotated(items: "Iterator[Item]", wanted: "dict[str, GoldArticle]") -> "Iterator[tuple[str, Article]]":
    """Pass on the annotated articles with their ids, each once. Raises UsageError if some are not there."""
    from streams.core.identity.ids import article_id

    seen: set[str] = set()
    for origin, read in items:
        if isinstance(read, Reject):
            note(f"refused {origin}: {read.reason.value}: {read.detail}")
            continue
        name = article_id(read)
        if name in seen:
            note(f"passed over {origin}: article {name} was read before")
        elif name in wanted:
            seen.add(name)
            yield name, read
    missing = [name for name in wanted if name not in seen]
    if missing:
        named = ", ".join(missing[:NAMED]) + (" ..." if len(missing) > NAMED else "")
        raise UsageError(
            f"{amount(len(missing), 'annotated article')} not in the files: {named}", "add --articles FILE"
        )


def _assessments(
    articles: "Iterator[tuple[str, Article]]", wanted: "dict[str, GoldArticle]", min_confidence: float, session: Session
) -> "list[Assessment]":
    """Read the articles and hold each against its annotation, in the order of the annotation."""
    from streams.core.evaluation.evaluation import assess

    extractor = session.extractor()
    done: dict[str, Assessment] = {}
    while batch := list(islice(articles, BATCH)):
        traces = extractor.trace([article for _, article in batch])
        for (name, _), trace in zip(batch, traces, strict=True):
            done[name] = assess(wanted[name], trace, min_confidence)
    return [done[name] for name in wanted]
