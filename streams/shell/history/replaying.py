"""Dead letters sent again: each at most once by one version of Communiqué.

The record that is sent says in a header which letter it was and which version sent it; a letter that comes of it says
so too. So the topics themselves know what was replayed, also where a replay was interrupted.

Such a header is worth as much as the topic that it stands in. So no replay passes `articles`, where any publisher may
write any header: what an original says there is judged here as intake would judge it, and what it is goes on to the
topic of accepted articles, which is ours alone.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from schemas.topics import ARTICLES, DEAD_LETTERS, Topic
from streams.core.edge import Reject, decode
from streams.settings import Settings
from streams.shell.agents.intake import accept
from streams.shell.broker.reading_topics import Consumer, snapshot
from streams.shell.broker.sending import Producer, Sending
from streams.shell.records.cloudevents import Cause, is_place, text_of
from streams.shell.records.dead_letters import ATTEMPTS, REPLAY, DeadLetter, HeaderList
from streams.shell.records.partitioner import partition_of
from streams.shell.records.record import ProducerRecord


@dataclass(frozen=True, slots=True)
class Ways:
    """Where the letters of one version of the application go; no publisher may write to any of these topics."""

    accepted: Topic
    others: frozenset[str]
    """Further topics that a stage reads."""
    dead_letters: str

    @classmethod
    def of(cls, settings: Settings) -> "Ways":
        """Return those of the version that the settings name."""
        topics = settings.app_topics
        return cls(topics.accepted, frozenset(topics.sources) - {ARTICLES.name}, topics.name_of(DEAD_LETTERS))

    def to(self, letter: DeadLetter) -> str | None:
        """Return the topic that a letter goes to; None if no stage reads where it stood."""
        if letter.topic == ARTICLES.name:
            return self.accepted.name
        return letter.topic if letter.topic in self.others else None


@dataclass(frozen=True, slots=True)
class Due:
    """Dead letters, divided by whether this version has still to send them."""

    letters: tuple[DeadLetter, ...]
    done: tuple[DeadLetter, ...]
    """Letters that this version has sent, or that came of its sending."""


def due(
    letters: Iterable[DeadLetter], version: str, ways: Ways, replayed: Callable[[Collection[str]], Collection[str]]
) -> Due:
    """Divide letters; `replayed` returns what stands in the replay headers of the topics of these names."""
    letters = tuple(letters)
    topics = {to for letter in letters if (to := ways.to(letter))}
    before = replayed(topics | {ways.dead_letters}) if topics else ()
    done = {each for each in letters if each.replayed_by == version or replay_header(each, version) in before}
    return Due(tuple(each for each in letters if each not in done), tuple(each for each in letters if each in done))


def replayed(consumer: Consumer, topics: Collection[str]) -> frozenset[str]:
    """Read these topics and return what stands in the replay headers of their records."""
    return frozenset(_replays(consumer, topics))


def replay_header(letter: DeadLetter, version: str) -> str:
    """Return what the replay header of a letter says."""
    return f"{letter.identity} {version}"


def refusals(letters: Iterable[DeadLetter], ways: Ways) -> dict[DeadLetter, str]:
    """Return the letters that cannot be sent, each with the reason."""
    tried = ((letter, _record(letter, "", ways)) for letter in letters)
    return {letter: why for letter, why in tried if isinstance(why, str)}


def send_again(letters: Iterable[DeadLetter], version: str, ways: Ways, consumer: Consumer, producer: Producer) -> None:
    """Send letters that are not refused, and wait until the broker has confirmed each.

    Two headers of ours say how often the record has failed and which replay this is.
    """
    sending = Sending(producer)
    for record in (_record(letter, version, ways) for letter in letters):
        if not isinstance(record, str):
            partitions = len(consumer.partitions_for_topic(record.topic))
            to = partition_of(record.key, partitions)
            sending.send(record.topic, record.key, record.value, record.headers, to)
    sending.finish()


def _record(letter: DeadLetter, version: str, ways: Ways) -> ProducerRecord | str:
    """Return what is sent: of an article what intake makes of it, else the original as it was; or why nothing is."""
    to, headers = ways.to(letter), _headers(letter, version)
    if to is None or not is_place(letter.source):
        return f"it stood at {letter.source}, where no stage reads"
    if letter.topic != ARTICLES.name:
        own = ((name, value or b"") for name, value in letter.headers)
        return ProducerRecord(to, letter.key, letter.value, (*own, *headers))
    article = decode(letter.value, letter.headers)
    if isinstance(article, Reject):
        return f"{article.reason.value}: {article.detail}"
    # The letter does not say when its article was ingested; it failed soon after.
    return accept(ways.accepted, article, Cause(letter.source, text_of(letter.at)), headers)


def _headers(letter: DeadLetter, version: str) -> HeaderList:
    return [(ATTEMPTS, str(letter.attempts).encode()), (REPLAY, replay_header(letter, version).encode())]


def _replays(consumer: Consumer, topics: Collection[str]) -> Iterator[str]:
    for topic in sorted(topics):
        for record in snapshot(consumer, topic):
            yield from (value.decode("utf-8", "replace") for name, value in record.headers if name == REPLAY and value)
