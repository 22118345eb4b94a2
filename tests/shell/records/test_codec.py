"""How tables keep their values: JSON, deflated where that is worth it, and small even where an event is everywhere."""

import zlib
from random import Random
from uuid import UUID

import pytest

from schemas.mention import Mention
from streams.core.state import ledger
from streams.core.state.entry import Entry
from streams.shell.records import codec
from tests.core.state.building import MEETING, facts, mention

BUSIEST = 550
"""Reports in a block at 100,000 mentions a day, but for six pairs of states (streams/core/identity/blocks.py)."""
LIMIT = 100_000
"""Bytes that a value of the ledger may be."""

ONE = ledger.apply(None, mention(MEETING, quote="The two ministers met in Beijing."), 0)


def wording(rng: Random, words: list[str]) -> str:
    return " ".join(rng.choice(words) for _ in range(24)).capitalize() + "."


def busiest_block(sentences: int) -> Entry:
    """A block with so many reports, told in so many sentences; ids are as random as real ones."""
    rng = Random(7)  # noqa: S311 - invented reports
    syllables = ("ka", "to", "mi", "ren", "sol", "ber", "vi", "nat", "lu", "des")
    words = ["".join(rng.choices(syllables, k=rng.randint(1, 4))) for _ in range(1_500)]
    quotes = [wording(rng, words) for _ in range(sentences)]
    entry: Entry | None = None
    for number in range(BUSIEST):
        entry = ledger.apply(entry, report(rng, quotes[number % sentences], number), number)
    assert entry is not None
    return entry


def report(rng: Random, quote: str, number: int) -> Mention:
    guest = rng.choice(("person Wang Yi/CHN", "person Li Qiang/CHN", "China/CHN"))
    said = facts("meeting", f"person Ahsan Iqbal/PAK, {guest}", day=rng.choice(("", "2024-05-08", "2024-05-09")))
    name = str(UUID(int=rng.getrandbits(128)))
    made = mention(said, name, f"2024-05-09T{rng.randint(0, 23):02}:{rng.randint(0, 59):02}:00", quote=quote)
    url = f"https://news-{number % 60}.example/world/2024/05/{name}"
    return made.model_copy(update={"block": "b", "article": made.article.model_copy(update={"url": url})})


def test_short_values_are_json_and_long_ones_are_deflated() -> None:
    assert codec.pack(ONE).startswith(b"{") is (len(codec.encode(ONE)) < codec.DEFLATED_FROM)
    long = ledger.apply(ONE, mention(MEETING, "a2", quote="They met again. " * 20), 1)
    assert codec.pack(long)[:1] == b"\x78"
    for entry in (ONE, long):
        assert codec.unpack(Entry, codec.pack(entry)) == entry
        assert codec.unpack(Entry, codec.encode(entry)) == entry


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (b"", "value"),
        (None, "value"),
        (b"not json", "neither JSON nor deflated"),
        (b"{", "value"),
        (zlib.compress(b"{}")[:-6], "breaks off"),
        (zlib.compress(b"[1]"), "value"),
    ],
    ids=["empty", "null", "text", "half-of-json", "half-of-deflated", "another-thing"],
)
def test_what_is_no_value_is_refused_with_a_reason(value: bytes | None, said: str) -> None:
    with pytest.raises(codec.MalformedRecordError, match=said):
        codec.unpack(Entry, value)


def test_a_value_that_inflates_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codec, "MAX_INFLATED", 1_000)
    with pytest.raises(codec.MalformedRecordError, match="longer than 1,000 bytes"):
        codec.unpack(Entry, zlib.compress(b"{" + b" " * 100_000))


@pytest.mark.parametrize("sentences", [BUSIEST, BUSIEST // 4], ids=["each-in-words-of-its-own", "four-copies-of-each"])
def test_the_busiest_block_is_a_value_under_100_kb(sentences: int) -> None:
    entry = busiest_block(sentences)
    assert len(entry.reports) == BUSIEST
    assert len(codec.encode(entry)) > LIMIT
    assert len(codec.pack(entry)) < LIMIT
