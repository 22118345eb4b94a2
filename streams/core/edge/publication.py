"""When an article was published: never later than it was ingested.

One outlet with a wrong clock, or one hostile publisher, would otherwise own the newest place of every list that is
ordered by day, for as long as the log is kept.
"""

from datetime import UTC, datetime

from schemas.article import Article

TOLERANCE_SECONDS = 86_400.0
"""A day: a date without a time may be tomorrow's already where the publisher is."""


def is_from_the_future(article: Article, ingested_at: float | None) -> bool:
    """Return whether an article says that it was published over a day after it was ingested.

    `ingested_at` is in seconds since 1970, by the broker's clock; None where it is not known, then nothing is.
    """
    published = article.published_at
    return bool(published and ingested_at and published.timestamp() > ingested_at + TOLERANCE_SECONDS)


def with_possible_date(article: Article, ingested_at: float | None) -> Article:
    """Return the article as published when it was ingested, if it says that it is from the future."""
    if ingested_at is None or not is_from_the_future(article, ingested_at):
        return article
    return article.model_copy(update={"published_at": datetime.fromtimestamp(ingested_at, UTC)})
