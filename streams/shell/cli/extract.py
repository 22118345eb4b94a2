"""communique extract: events of articles in files, without Kafka."""

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

import typer

from streams.core.edge import Reject
from streams.shell.cli.exit_codes import ExitCode
from streams.shell.cli.inputs import GivenFormat, MinConfidence, Paths, total_bytes
from streams.shell.cli.output import amount, note, print_json, progress
from streams.shell.cli.session import Session

if TYPE_CHECKING:
    from schemas.article import Article
    from streams.core.extraction.model import Extraction, Finding
    from streams.shell.articles.adapters import Item
    from streams.shell.articles.extracting import Read

WORDS = {
    "events": "with events",
    "nothing-found": "with nothing found",
    "not-english": "not English",
    "withdrawn": "withdrawn",
}
"""How the outcomes of a reading are said."""


def extract(
    context: typer.Context,
    paths: Paths,
    given: GivenFormat = None,
    min_confidence: MinConfidence = 0.0,
    processes: Annotated[int, typer.Option(min=1, max=64, help="Processes that extract at the same time.")] = 1,
) -> None:
    """Print the events of articles as JSON Lines: no broker, no state, nothing kept.

    Each line is one event of one article, with article_id first and the evidence under it.
    """
    from streams.shell.articles.adapters import read_files

    session: Session = context.obj
    summary = ExtractionSummary()
    with progress("Reading", total_bytes(paths), beside_results=True) as (bar, task):
        items = read_files(paths, given, watch=lambda read: bar.update(task, completed=read))
        for article, extraction in _extractions(_readable(items, summary), session, processes):
            summary.outcomes[extraction.outcome.value] += 1
            summary.events += _print_events(article, extraction, min_confidence)
        sys.stdout.flush()
    note(summary.in_words())
    raise typer.Exit(ExitCode.NO if summary.refused else ExitCode.OK)


@dataclass(slots=True)
class ExtractionSummary:
    """What became of the articles."""

    outcomes: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    events: int = 0

    def in_words(self) -> str:
        """Say it in one line."""
        how = ", ".join(f"{count:,} {WORDS[outcome]}" for outcome, count in sorted(self.outcomes.items()))
        read = f"{amount(self.outcomes.total(), 'article')} ({how})" if how else "no article"
        refused = f"; {self.refused:,} refused" if self.refused else ""
        return f"read {read}; found {amount(self.events, 'event')}{refused}"


def _readable(items: "Iterator[Item]", summary: ExtractionSummary) -> "Iterator[Article]":
    """Pass the articles on; say what is none, and count it."""
    for origin, read in items:
        if isinstance(read, Reject):
            summary.refused += 1
            note(f"refused {origin}: {read.reason.value}: {read.detail}")
        else:
            yield read


def _extractions(articles: "Iterator[Article]", session: Session, processes: int) -> "Iterator[Read]":
    from streams.shell.articles.extracting import in_processes, in_this_process

    if processes == 1:
        return in_this_process(articles, session.extractor)
    return in_processes(articles, session.overlay(), processes)


def _print_events(article: "Article", extraction: "Extraction", min_confidence: float) -> int:
    """Print one line per event; returns how many."""
    from streams.core.identity.ids import article_id

    wanted: list[Finding] = [each for each in extraction.findings if each.confidence >= min_confidence]
    for finding in wanted:
        print_json({"article_id": article_id(article), **finding.model_dump(mode="json")})
    return len(wanted)
