import pytest
from kafka.errors import KafkaError, NotLeaderForPartitionError

from streams.shell.broker import sending
from streams.shell.broker.sending import Sending


class FakeBroker:
    """A producer whose records are confirmed when they are waited for, but for those that it does not keep."""

    def __init__(self, lost: frozenset[int] = frozenset()) -> None:
        self.lost = lost
        self.sent = self.confirmed = self.most = 0

    def send(self, topic: str, **_record: object) -> "FakeAnswer":  # noqa: ARG002
        self.sent += 1
        self.most = max(self.most, self.sent - self.confirmed)
        return FakeAnswer(self, self.sent)

    def flush(self, timeout: float | None = None) -> None:
        assert timeout


class FakeAnswer:
    def __init__(self, broker: FakeBroker, number: int) -> None:
        self.broker, self.number = broker, number

    def get(self, timeout: float | None = None) -> None:
        assert timeout
        if self.number in self.broker.lost:
            raise NotLeaderForPartitionError
        self.broker.confirmed += 1


def send(broker: FakeBroker, records: int) -> Sending:
    made = Sending(broker)
    for number in range(records):
        made.send("articles", b"%d" % number, b"{}", [], number)
    made.finish()
    return made


def test_every_record_is_waited_for_and_few_are_on_their_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "MAX_UNCONFIRMED", 3)
    broker = FakeBroker()
    assert send(broker, 10).sent == broker.sent == broker.confirmed == 10
    assert broker.most == 3


@pytest.mark.parametrize("lost", [1, 10], ids=["early", "the last"])
def test_a_record_that_the_broker_did_not_keep_is_an_error(lost: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "MAX_UNCONFIRMED", 3)
    with pytest.raises(KafkaError):
        send(FakeBroker(frozenset({lost})), 10)
