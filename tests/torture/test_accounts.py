"""The accounts agree with what is right and see what was planted: a loss, an article read wrongly, a mention twice."""

from collections.abc import Mapping

import pytest

from schemas.article import Article
from schemas.count import Cell
from streams.core.edge import Reject, RejectReason
from streams.core.proof import oracle
from streams.core.proof.oracle import Placed
from streams.core.state import counts, readings
from streams.core.state.counts import CellState
from streams.core.state.readings import Reading
from tests.torture import extractor
from tests.torture.accounts import account, wrong_cells, wrong_mentions

TEXT = "visit PAK CHN 2024-04-02 energy\n2+ meeting FRA KEN 2024-04-03 trade\n1- agreement USA NOR 2024-04-04 health"
ONE = Article(id="one", text=TEXT, revision=1)
TWO = Article(id="two", text="NOTHING", revision=2)
BACK = Article(id="three", text=TEXT, revision=1)
GONE = Article.model_validate({"id": "three", "revision": 1, "status": "withdrawn"})
PUBLISHED: dict[str, Article | Reject] = {
    "articles/0/0": ONE,
    "articles/1/0": TWO,
    "articles/2/0": GONE,
    "articles/2/1": BACK,
    "articles/0/1": ONE,
    "articles/3/0": Reject(RejectReason.EMPTY, "empty"),
}
LETTERS = ["articles/3/0", "articles/3/0"]


def read_at(article: Article, ordinal: int) -> Reading:
    (extraction,) = extractor.Release(ordinal).extract([article])
    return readings.read(article, extraction, extractor.version(ordinal))


KEPT = {"one": read_at(ONE, 2), "two": read_at(TWO, 1), "three": read_at(GONE, 1)}
LOG = [Placed(mention, 0, offset) for offset, mention in enumerate(KEPT["one"].mentions)]
EXPECTED = oracle.fold(LOG)


def wrong(kept: Mapping[str, Reading], letters: list[str] = LETTERS) -> list[str]:
    return list(account(PUBLISHED, letters, kept, read_at).wrong)


def test_every_record_is_accounted_for_once() -> None:
    books = account(PUBLISHED, LETTERS, KEPT, read_at)
    assert (books.records, books.with_events, books.without_events, books.older, books.dead_letters) == (6, 1, 2, 2, 1)
    assert books.wrong == ()
    assert books.adds_up
    assert not account(PUBLISHED, LETTERS, {"one": KEPT["one"]}, read_at).adds_up
    assert list(wrong_mentions(KEPT, EXPECTED)) == []


def test_releases_see_different_lines_at_their_places() -> None:
    for ordinal, kinds in ((1, ["agreement", "visit"]), (2, ["meeting", "visit"])):
        mentions = read_at(ONE, ordinal).mentions
        assert sorted(mention.type for mention in mentions) == kinds
        for evidence in (each for mention in mentions for each in mention.evidence):
            assert TEXT[evidence.start : evidence.end] == evidence.text


@pytest.mark.parametrize(
    ("kept", "letters", "said"),
    [
        pytest.param({**KEPT, "other": KEPT["two"]}, LETTERS, "article other: never published", id="never published"),
        pytest.param({"one": KEPT["one"], "two": KEPT["two"]}, LETTERS, "article three: lost", id="lost"),
        pytest.param({**KEPT, "three": read_at(BACK, 1)}, LETTERS, "article three: withdrawn", id="stale"),
        pytest.param(
            {**KEPT, "two": read_at(Article(id="two", text="X"), 1)}, LETTERS, "article two: version", id="old"
        ),
        pytest.param(KEPT, [], "articles/3/0 is no article and has no dead letter", id="no letter"),
        pytest.param(KEPT, [*LETTERS, "articles/0/0"], "articles/0/0 has a dead letter", id="a letter too many"),
        pytest.param(
            {**KEPT, "one": KEPT["one"].model_copy(update={"mentions": KEPT["one"].mentions[:1]})},
            LETTERS,
            "article one: mentions",
            id="a mention lost",
        ),
    ],
)
def test_what_is_planted_is_seen(kept: dict[str, Reading], letters: list[str], said: str) -> None:
    assert any(each.startswith(said) for each in wrong(kept, letters))


def test_a_mention_that_only_the_log_has_or_only_the_readings() -> None:
    assert len(list(wrong_mentions({**KEPT, "one": KEPT["two"]}, EXPECTED))) == 2
    assert len(list(wrong_mentions(KEPT, oracle.fold(LOG[:1])))) == 1


def test_one_mention_in_two_blocks_is_seen() -> None:
    moved = LOG[0].mention.model_copy(update={"block": "elsewhere"})
    twice = {**KEPT, "two": KEPT["two"].model_copy(update={"mentions": (moved,)})}
    found = list(wrong_mentions(twice, oracle.fold([*LOG, Placed(moved, 1, 0)])))
    assert found == [f"mention {moved.mention_id} is live 2 times"]


def test_the_table_of_counts() -> None:
    right = {
        str(cell): CellState(
            cell=Cell(**dict(cell)),
            totals={0: counts.PartitionTotal(version=1, events=total.events, mentions=total.mentions)},
        )
        for cell, total in EXPECTED.counts.items()
    }
    assert list(wrong_cells(right, EXPECTED)) == []
    name, state = next(iter(right.items()))
    doubled = state.model_copy(update={"totals": {**state.totals, 1: state.totals[0]}})
    assert len(list(wrong_cells({**right, name: doubled}, EXPECTED))) == 1
    assert len(list(wrong_cells({k: v for k, v in right.items() if k != name}, EXPECTED))) == 1
