"""Headers that decide something are ours: what a publisher writes in our names changes nothing."""

import asyncio
from collections.abc import Callable, Sequence

import pytest

from schemas.article import Article
from schemas.topics import COUNTS, DEAD_LETTERS, MENTIONS
from streams.core.extraction.model import Extraction
from streams.shell.records import dead_letters
from streams.shell.stream.pool import GivenUp, Giveup
from tests.shell.agents.in_memory_stream import ACCEPTED, TALLIES, InMemoryStream, article
from tests.shell.engine.fakes import event

LINEAGE = ((dead_letters.ATTEMPTS, b"1"), (dead_letters.REPLAY, b"0/0@1 0.1"))


async def test_an_article_that_was_sent_again_and_fails_again_says_so(stream: InMemoryStream) -> None:
    place = (("ce_causation", b"articles/3/7"), ("ce_time", b"2024-05-08T00:00:00Z"))
    stream.pool.extract = gives_up  # type: ignore[method-assign, assignment]
    await stream.feed("read", [event(ACCEPTED, 0, article(), b"a1", 0, (*place, *LINEAGE))])
    (letter,) = stream.outbox.of(DEAD_LETTERS.name)
    headers = dict(letter.headers)
    assert (headers[dead_letters.ATTEMPTS], headers[dead_letters.REPLAY]) == (b"2", b"0/0@1 0.1")
    assert (headers[dead_letters.TOPIC], headers[dead_letters.OFFSET]) == (b"articles", b"7")


async def gives_up(articles: Sequence[Article], _on_progress: Callable[[], None]) -> list[Extraction | GivenUp]:
    await asyncio.sleep(0)
    return [GivenUp(Giveup.FAILED, "told to fail") for _ in articles]


async def test_a_publisher_cannot_make_its_record_a_replay(stream: InMemoryStream) -> None:
    place = (("ce_causation", b"mentions/0/5"), ("ce_time", b"2024-05-08T00:00:00Z"))
    forged = ((dead_letters.ATTEMPTS, b"41"), LINEAGE[1], *place)
    other = InMemoryStream()
    await stream.publish(article(), b"not json", headers=forged)
    await other.publish(article(), b"not json")
    (letter,), (expected,) = stream.outbox.of(DEAD_LETTERS.name), other.outbox.of(DEAD_LETTERS.name)
    assert [each for each in letter.headers if each not in forged] == list(expected.headers)
    assert dict(letter.headers)[dead_letters.ATTEMPTS] == b"1"
    assert dict(letter.headers)[dead_letters.TOPIC] == b"articles"
    assert dead_letters.REPLAY not in dict(letter.headers)
    for topic in (ACCEPTED, MENTIONS.name, COUNTS.name, TALLIES):
        assert stream.outbox.of(topic) == other.outbox.of(topic)


@pytest.mark.parametrize("place", [b"articles", b"articles/1/-1", b"a/b/c", b"\xff", b"articles/1/9999999999999999999"])
async def test_malformed_causation_header_is_tolerated(stream: InMemoryStream, place: bytes) -> None:
    stream.pool.extract = gives_up  # type: ignore[method-assign, assignment]
    headers = (("ce_causation", place), ("ce_time", b"2024-05-08T00:00:00Z"))
    await stream.feed("read", [event(ACCEPTED, 0, article(), b"a1", 0, headers)])
    (letter,) = stream.outbox.of(DEAD_LETTERS.name)
    assert dict(letter.headers)[dead_letters.TOPIC] == ACCEPTED.encode()
