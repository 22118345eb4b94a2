import pytest

from schemas.topics import MENTIONS
from streams.shell.records import cloudevents
from streams.shell.records.cloudevents import Cause
from streams.shell.records.record import Delivery

BECAUSE = Cause("articles/3/17", "2024-05-08T12:00:00.250Z")


def delivery(*headers: tuple[str, bytes], topic: str = "articles", timestamp: float = 1_715_169_600.25) -> Delivery:
    return Delivery(topic, 3, 17, b"k", b"v", headers, timestamp)


def test_a_record_has_every_attribute_that_cloudevents_demands() -> None:
    record = cloudevents.record(MENTIONS, b"block", b"{}", source="read", event_id="m:1.1:assert", because=BECAUSE)
    assert dict(record.headers) == {
        "ce_specversion": b"1.0",
        "ce_id": b"m:1.1:assert",
        "ce_type": b"communique.mention.v1",
        "ce_source": b"/communique/read",
        "ce_subject": b"block",
        "ce_time": b"2024-05-08T12:00:00.250Z",
        "ce_dataschema": b"urn:communique:mention.v1",
        "content-type": b"application/json",
        "ce_causation": b"articles/3/17",
    }


def test_a_cause_begins_with_the_article_and_is_carried_along() -> None:
    assert cloudevents.origin(delivery()) == BECAUSE
    headers = ("ce_causation", b"articles/0/1"), ("ce_time", b"2024-01-01T00:00:00.000Z")
    assert cloudevents.cause(delivery(*headers, topic="mentions")) == Cause("articles/0/1", "2024-01-01T00:00:00.000Z")
    assert cloudevents.cause(delivery()) == BECAUSE


def test_forged_causation_header_on_an_article_is_ignored() -> None:
    assert cloudevents.cause(delivery(("ce_causation", b"nowhere"), ("ce_time", b"yesterday"))) == BECAUSE


@pytest.mark.parametrize(("timestamp", "year"), [(-1e18, "1970"), (0.0, "1970"), (1e18, "9999")])
def test_timestamp_beyond_the_calendar_is_clamped(timestamp: float, year: str) -> None:
    assert cloudevents.origin(delivery(timestamp=timestamp)).time.startswith(year)


@pytest.mark.parametrize(("time", "seconds"), [("2024-05-08T12:00:00.250Z", 1_715_169_600.25), ("yesterday", None)])
def test_ingestion_time_is_parsed_or_none(time: str, seconds: float | None) -> None:
    assert Cause("articles/0/0", time).ingested_at == seconds


def test_last_header_of_a_name_wins_and_invalid_bytes_are_replaced() -> None:
    assert delivery(("a", b"1"), ("a", b"2")).header("a") == "2"
    assert delivery(("a", b"\xff")).header("a") == "\ufffd"
    assert delivery().header("a") is None
