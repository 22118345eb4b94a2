"""Publish articles: every record confirmed by the broker, every refusal with the place where it stood."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from kafka.errors import KafkaError, MessageSizeTooLargeError

from schemas.article import Article
from schemas.topics import ARTICLES
from streams.core.edge import Reject, RejectReason
from streams.core.identity.ids import article_id
from streams.shell.articles.adapters import Item, Origin
from streams.shell.broker.sending import CONFIRM_SECONDS, MAX_UNCONFIRMED, Confirmation, Producer
from streams.shell.errors import BrokerError

HEADERS = [("content-type", b"application/json")]


@dataclass(frozen=True, slots=True)
class Refused:
    """An article that was not sent, and why."""

    origin: Origin
    reason: str
    detail: str


@dataclass(slots=True)
class Summary:
    """What became of the articles."""

    sent: int = 0
    """Confirmed by the broker."""
    valid: int = 0
    """Readable as articles; equal to `sent` unless only validating."""
    refused: list[Refused] = field(default_factory=list)


class Publisher:
    """Sends articles to the topic `articles` under their canonical id, so that revisions of one stay in order."""

    def __init__(self, producer: Producer | None, topic: str = ARTICLES.name) -> None:
        """Without a producer the articles are only validated."""
        self.summary = Summary()
        self._producer = producer
        self._topic = topic
        self._unconfirmed: deque[tuple[Origin, Confirmation]] = deque()

    def publish(self, items: Iterable[Item]) -> Summary:
        """Send every article of `items` and wait until the broker has confirmed each.

        Raises BrokerError if the broker fails to confirm one: it names the first article that may be missing.
        Publishing the same file again is safe: an article that arrives twice changes nothing.
        """
        for item in items:
            self.add(item)
        self._confirm(down_to=0)
        return self.summary

    def add(self, item: Item) -> None:
        """Send one article, or note why it is none."""
        if isinstance(item.read, Reject):
            self.summary.refused.append(Refused(item.origin, item.read.reason.value, item.read.detail))
            return
        self.summary.valid += 1
        if self._producer:
            self._send(item.origin, item.read, self._producer)

    def _send(self, origin: Origin, article: Article, producer: Producer) -> None:
        key, value = article_id(article).encode(), article.model_dump_json(exclude_none=True).encode()
        try:
            sent = producer.send(self._topic, key=key, value=value, headers=HEADERS)
        except MessageSizeTooLargeError:
            self._too_large(origin, len(value))
            return
        except KafkaError as error:
            raise self._failure(origin, error) from error
        self._unconfirmed.append((origin, sent))
        if len(self._unconfirmed) >= MAX_UNCONFIRMED:
            self._confirm(down_to=MAX_UNCONFIRMED // 2)

    def _confirm(self, down_to: int) -> None:
        """Wait for the broker's answers until at most `down_to` records are without one."""
        if self._producer and self._unconfirmed:
            self._producer.flush(timeout=CONFIRM_SECONDS)
        while len(self._unconfirmed) > down_to:
            origin, sent = self._unconfirmed.popleft()
            try:
                sent.get(timeout=CONFIRM_SECONDS)
            except MessageSizeTooLargeError:
                self._too_large(origin)
            except KafkaError as error:
                raise self._failure(origin, error) from error
            else:
                self.summary.sent += 1

    def _too_large(self, origin: Origin, size: int | None = None) -> None:
        said = f"a record of {size:,} bytes" if size else "the record"
        refusal = Refused(origin, RejectReason.TOO_LARGE.value, f"{said} is larger than the broker takes")
        self.summary.refused.append(refusal)

    def _failure(self, origin: Origin, error: KafkaError) -> BrokerError:
        sent = self.summary.sent
        return BrokerError(
            f"the broker did not confirm the article at {origin} ({type(error).__name__}: {error});"
            f" {sent:,} before it are confirmed",
            "publish the same files again when the broker is back: an article that arrives twice changes nothing",
        )
