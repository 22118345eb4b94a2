"""After a round: wait until everything is done, then compare everything with everything."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from kafka import TopicPartition
from kafka.errors import KafkaError

from schemas.article import Article
from schemas.topics import ARTICLES, DEAD_LETTERS, MENTIONS, accepted, changelog, tallies, topics_for
from streams.core.edge import decode
from streams.core.proof import oracle
from streams.core.state import counts, readings
from streams.core.state.counts import CellState
from streams.core.state.readings import Reading
from streams.settings import Settings
from streams.shell.broker import clients, reading_topics
from streams.shell.errors import BrokerError
from streams.shell.history import recorded
from streams.shell.history.verify import Verification, verify
from streams.shell.records import dead_letters
from streams.shell.records.record import ConsumerRecord
from tests.torture import extractor
from tests.torture.accounts import Account, account, wrong_cells, wrong_mentions

LOOKS = 5
"""Times that all is compared again when records came in meanwhile, from a worker that woke up late."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found at rest."""

    verification: Verification
    account: Account
    wrong: tuple[str, ...]
    """Every mismatch, as a sentence."""


class NotAtRestError(Exception):
    """The stream did not finish in time."""


def behind(settings: Settings) -> dict[TopicPartition, str]:
    """Return the partitions that are not read and committed to their ends.

    What is committed is asked first: what follows from it was written before, so the ends asked later include it.
    """
    app_id = settings.application_id
    names = [ARTICLES.name, accepted(app_id).name, MENTIONS.name, tallies(app_id).name]
    with clients.admin(settings) as admin:
        offsets = admin.list_group_offsets(app_id).get(app_id, {})
    ends = _ends(settings, names)
    done = {tp: offsets[tp].offset if tp in offsets else 0 for tp in ends}
    return {tp: f"{done[tp]} of {end}" for tp, end in ends.items() if done[tp] < end}


def at_rest(settings: Settings, seconds: float, tend: Callable[[], None]) -> float:
    """Wait until all is done, tending workers meanwhile; returns the seconds. Raises NotAtRestError at the deadline."""
    start, left = time.monotonic(), "nobody could be asked"
    while time.monotonic() - start < seconds:
        tend()
        try:
            waits = behind(settings)
        except (BrokerError, KafkaError) as error:
            left = str(error)
        else:
            if not waits:
                return time.monotonic() - start
            left = str({f"{tp.topic}/{tp.partition}": text for tp, text in waits.items()})
        time.sleep(0.1)
    raise NotAtRestError(f"not at rest within {seconds:g} seconds: {left}")


def check(settings: Settings) -> Checked | None:
    """Compare everything; None if records came in meanwhile, so that nothing can be said."""
    names = [topic.name for topic in topics_for(settings.application_id)]
    before = _ends(settings, names)
    verification = verify(settings)
    books, wrong = _accounts(settings)
    if behind(settings) or _ends(settings, names) != before:
        return None
    return Checked(verification, books, (*map(str, verification.mismatches), *books.wrong, *wrong))


def settled(settings: Settings, seconds: float, tend: Callable[[], None]) -> Checked:
    """Wait until all is done and compare. Raises NotAtRestError if there is no rest to compare in."""
    for _ in range(LOOKS):
        at_rest(settings, seconds, tend)
        checked = check(settings)
        if checked is not None:
            return checked
    raise NotAtRestError(f"records came in during each of {LOOKS} comparisons")


def _ends(settings: Settings, names: list[str]) -> dict[TopicPartition, int]:
    with clients.consumer(settings) as consumer:
        partitions = [TopicPartition(name, n) for name in names for n in consumer.partitions_for_topic(name) or ()]
        ends: dict[TopicPartition, int] = consumer.end_offsets(partitions)
    return ends


def _accounts(settings: Settings) -> tuple[Account, tuple[str, ...]]:
    app_id = settings.application_id
    with clients.consumer(settings) as consumer:

        def read(topic: str) -> list[ConsumerRecord]:
            return list(reading_topics.snapshot(consumer, topic))

        published = {f"{r.topic}/{r.partition}/{r.offset}": decode(r.value, r.headers) for r in read(ARTICLES.name)}
        letters = [dead_letters.from_record(record).source for record in read(DEAD_LETTERS.name)]
        kept = recorded.table(Reading, read(changelog(app_id, "readings").name), readings.join)
        cells = recorded.table(CellState, read(changelog(app_id, "counts").name), counts.join)
        expected = oracle.fold(recorded.mentions(read(MENTIONS.name))[0])
    books = account(published, letters, kept, _read_at)
    sums = () if books.adds_up else (f"the records do not add up: {books}",)
    return books, (*sums, *wrong_mentions(kept, expected), *wrong_cells(cells, expected))


def _read_at(article: Article, ordinal: int) -> Reading:
    """Read an article as a worker of that release does."""
    (extraction,) = extractor.Release(ordinal).extract([article])
    return readings.read(article, extraction, extractor.version(ordinal))
