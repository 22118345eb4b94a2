"""Dead letters sent again: each at most once by one version of Communiqué.

The record that is sent says in a header which letter it was and which version sent it. So the log itself knows what was
replayed, also where a replay was interrupted; and a letter that comes of a replay knows which version has failed twice.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from streams.shell.broker.reading_topics import Consumer, snapshot
from streams.shell.broker.sending import Producer, Sending
from streams.shell.records.dead_letters import ATTEMPTS, REPLAY, DeadLetter


@dataclass(frozen=True, slots=True)
class Due:
    """Dead letters, divided by whether this version has still to send them."""

    letters: tuple[DeadLetter, ...]
    done: tuple[DeadLetter, ...]
    """Letters that this version has sent, or that came of its sending."""


def due(letters: Iterable[DeadLetter], version: str, replayed: Callable[[Collection[str]], Collection[str]]) -> Due:
    """Divide letters; `replayed` returns what stands in the replay headers of the topics of these names."""
    letters = tuple(letters)
    topics = {letter.topic for letter in letters}
    before = replayed(topics) if topics else ()
    done = {each for each in letters if each.replayed_by == version or replay_header(each, version) in before}
    return Due(tuple(each for each in letters if each not in done), tuple(each for each in letters if each in done))


def replayed(consumer: Consumer, topics: Collection[str]) -> frozenset[str]:
    """Read these topics and return what stands in the replay headers of their records."""
    return frozenset(_replays(consumer, topics))


def replay_header(letter: DeadLetter, version: str) -> str:
    """Return what the replay header of a letter says."""
    return f"{letter.identity} {version}"


def send_again(letters: Iterable[DeadLetter], producer: Producer, version: str) -> None:
    """Send originals to the topic where they stood once more, and wait until the broker has confirmed each.

    Key, value and the publisher's headers are as they were; two headers of ours say how often the record has failed and
    which replay this is.
    """
    sending = Sending(producer)
    for letter in letters:
        sending.send(letter.topic, letter.key, letter.value, _headers(letter, version))
    sending.finish()


def _headers(letter: DeadLetter, version: str) -> list[tuple[str, bytes | None]]:
    return [
        *letter.headers,
        (ATTEMPTS, str(letter.attempts).encode()),
        (REPLAY, replay_header(letter, version).encode()),
    ]


def _replays(consumer: Consumer, topics: Collection[str]) -> Iterator[str]:
    for topic in sorted(topics):
        for record in snapshot(consumer, topic):
            yield from (value.decode("utf-8", "replace") for name, value in record.headers if name == REPLAY and value)
