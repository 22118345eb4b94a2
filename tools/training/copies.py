"""Measure the linking of copies: `python -m tools.training.copies ARTICLES.jsonl COPIES.jsonl`.

COPIES has a line for each group of copies, `{"ids": [...]}`, and for each pair of articles that only look alike,
`{"not_same": [id, id]}`; ids are those of ARTICLES.
"""

from pathlib import Path
from typing import Annotated

import typer

from streams.core.evaluation.copies import ByArticle, measure
from streams.core.extraction.extractor import EXTRACTOR, Extractor
from streams.core.state import readings
from streams.shell.articles.extracting import in_this_process
from tools.training import corpus


def main(
    articles: Annotated[Path, typer.Argument(help="Articles, JSON Lines with ids")],
    copies: Annotated[Path, typer.Argument(help="Groups of copies and pairs that look alike, JSON Lines")],
) -> None:
    """Print how many copies of one article became one event, and how many look-alikes share one."""
    for path in (articles, copies):
        if not path.is_file():
            raise typer.BadParameter(f"there is no file {path}; give one with ARTICLES=… COPIES=…")
    rows = list(corpus.rows(copies))
    groups = [tuple(row["ids"]) for row in rows if "ids" in row]
    pairs = [(row["not_same"][0], row["not_same"][1]) for row in rows if "not_same" in row]
    read = _read(articles, {name for each in (*groups, *pairs) for name in each})
    found = measure(read, groups, pairs)
    typer.echo(f"{len(groups)} groups of copies: {found.mentions} mentions, {found.events} events")
    typer.echo(f"(at least {found.at_least}: of each group as many as one of its articles tells)")
    share = found.together / max(1, found.same_sentences)
    typer.echo(f"{found.together} of {found.same_sentences} sentences shared by two copies: one event ({share:.0%})")
    typer.echo(f"{len(found.sharing)} of {found.look_alikes} pairs of look-alikes share an event:")
    for pair in found.sharing:
        typer.echo(f"  {' and '.join(pair)}")


def _read(path: Path, names: set[str]) -> ByArticle:
    """Read the mentions of the articles of these names. Raises BadParameter if one is missing."""
    chosen = [corpus.article_of(row) for row in corpus.rows(path) if row["id"] in names]
    missing = names - {str(article.id) for article in chosen}
    if missing:
        raise typer.BadParameter(f"{path} lacks {len(missing)} of the articles, {min(missing)} among them")
    return {
        str(article.id): readings.read(article, extraction, EXTRACTOR).mentions
        for article, extraction in in_this_process(chosen, Extractor.load)
    }


if __name__ == "__main__":
    typer.run(main)
