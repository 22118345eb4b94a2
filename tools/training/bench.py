"""Measure the extractor beside spaCy's whole pipeline: `python -m tools.training.bench ARTICLES.jsonl`.

Both read the same articles in the same process on one thread, in turns, so that a busy machine is as busy for both;
times are CPU times, figures are medians of the rounds. Memory is the peak of the process before the pipeline has read.
"""

import gc
import resource
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import spacy
import typer

from schemas.article import Article
from streams.core.extraction.extractor import Extractor
from streams.core.extraction.syntax.lemmas import PACKAGE
from tools.training.corpus import article_of, rows

BATCH = 32


def main(
    articles: Annotated[Path, typer.Argument(help="Articles, JSON Lines")],
    take: Annotated[int, typer.Option(help="Read this many, evenly spread over the file")] = 120,
    rounds: Annotated[int, typer.Option(help="Rounds of which the median is taken")] = 5,
) -> None:
    """Print articles per second of the extractor and of spaCy's whole pipeline, and the peak of memory."""
    chosen = _spread(_load(articles), take)
    extractor, pipeline = Extractor.load(), spacy.load(PACKAGE)
    gc.freeze()  # as the processes that extract do once they have loaded
    extractor.extract(chosen[:4])
    batches = [chosen[n : n + BATCH] for n in range(0, len(chosen), BATCH)]
    texts = [article.text for article in chosen]

    def read() -> list[object]:
        return [extractor.extract(batch) for batch in batches]

    read()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    turns = [(_seconds(read), _seconds(lambda: list(pipeline.pipe(texts, batch_size=BATCH)))) for _ in range(rounds)]
    speed, baseline = (len(chosen) / statistics.median(times) for times in zip(*turns, strict=True))
    typer.echo(f"{len(chosen)} articles of {statistics.mean(len(a.text.split()) for a in chosen):.0f} words")
    typer.echo(f"extractor {speed:.1f} articles/s, peak memory {memory:.0f} MiB")
    typer.echo(
        f"spaCy's whole pipeline {baseline:.1f} articles/s: the extractor is {speed / baseline:.1f} times as fast"
    )


def _load(path: Path) -> list[Article]:
    return [article_of(row) for row in rows(path) if row.get("text")]


def _spread(articles: Sequence[Article], take: int) -> list[Article]:
    step = max(1, len(articles) // take)
    return list(articles[::step][:take])


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    typer.run(main)
