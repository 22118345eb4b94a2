"""Extract without a stream: batches of articles through one extractor, or through several processes, in order."""

import gc
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice

from schemas.article import Article
from streams.core.extraction.extractor import Extractor
from streams.core.extraction.model import Extraction
from streams.shell.errors import CommuniqueError

BATCH = 32
"""Articles parsed together: the parser is faster on many sentences at once, and more would not help it."""

Read = tuple[Article, Extraction]


def in_this_process(articles: Iterable[Article], load: Callable[[], Extractor]) -> Iterator[Read]:
    """Yield each article with what was found in it; the extractor is loaded when the first article is there."""
    extractor: Extractor | None = None
    for batch in _batches(articles):
        extractor = extractor or load()
        yield from zip(batch, extractor.extract(batch), strict=True)


def in_processes(articles: Iterable[Article], overlay: str | None, processes: int) -> Iterator[Read]:
    """Do the same with several processes, each with an extractor of its own; at most two batches wait for each.

    Raises CommuniqueError if a process dies.
    """
    pool = ProcessPoolExecutor(processes, initializer=_load, initargs=(overlay,))
    waiting: deque[tuple[Sequence[Article], Future[list[Extraction]]]] = deque()
    try:
        for batch in _batches(articles):
            waiting.append((batch, pool.submit(_extract, batch)))
            if len(waiting) > 2 * processes:
                yield from _finished(waiting)
        while waiting:
            yield from _finished(waiting)
    finally:
        pool.shutdown(cancel_futures=True)


def _finished(waiting: deque[tuple[Sequence[Article], Future[list[Extraction]]]]) -> Iterator[Read]:
    batch, future = waiting.popleft()
    try:
        extractions = future.result()
    except BrokenProcessPool as error:
        hint = "it may have run out of memory; try fewer --processes"
        raise CommuniqueError("a process that extracts has died", hint) from error
    yield from zip(batch, extractions, strict=True)


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    source = iter(articles)
    while batch := list(islice(source, BATCH)):
        yield batch


_loaded: list[Extractor] = []
"""The extractor of a process of the pool."""


def _load(overlay: str | None) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that gives out the work
    _loaded.append(Extractor.load(overlay))
    gc.freeze()  # lexicons and weights stay to the end: no collection need look at them again


def _extract(batch: Sequence[Article]) -> list[Extraction]:
    return _loaded[0].extract(batch)
