"""What synthetic articles teach, and what they do not."""

import pytest

from schemas.article import Article
from tools.training.corpus import Labelled
from tools.training.synthetic import teaches

PUBLISHED, SYNTHETIC, SHORT = (
    Labelled(Article(id="a", text="Norway pledged aid. " * times), "The Outlet", (), (), True, made_up)
    for times, made_up in ((1, False), (100, True), (1, True))
)


@pytest.mark.parametrize("model", ["report.commitment", "place", "same", "party", "event"])
def test_how_papers_are_is_learned_from_published_ones(model: str) -> None:
    assert teaches(PUBLISHED, model)
    assert not teaches(SYNTHETIC, model)
    assert teaches(SHORT, model) is (model in ("report.commitment", "event"))


@pytest.mark.parametrize(
    "model", ["report.agreement", "report.visit", "date", "amount", "planned", "ongoing", "sector"]
)
def test_what_words_mean_is_learned_from_all(model: str) -> None:
    assert teaches(PUBLISHED, model)
    assert teaches(SYNTHETIC, model)
