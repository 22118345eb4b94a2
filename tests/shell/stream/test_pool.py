"""The extraction processes, with an extractor that misbehaves when told to."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from schemas.article import Article
from streams.core.extraction.model import Extraction, ExtractorVersion, Outcome
from streams.shell.stream.pool import (
    CHUNK_CHARS,
    GIVE_UP_AFTER,
    ExtractionUnavailableError,
    Extracts,
    GivenUp,
    Giveup,
    Load,
    Pool,
    chunks,
    load_extractor,
)
from tests.broker.fake_extractor import DIE, DIE_ONCE, FAIL, HANG, VERSION, load
from tests.shell.agents.in_memory_stream import text


def refuse_to_load() -> tuple[Extracts, ExtractorVersion]:
    raise FileNotFoundError("the model is not here")


class ProcessIds:
    """Finds the id of its process."""

    def extract(self, articles: Sequence[Article]) -> list[Extraction]:
        return [Extraction((), Outcome.NOTHING_FOUND, str(os.getpid())) for _ in articles]


def load_process_ids() -> tuple[Extracts, ExtractorVersion]:
    return ProcessIds(), VERSION


@asynccontextmanager
async def running(
    load: Load = load, processes: int = 1, seconds: float = 10, on_restart: Callable[[], None] = lambda: None
) -> AsyncIterator[Pool]:
    pool = Pool(load, processes, seconds, on_restart)
    try:
        await pool.start()
        yield pool
    finally:
        pool.stop()


def articles(*texts: str) -> list[Article]:
    return [Article(id=str(n), text=each) for n, each in enumerate(texts)]


async def test_extractions_come_back_in_the_order_of_the_articles() -> None:
    lines = [text(n) for n in range(7)]
    async with running(processes=2) as pool:
        assert pool.version == VERSION
        results = await pool.extract(articles(*lines))
    quoted = [result.findings[0].evidence[0].text for result in results if isinstance(result, Extraction)]
    assert quoted == lines


async def test_a_batch_is_split_over_the_processes() -> None:
    async with running(load_process_ids, processes=2) as pool:
        results = await pool.extract(articles(*("x" for _ in range(6))))
    assert len({result.language for result in results if isinstance(result, Extraction)}) == 2


async def test_nothing_to_extract_is_no_work() -> None:
    async with running() as pool:
        assert await pool.extract([]) == []


@pytest.mark.parametrize(
    ("word", "reason"),
    [(DIE, Giveup.CRASHED), (HANG, Giveup.TIMED_OUT), (FAIL, Giveup.FAILED)],
    ids=["dies", "hangs", "raises"],
)
async def test_an_article_that_breaks_extraction_is_given_up_alone(word: str, reason: Giveup) -> None:
    restarts: list[None] = []
    async with running(seconds=1.5, on_restart=lambda: restarts.append(None)) as pool:
        before, broken, after = await pool.extract(articles(text(1), word, text(2)))
    assert isinstance(before, Extraction)
    assert isinstance(after, Extraction)
    assert isinstance(broken, GivenUp)
    assert broken.reason is reason
    assert broken.detail
    assert restarts


@pytest.mark.parametrize("beside", [0, 2], ids=["alone in its batch", "in a batch"])
async def test_a_process_that_is_killed_once_costs_no_article(tmp_path: Path, beside: int) -> None:
    killed = f"{DIE_ONCE}{tmp_path / 'killed'}\n{text(1)}"
    async with running() as pool:
        results = await pool.extract(articles(killed, *(text(n) for n in range(beside))))
    assert (tmp_path / "killed").exists()
    assert [type(result) for result in results] == [Extraction] * (beside + 1)


async def test_each_chunk_counts_as_progress() -> None:
    progress: list[None] = []
    long = "x" * (CHUNK_CHARS // 2 + 1)
    async with running() as pool:
        await pool.extract(articles(long, long, FAIL, "short"), lambda: progress.append(None))
    assert len(progress) == 4, "the first chunk, and each article of the second, which failed, by itself"


@pytest.mark.parametrize(
    ("lengths", "expected"),
    [
        pytest.param([], [], id="no articles"),
        pytest.param([10, 20, 30], [3], id="short articles together"),
        pytest.param([CHUNK_CHARS, 1], [1, 1], id="the longest fills a chunk"),
        pytest.param([1, CHUNK_CHARS, CHUNK_CHARS - 1, 1, 1], [1, 1, 2, 1], id="each chunk as full as it may be"),
    ],
)
def test_chunks_are_bounded_by_characters(lengths: list[int], expected: list[int]) -> None:
    split = list(chunks(articles(*("x" * length for length in lengths))))
    assert [len(chunk) for chunk in split] == expected


async def test_the_event_loop_goes_on_while_an_article_hangs() -> None:
    beats = 0

    async def beat() -> None:
        nonlocal beats
        while True:
            await asyncio.sleep(0.05)
            beats += 1

    async with running(seconds=1) as pool:
        beating = asyncio.create_task(beat())
        await pool.extract(articles(HANG))
        beating.cancel()
    assert beats >= 10


async def test_pool_stops_the_worker_when_every_article_fails() -> None:
    async with running() as pool:
        with pytest.raises(ExtractionUnavailableError, match=f"{GIVE_UP_AFTER} articles in a row"):
            await pool.extract(articles(*(FAIL for _ in range(GIVE_UP_AFTER))))


async def test_an_extractor_that_cannot_be_loaded_stops_the_worker() -> None:
    with pytest.raises(ExtractionUnavailableError, match="cannot be loaded"):
        async with running(refuse_to_load):
            pass


def test_the_stream_itself_never_imports_the_parser() -> None:
    import subprocess
    import sys

    program = "import sys, streams.app; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
    assert callable(load_extractor)
