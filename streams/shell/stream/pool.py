"""Extraction in processes of its own, so that the stream's heartbeats never wait for it.

Each slot is one process that loads the extractor once. A batch is split over the slots, the share of each into chunks,
and the results come back in order. A process that dies or takes too long is replaced, and the articles of its chunk are
tried one by one: the one that does it again, alone and in a fresh process, is given up with a reason.
"""

import asyncio
import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from schemas.article import Article
from streams.core.extraction.model import Extraction, ExtractorVersion
from streams.core.printable import printable
from streams.shell.errors import CommuniqueError

BATCH_PER_PROCESS = 32
"""Articles that one process parses at once."""

CHUNK_CHARS = 200_000
"""Characters that one process is given at once: the longest text that an article may have, and more than 32 ordinary
articles have together. It bounds the time and memory of a chunk, whatever the articles of a batch are like."""

GIVE_UP_AFTER = 20
"""Articles in a row that no process could extract: then the deployment is at fault, not the articles."""

_START_SECONDS = 120.0
_MAX_DETAIL = 300


class Extracts(Protocol):
    """What we use of the extractor."""

    def extract(self, articles: Sequence[Article]) -> list[Extraction]:
        """Read articles."""


Load = Callable[[], tuple[Extracts, ExtractorVersion]]
"""Loads the extractor in its process. It must be importable by name there."""


class Giveup(StrEnum):
    """Why an article could not be extracted; a bounded list, it labels a metric."""

    CRASHED = "extraction-crashed"
    TIMED_OUT = "extraction-timed-out"
    FAILED = "extraction-failed"


@dataclass(frozen=True, slots=True)
class GivenUp:
    """An article that could not be extracted."""

    reason: Giveup
    detail: str


class ExtractionUnavailableError(CommuniqueError):
    """The extractor cannot be loaded, or fails on everything; the process must stop."""


def load_extractor(actors_overlay: str | None = None) -> tuple[Extracts, ExtractorVersion]:
    """Load the real extractor; only the extraction processes import the parser."""
    from streams.core.extraction.extractor import EXTRACTOR, Extractor  # noqa: PLC0415

    return Extractor.load(actors_overlay), EXTRACTOR


_loaded: tuple[Extracts, ExtractorVersion] | None = None
"""The extractor of this process; set in extraction processes only."""


def _initialize(load: Load) -> None:
    global _loaded  # noqa: PLW0603 - a process pool has no other place for what a process loads once
    # The stream's process decides when to stop; a signal to the whole group must not end us in the middle of a batch.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    threading.Thread(target=_die_with_parent, daemon=True).start()
    _loaded = load()
    gc.freeze()  # lexicons and weights stay to the end: no collection need look at them again


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _ready() -> tuple[int, ExtractorVersion]:
    if _loaded is None:
        raise RuntimeError("the extractor is not loaded")
    return os.getpid(), _loaded[1]


def _extract(articles: Sequence[Article]) -> list[Extraction]:
    if _loaded is None:
        raise RuntimeError("the extractor is not loaded")
    return _loaded[0].extract(articles)


class _Slot:
    """One extraction process."""

    def __init__(self, load: Load, timeout: float) -> None:
        self._load, self._timeout = load, timeout
        self._executor: ProcessPoolExecutor | None = None
        self._pid = 0

    async def start(self) -> ExtractorVersion:
        """Start the process and wait until its extractor is loaded."""
        self._executor = ProcessPoolExecutor(
            1, multiprocessing.get_context("spawn"), initializer=_initialize, initargs=(self._load,)
        )
        try:
            self._pid, version = await asyncio.wait_for(
                asyncio.wrap_future(self._executor.submit(_ready)), _START_SECONDS
            )
        except (BrokenProcessPool, TimeoutError) as error:
            self.stop()
            raise ExtractionUnavailableError("the extractor cannot be loaded; its error is above") from error
        return version

    async def extract(self, articles: Sequence[Article]) -> list[Extraction] | GivenUp:
        """Extract all, or say what went wrong with one of them; then the process has been replaced if need be."""
        if self._executor is None:
            await self.start()
        assert self._executor is not None  # noqa: S101 - start() made it
        try:
            future = asyncio.wrap_future(self._executor.submit(_extract, list(articles)))
            return await asyncio.wait_for(future, self._timeout)
        except BrokenProcessPool:
            self.stop()
            return GivenUp(Giveup.CRASHED, "the extraction process died")
        except TimeoutError:
            self.stop()
            return GivenUp(Giveup.TIMED_OUT, f"extraction took longer than {self._timeout:g} seconds")
        except asyncio.CancelledError:
            self.stop()
            raise
        except Exception as error:  # noqa: BLE001 - whatever the extractor raised, its article is put aside
            return GivenUp(Giveup.FAILED, printable(f"{type(error).__name__}: {error}", _MAX_DETAIL))

    def stop(self) -> None:
        """End the process, at once."""
        if self._executor is None:
            return
        if self._pid:
            with suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)
        self._executor.shutdown(wait=False, cancel_futures=True)
        self._executor, self._pid = None, 0


def chunks(articles: Sequence[Article]) -> Iterator[Sequence[Article]]:
    """Split articles into runs of at most `CHUNK_CHARS` characters; none is empty, and an article is never split."""
    start = chars = 0
    for n, article in enumerate(articles):
        if n > start and chars + len(article.text) > CHUNK_CHARS:
            yield articles[start:n]
            start, chars = n, 0
        chars += len(article.text)
    if articles:
        yield articles[start:]


class Pool:
    """The extraction processes of a worker."""

    def __init__(
        self, load: Load, processes: int, timeout: float, on_restart: Callable[[], None] = lambda: None
    ) -> None:
        self._slots = [_Slot(load, timeout) for _ in range(processes)]
        self._on_restart = on_restart
        self._given_up_in_a_row = 0
        self.waiting = 0
        """Articles that the processes have or wait for."""
        self.version: ExtractorVersion | None = None

    @property
    def batch(self) -> int:
        """The number of articles that keeps every process busy."""
        return BATCH_PER_PROCESS * len(self._slots)

    async def start(self) -> ExtractorVersion:
        """Start all processes. Raises ExtractionUnavailableError if the extractor cannot be loaded."""
        versions = await asyncio.gather(*(slot.start() for slot in self._slots))
        self.version = versions[0]
        return self.version

    def stop(self) -> None:
        """End all processes."""
        for slot in self._slots:
            slot.stop()

    async def extract(
        self, articles: Sequence[Article], on_progress: Callable[[], None] = lambda: None
    ) -> list[Extraction | GivenUp]:
        """Extract articles; the results are in their order, and `on_progress` is called whenever some are there.

        Raises ExtractionUnavailableError if nothing works.
        """
        share = -(-len(articles) // len(self._slots))
        shares = [articles[i : i + share] for i in range(0, len(articles), share or 1)]
        self.waiting += len(articles)
        try:
            results = await asyncio.gather(
                *(self._share(slot, part, on_progress) for slot, part in zip(self._slots, shares, strict=False))
            )
        finally:
            self.waiting -= len(articles)
        return [self._count(result) for part in results for result in part]

    async def _share(
        self, slot: _Slot, articles: Sequence[Article], on_progress: Callable[[], None]
    ) -> list[Extraction | GivenUp]:
        results: list[Extraction | GivenUp] = []
        for chunk in chunks(articles):
            found = await self._try(slot, chunk)
            if isinstance(found, GivenUp):
                for article in chunk:
                    results.append(await self._alone(slot, article))
                    on_progress()
            else:
                results += found
                on_progress()
        return results

    async def _alone(self, slot: _Slot, article: Article) -> Extraction | GivenUp:
        """Extract one article of a chunk that failed: what broke the process may have been another, or the machine."""
        found = await self._try(slot, [article])
        if isinstance(found, GivenUp) and found.reason is Giveup.CRASHED:
            found = await self._try(slot, [article])
        return found if isinstance(found, GivenUp) else found[0]

    async def _try(self, slot: _Slot, articles: Sequence[Article]) -> list[Extraction] | GivenUp:
        found = await slot.extract(articles)
        if isinstance(found, GivenUp):
            self._on_restart()
        return found

    def _count(self, result: Extraction | GivenUp) -> Extraction | GivenUp:
        self._given_up_in_a_row = self._given_up_in_a_row + 1 if isinstance(result, GivenUp) else 0
        if self._given_up_in_a_row >= GIVE_UP_AFTER:
            raise ExtractionUnavailableError(
                f"{GIVE_UP_AFTER} articles in a row could not be extracted; the last: {result.detail}"  # type: ignore[union-attr]
            )
        return result
