"""An article is never published later than it was ingested."""

from datetime import UTC, datetime

import pytest

from schemas.article import Article
from streams.core.edge.publication import is_from_the_future, with_possible_date

INGESTED = datetime(2026, 12, 3, 12, tzinfo=UTC)


def article(published: str | None) -> Article:
    return Article.model_validate({"id": "a", "text": "She visited Accra.", "published_at": published})


@pytest.mark.parametrize(
    ("published", "future"),
    [
        pytest.param("2026-12-03T11:00:00Z", False, id="an hour before"),
        pytest.param("2026-12-04", False, id="tomorrow's date"),
        pytest.param("2026-12-04T12:00:00Z", False, id="a day later"),
        pytest.param("2026-12-04T12:00:01Z", True, id="over a day later"),
        pytest.param("2999-01-01", True, id="a thousand years later"),
        pytest.param("1999-01-01", False, id="long ago"),
        pytest.param(None, False, id="no date"),
    ],
)
def test_over_a_day_after_ingestion_is_the_future(published: str | None, future: bool) -> None:
    sent = article(published)
    assert is_from_the_future(sent, INGESTED.timestamp()) is future
    dated = with_possible_date(sent, INGESTED.timestamp())
    assert dated.published_at == (INGESTED if future else sent.published_at)


def test_where_the_time_of_ingestion_is_unknown_the_publisher_is_believed() -> None:
    sent = article("2999-01-01")
    assert not is_from_the_future(sent, None)
    assert with_possible_date(sent, None) == sent
