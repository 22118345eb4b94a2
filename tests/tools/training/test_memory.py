"""The measure of memory: articles that never repeat a word for long, and a verdict."""

import re
from itertools import islice
from pathlib import Path

import orjson
import pytest
import typer

from schemas.article import Article
from tools.training.memory import changed, changing, ending_of, main, marks

TEXT = "Norwegian Foreign Minister Ingvild Hauge arrived in Accra on Tuesday for a visit, the ministry said on Monday."


def test_every_round_has_an_ending_of_its_own() -> None:
    endings = [ending_of(number) for number in range(1_000)]
    assert endings[0] == ""
    assert len(set(endings)) == len(endings)


def test_the_first_round_is_as_it_is_and_each_later_one_has_new_words() -> None:
    rounds = [article.text for article in islice(changing([Article(id="a", text=TEXT)]), 40)]
    assert rounds[0] == TEXT
    known: set[str] = set()
    for text in rounds:
        words = set(re.findall(r"\w+", text))
        assert words - known
        known |= words


def test_most_of_a_text_stays() -> None:
    words, others = TEXT.split(), changed(TEXT, "a").split()
    assert len(words) == len(others)
    assert 0 < sum(word != other for word, other in zip(words, others, strict=True)) <= 3


@pytest.mark.parametrize(
    ("read", "looks"),
    [
        pytest.param(6, [6], id="a few"),
        pytest.param(1_000, [250, 1_000], id="a thousand"),
        pytest.param(20_000, [250, 1_000, 5_000, 10_000, 15_000, 20_000], id="as by default"),
    ],
)
def test_it_looks_now_and_then_and_at_the_end(read: int, looks: list[int]) -> None:
    assert marks(read) == looks


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    path = tmp_path / "articles.jsonl"
    path.write_bytes(b"\n".join(orjson.dumps({"id": str(n), "text": TEXT}) for n in range(3)))
    return path


def test_a_process_that_takes_no_more_than_it_may_passes(articles: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(articles, read=7, limit=4_000, growth=1_000)
    assert re.fullmatch(r" +7 articles +\d{2,} MiB, at most \d{2,} MiB\n", capsys.readouterr().out)


def test_one_that_takes_more_fails(articles: Path) -> None:
    with pytest.raises(typer.Exit) as ended:
        main(articles, read=3, limit=1, growth=1_000)
    assert ended.value.exit_code == 1
