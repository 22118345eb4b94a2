import json
from typing import Any

import pytest
from kafka.errors import KafkaError, KafkaTimeoutError, MessageSizeTooLargeError, NotEnoughReplicasError

from schemas.article import Article
from streams.core.edge import Reject, RejectReason
from streams.shell.articles import publishing
from streams.shell.articles.adapters import Item, Origin
from streams.shell.articles.publishing import Publisher, Refused
from streams.shell.errors import BrokerError


class Answer:
    """A confirmation that has come, or the error that came instead."""

    def __init__(self, error: KafkaError | None) -> None:
        self.error = error
        self.asked = False

    def get(self, timeout: float | None = None) -> object:
        assert timeout
        self.asked = True
        if self.error:
            raise self.error
        return None


class FakeProducer:
    """Keeps what it is sent; answers with an error, or raises one, for the keys that it is told."""

    def __init__(
        self, answers: dict[str, KafkaError] | None = None, raises: dict[str, KafkaError] | None = None
    ) -> None:
        self.answers, self.raises = answers or {}, raises or {}
        self.sent: list[tuple[str, bytes, bytes]] = []
        self.confirmations: list[Answer] = []
        self.most_unasked = 0

    def send(
        self, topic: str, *, key: bytes | None, value: bytes | None, headers: list[Any], partition: int | None = None
    ) -> Answer:
        assert key is not None
        assert value is not None
        assert partition is None
        assert headers == [("content-type", b"application/json")]
        if error := self.raises.get(key.decode()):
            raise error
        self.sent.append((topic, key, value))
        self.confirmations.append(Answer(self.answers.get(key.decode())))
        unasked = sum(not each.asked for each in self.confirmations)
        self.most_unasked = max(self.most_unasked, unasked)
        return self.confirmations[-1]

    def flush(self, timeout: float | None = None) -> None:
        assert timeout


def item(line: int, **fields: object) -> Item:
    return Item(Origin("a.jsonl", line), Article.model_validate({"id": f"a-{line}", "text": "They met."} | fields))


def test_every_article_is_sent_under_its_id_and_confirmed() -> None:
    producer = FakeProducer()
    summary = Publisher(producer).publish([item(1, title="Talks"), item(2, revision=3)])
    assert (summary.sent, summary.valid, summary.refused) == (2, 2, [])
    assert [(topic, key) for topic, key, _ in producer.sent] == [("articles", b"a-1"), ("articles", b"a-2")]
    assert json.loads(producer.sent[1][2]) == {
        "id": "a-2", "text": "They met.", "title": "", "source": "", "revision": 3, "status": "published"
    }  # fmt: skip
    assert all(each.asked for each in producer.confirmations)


def test_an_article_without_an_id_is_keyed_by_its_content() -> None:
    producer = FakeProducer()
    Publisher(producer).publish([item(1, id=None), item(2, id=None), item(3, id=None, text="They left.")])
    keys = [key for _, key, _ in producer.sent]
    assert keys[0] == keys[1] != keys[2]


def test_refused_articles_are_named_and_do_not_stop_the_others() -> None:
    producer = FakeProducer()
    bad = Item(Origin("a.jsonl", 2), Reject(RejectReason.NOT_JSON, "not JSON: cut off"))
    summary = Publisher(producer).publish([item(1), bad, item(3)])
    assert summary.sent == 2
    assert summary.refused == [Refused(Origin("a.jsonl", 2), "not-json", "not JSON: cut off")]


def test_without_a_producer_articles_are_only_validated() -> None:
    summary = Publisher(None).publish([item(1), item(2)])
    assert (summary.valid, summary.sent) == (2, 0)


@pytest.mark.parametrize("how", ["answers", "raises"])
def test_a_record_larger_than_the_broker_takes_is_refused(how: str) -> None:
    producer = FakeProducer(**{how: {"a-1": MessageSizeTooLargeError()}})
    summary = Publisher(producer).publish([item(1), item(2)])
    assert summary.sent == 1
    assert [(str(each.origin), each.reason) for each in summary.refused] == [("a.jsonl:1", "too-large")]


@pytest.mark.parametrize(
    "producer",
    [
        FakeProducer(answers={"a-2": NotEnoughReplicasError()}),
        FakeProducer(raises={"a-2": KafkaTimeoutError("no metadata")}),
    ],
    ids=["not confirmed", "not taken"],
)
def test_broker_failure_stops_publishing_and_names_the_article(producer: FakeProducer) -> None:
    with pytest.raises(BrokerError, match=r"a\.jsonl:2") as caught:
        Publisher(producer).publish([item(1), item(2), item(3)])
    assert "again" in caught.value.hint


def test_number_of_unconfirmed_records_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "MAX_UNCONFIRMED", 10)
    producer = FakeProducer()
    assert Publisher(producer).publish(item(line) for line in range(1, 101)).sent == 100
    assert producer.most_unasked == 10
