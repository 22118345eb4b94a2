"""Measure the memory of a process that extracts: `python -m tools.training.memory ARTICLES.jsonl`.

The process is the one that a worker starts. It reads the articles of the file over and over; from the second round on
words of each are changed, to others in every round, so that whatever remembers words always meets new ones. Its memory
is what Linux tells of it in /proc.
"""

import asyncio
import re
import threading
from collections.abc import Iterator, Sequence
from itertools import count, islice
from multiprocessing import active_children
from pathlib import Path
from typing import Annotated

import typer

from schemas.article import Article
from streams.shell.errors import CommuniqueError
from streams.shell.stream.pool import BATCH_PER_PROCESS, GivenUp, Pool, load_extractor
from tools.training.corpus import article_of, rows

_STATUS = re.compile(r"^Vm(HWM|RSS):\s+(\d+) kB$", re.MULTILINE)
_WORD = re.compile(r"\b[A-Za-z]{4,}\b")
_CHANGED = 7
"""Of so many longer words one is changed."""
_SECONDS = 300.0
_ALPHABET = "aeioulnr"


def main(
    articles: Annotated[Path, typer.Argument(help="Articles, JSON Lines")],
    read: Annotated[int, typer.Option(help="Read this many")] = 20_000,
    limit: Annotated[int, typer.Option(help="Fail if the process ever takes more MiB than this")] = 450,
    growth: Annotated[int, typer.Option(help="Fail if it takes so many MiB more at the end than at a quarter")] = 20,
) -> None:
    """Print the memory of a process that extracts as it reads on; exit with 1 if it grows or takes too much."""
    chosen = [article_of(row) for row in rows(articles) if row.get("text")]
    now, peak = asyncio.run(_measured(chosen, read))
    quarter = next((taken for number, taken in now.items() if number * 4 >= read), 0.0)
    if peak > limit or now[max(now)] - quarter > growth:
        raise typer.Exit(1)


async def _measured(articles: Sequence[Article], read: int) -> tuple[dict[int, float], float]:
    """Return the MiB that the process takes after so many articles, and the most that it ever took."""
    pool, now, peak, done = Pool(load_extractor, 1, _SECONDS), dict[int, float](), 0.0, 0
    before = {*threading.enumerate()}
    await pool.start()
    try:
        (process,) = active_children()
        source = islice(changing(articles), read)
        for mark in marks(read):
            while done < mark and (batch := list(islice(source, min(BATCH_PER_PROCESS, mark - done)))):
                done += len(batch)
                for result in await pool.extract(batch):
                    if isinstance(result, GivenUp):
                        raise CommuniqueError(f"an article could not be read: {result.detail}")
            now[done], peak = _memory(process.pid)
            typer.echo(f"{done:>7} articles {now[done]:>6.0f} MiB, at most {peak:.0f} MiB")
    finally:
        pool.stop()
        for thread in {*threading.enumerate()} - before:
            thread.join()  # it watches the process: Python's own end would find its pipe half closed
    return now, peak


def marks(read: int) -> list[int]:
    """Return after how many articles of `read` to look: 250, 1,000, 5,000, then every 5,000, and at the end."""
    return sorted({*(n for n in (250, 1_000) if n < read), *range(5_000, read, 5_000), read})


def changing(articles: Sequence[Article]) -> Iterator[Article]:
    """Yield articles for ever: in the first round as they are, then with words that no round has had."""
    for number in count():
        ending = ending_of(number)
        for article in articles:
            yield article if not ending else article.model_copy(update={"text": changed(article.text, ending)})


def changed(text: str, ending: str) -> str:
    """Return a text with one in seven of its longer words ending otherwise."""
    parts, at = [], 0
    for match in islice(_WORD.finditer(text), len(ending) % _CHANGED, None, _CHANGED):
        parts += [text[at : match.end()], ending]
        at = match.end()
    return "".join([*parts, text[at:]])


def ending_of(number: int) -> str:
    """Return letters that stand for a number: another word for each."""
    letters = ""
    while number:
        number, digit = divmod(number - 1, len(_ALPHABET))
        letters = _ALPHABET[digit] + letters
    return letters


def _memory(pid: int | None) -> tuple[float, float]:
    """Return what a process takes now and the most that it ever took, in MiB."""
    found = dict(_STATUS.findall(Path(f"/proc/{pid}/status").read_text("ascii")))
    return int(found["RSS"]) / 1024, int(found["HWM"]) / 1024


if __name__ == "__main__":
    typer.run(main)
