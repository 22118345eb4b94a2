"""What made-up articles teach, and what they do not."""

import pytest

from schemas.article import Article
from schemas.facts import EventType
from streams.shell.training.corpus import Labelled
from streams.shell.training.invented import teaches, weight_of

ARTICLE = Article(id="a", text="Norway pledged aid.")
PUBLISHED, INVENTED = (Labelled(ARTICLE, "The Outlet", (), (), True, made_up) for made_up in (False, True))


@pytest.mark.parametrize("model", ["place", "sector", "same", "party", "event"])
def test_how_papers_are_is_learned_from_published_ones(model: str) -> None:
    assert teaches(PUBLISHED, model)
    assert not teaches(INVENTED, model)


@pytest.mark.parametrize("model", ["date", "amount", "planned", "ongoing"])
def test_what_words_mean_is_learned_from_all(model: str) -> None:
    assert teaches(PUBLISHED, model)
    assert teaches(INVENTED, model)


def test_commitments_of_made_up_articles_count_less() -> None:
    assert all(weight_of(PUBLISHED, kind) == 1 for kind in EventType)
    assert [kind for kind in EventType if weight_of(INVENTED, kind) < 1] == [EventType.COMMITMENT]
