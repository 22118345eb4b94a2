import pytest

from streams.shell.engine.losses import LostRange, RecordsLostError, expected, find

ARTICLES, OURS, BEATS = ("articles", 0), ("communique-accepted", 0), ("beats", 0)


@pytest.mark.parametrize(
    ("committed", "wanted"),
    [
        pytest.param({}, {OURS: 0}, id="nothing was read: articles begin anywhere"),
        pytest.param({ARTICLES: 3, OURS: 4, BEATS: 5}, {ARTICLES: 3, OURS: 4}, id="heartbeats are never missed"),
        pytest.param({ARTICLES: 0}, {ARTICLES: 0, OURS: 0}, id="committed at the beginning"),
    ],
)
def test_where_a_partition_has_to_begin(
    committed: dict[tuple[str, int], int], wanted: dict[tuple[str, int], int]
) -> None:
    assert expected(committed, (ARTICLES, OURS, BEATS), {"beats"}) == wanted


def test_only_what_begins_later_is_lost() -> None:
    begins = {ARTICLES: 5, OURS: 6, BEATS: 0}
    assert find({ARTICLES: 5, OURS: 4, BEATS: 9}, begins) == [LostRange(*OURS, 4, 6)]


def test_a_loss_says_where_how_much_and_what_to_do() -> None:
    lost = [LostRange("articles", number, 10, 1_010) for number in range(7)]
    error = RecordsLostError(lost)
    assert "articles partition 0 lacks 1,000 offsets, 10 to 1009; articles partition 1 " in str(error)
    assert str(error).endswith("; and 2 more partitions")
    assert "communique losses" in error.hint
    assert sum(each.missing for each in error.lost) == 7_000
