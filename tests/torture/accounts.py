"""What must follow from the articles that were published, each of them accounted for, and how what is differs from it.

`verify` starts at `mentions`; this starts at `articles` and shares nothing with the stream but the definition of one
reading. Pure: the records come from whoever read the topics.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from schemas.article import Article, ArticleStatus
from schemas.mention import Mention, Operation
from streams.core.edge import Reject
from streams.core.identity import ids
from streams.core.proof.oracle import Expected
from streams.core.state import counts
from streams.core.state.counts import CellState
from streams.core.state.entry import CellTotal
from streams.core.state.readings import Reading

Place = str
"""Topic, partition and offset of an article, joined by slashes."""
ReadAt = Callable[[Article, int], Reading]
"""Reads an article with the extractor of an ordinal."""


@dataclass(frozen=True, slots=True)
class Account:
    """The articles of a log, each counted once: records = readings + older + dead letters."""

    records: int
    with_events: int
    without_events: int
    older: int
    """Records of articles of which the reading kept says more: repeats, late revisions, what was corrected since."""
    dead_letters: int
    wrong: tuple[str, ...]

    @property
    def adds_up(self) -> bool:
        """Whether each record is counted once."""
        return self.records == self.with_events + self.without_events + self.older + self.dead_letters


def account(
    published: Mapping[Place, Article | Reject],
    letters: Iterable[Place],
    kept: Mapping[str, Reading],
    read_at: ReadAt,
) -> Account:
    """Compare the table of readings and the dead letters with what was published."""
    newest = _newest(each for each in published.values() if isinstance(each, Article))
    rejected = {place for place, each in published.items() if isinstance(each, Reject)}
    with_events = sum(1 for reading in kept.values() if reading.mentions)
    return Account(
        records=len(published),
        with_events=with_events,
        without_events=len(kept) - with_events,
        older=len(published) - len(rejected) - len(newest),
        dead_letters=len(rejected),
        wrong=(*_wrong_letters(rejected, set(letters)), *_wrong_readings(newest, kept, read_at)),
    )


def wrong_mentions(kept: Mapping[str, Reading], expected: Expected) -> Iterator[str]:
    """Yield where the mentions that hold by the log differ from those of the readings, and ids that are not unique."""
    said = Counter(_said(m) for reading in kept.values() for m in reading.mentions)
    live = Counter(
        (key, entry.block, held.version)
        for entry in expected.entries.values()
        for key, held in entry.held.items()
        if held.content is not None
    )
    yield from (f"mention {key} holds by the readings, not by the log" for key in sorted(said - live))
    yield from (f"mention {key} holds by the log, not by the readings" for key in sorted(live - said))
    by_id = Counter(key for key, *_ in live.elements())
    yield from (f"mention {key} is live {number} times" for key, number in sorted(by_id.items()) if number > 1)
    events = Counter(key for entry in expected.entries.values() for key in entry.happenings)
    yield from (f"event {key} lives in {number} blocks" for key, number in sorted(events.items()) if number > 1)


def wrong_cells(table: Mapping[str, CellState], expected: Expected) -> Iterator[str]:
    """Yield where the table of counts differs from the fold of the log."""
    have = {state.cell: counts.count(state) for state in table.values()}
    for cell in sorted(have.keys() | expected.counts.keys(), key=str):
        must, found = expected.counts.get(cell, CellTotal()), have.get(cell)
        is_now = CellTotal(found.events, found.mentions) if found else CellTotal()
        if is_now != must:
            yield f"table counts, {cell}: is {is_now}, must be {must}"


def _newest(articles: Iterable[Article]) -> dict[str, Article]:
    newest: dict[str, Article] = {}
    for article in articles:
        name = ids.article_id(article)
        if name not in newest or _rank(article) > _rank(newest[name]):
            newest[name] = article
    return newest


def _rank(article: Article) -> tuple[int, bool]:
    return article.revision, article.status is ArticleStatus.WITHDRAWN


def _wrong_letters(rejected: set[Place], letters: set[Place]) -> Iterator[str]:
    yield from (f"{place} is no article and has no dead letter" for place in sorted(rejected - letters))
    yield from (f"{place} has a dead letter and is an article" for place in sorted(letters - rejected))


def _wrong_readings(newest: Mapping[str, Article], kept: Mapping[str, Reading], read_at: ReadAt) -> Iterator[str]:
    for name in sorted(newest.keys() | kept.keys()):
        article, reading = newest.get(name), kept.get(name)
        if article is None or reading is None:
            yield f"article {name}: {'never published' if article is None else 'lost, it has no reading'}"
            continue
        must = read_at(article, reading.version.extractor)
        for field in ("version", "withdrawn", "outcome", "mentions"):
            wanted, found = getattr(must, field), getattr(reading, field)
            if wanted != found:
                yield f"article {name}: {field} is {found!s:.200}, must be {wanted!s:.200}"


def _said(mention: Mention) -> tuple[str, str, tuple[int, int]]:
    assert mention.op is Operation.ASSERT
    return mention.mention_id, mention.block, (mention.version.revision, mention.version.extractor)
