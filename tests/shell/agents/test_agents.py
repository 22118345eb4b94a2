"""The four agents without a broker: records in, records out, and what the tables hold."""

import asyncio
import json
from threading import Event
from typing import Any

import pytest

from schemas.article import Article
from schemas.topics import ARTICLES, COUNTS, DEAD_LETTERS, EVENTS, MENTIONS
from streams.core.edge import Reject, RejectReason
from streams.core.state.totals import FoldOutcome, PartitionTotals
from streams.settings import Settings
from streams.shell.agents import refusal
from streams.shell.agents.refusal import TooManyRefusalsError
from streams.shell.records import dead_letters
from streams.shell.stream import heartbeat
from tests.shell.agents.in_memory_stream import (
    ACCEPTED,
    BEATS,
    NEXT,
    SOURCES,
    TALLIES,
    TOPICS,
    InMemoryStream,
    article,
    text,
)
from tests.shell.engine.fakes import event


async def test_an_article_becomes_a_mention_an_event_and_counts(stream: InMemoryStream) -> None:
    await stream.publish(article())
    (mention,), (visit,) = stream.values(MENTIONS.name), stream.values("visits")
    assert mention["op"] == "assert"
    assert mention["evidence"][0]["text"] == text(1)
    assert visit["op"] == "upsert"
    assert [each["mention_id"] for each in visit["mentions"]] == [mention["mention_id"]]
    newest = {(each["sector"], each["actor"]): each["events"] for each in stream.values(COUNTS.name)}
    assert newest[None, None] == newest["energy", "PAK"] == newest[None, "CHN"] == 1


FORGED = (("ce_causation", b"nowhere"), ("ce_time", b"0001-01-01T00:00:00"))


async def test_forged_headers_on_an_article_are_ignored(stream: InMemoryStream) -> None:
    await stream.publish(b"not json", article(), headers=FORGED)
    (letter,) = stream.outbox.of(DEAD_LETTERS.name)
    assert dict(letter.headers)[dead_letters.OFFSET] == b"0"
    (mention,) = stream.outbox.of(MENTIONS.name)
    assert dict(mention.headers)["ce_causation"] == b"articles/0/1"


async def test_the_same_article_again_changes_no_event_and_no_count(stream: InMemoryStream) -> None:
    await stream.publish(article())
    before = {(each["sector"], each["actor"]): each["events"] for each in stream.values(COUNTS.name)}
    await stream.publish(article())
    assert {(each["sector"], each["actor"]): each["events"] for each in stream.values(COUNTS.name)} == before
    assert len({each["event_id"] for each in stream.values("visits")}) == 1


async def test_a_withdrawal_takes_everything_back(stream: InMemoryStream) -> None:
    await stream.publish(article())
    await stream.publish(article(revision=2, status="withdrawn"))
    assert [each["op"] for each in stream.values(MENTIONS.name)] == ["assert", "retract"]
    assert stream.values("visits")[-1]["op"] == "gone"
    newest = {(each["sector"], each["actor"]): each["events"] for each in stream.values(COUNTS.name)}
    assert set(newest.values()) == {0}


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (b"not json", RejectReason.NOT_JSON),
        (b"[1]", RejectReason.NOT_AN_OBJECT),
        (b"", RejectReason.EMPTY),
        (None, RejectReason.EMPTY),
        (b'{"id": 1, "text": "x"}', RejectReason.INVALID_FIELD),
        (b'{"id": "a"}', RejectReason.MISSING_TEXT),
        (b"\xff\xfe\xfa", RejectReason.BAD_ENCODING),
    ],
    ids=lambda value: str(value)[:20],
)
async def test_what_is_no_article_is_a_dead_letter_with_its_bytes(
    stream: InMemoryStream, value: bytes | None, reason: RejectReason
) -> None:
    await stream.publish(value, key=b"\x00key", headers=(("from", b"\xff"),))
    (letter,) = stream.outbox.of(DEAD_LETTERS.name)
    assert (letter.value, letter.key) == (value, b"\x00key")
    assert ("from", b"\xff") in letter.headers
    assert (dead_letters.REASON, reason.value.encode()) in letter.headers
    assert (dead_letters.OFFSET, b"0") in letter.headers
    assert stream.outbox.of(ACCEPTED) == []


async def test_malformed_record_of_an_internal_topic_becomes_a_dead_letter(stream: InMemoryStream) -> None:
    for agent, topic in SOURCES.items():
        if agent != "intake":
            await stream.feed(agent, [event(topic, 0, b'{"type": 3}', b"k")])
    reasons = [dict(letter.headers)[dead_letters.REASON] for letter in stream.outbox.of(DEAD_LETTERS.name)]
    assert reasons == [b"malformed-record"] * 3


@pytest.mark.parametrize(
    ("beats", "extracted"),
    [pytest.param(0, [], id="alone"), pytest.param(1, [heartbeat.ARTICLE], id="a heartbeat among them")],
)
async def test_records_that_are_no_articles_are_not_extracted(
    stream: InMemoryStream, beats: int, extracted: list[Article]
) -> None:
    beat = heartbeat.published(TOPICS.article_heartbeats, 0)
    among = [event(ACCEPTED, 0, beat.value, beat.key, 0, beat.headers)] * beats
    await stream.feed("read", [*among, *(event(ACCEPTED, beats + n, b'{"type": 3}', b"k") for n in range(3))])
    assert len(stream.outbox.of(DEAD_LETTERS.name)) == 3
    assert stream.pool.extracted == extracted


async def test_derived_records_name_their_cause_and_have_its_time(stream: InMemoryStream) -> None:
    await stream.publish(article())
    for topic in (ACCEPTED, MENTIONS.name, EVENTS["visit"].name, COUNTS.name, TALLIES):  # type: ignore[index]
        for record in stream.outbox.of(topic):
            headers = dict(record.headers)
            assert headers["ce_causation"] == b"articles/0/0"
            assert headers["ce_time"] == b"2025-06-15T15:06:40.000Z"


async def test_the_same_records_again_are_the_same_records(stream: InMemoryStream) -> None:
    await stream.publish(article())
    other = InMemoryStream()
    await other.publish(article())
    assert other.outbox.sent == stream.outbox.sent


async def test_an_agent_whose_write_fails_acknowledges_nothing(stream: InMemoryStream) -> None:
    stream.outbox.fails = "readings-changelog"
    await stream.feed("intake", [event(ARTICLES.name, 0, article())])
    (sent,) = stream.outbox.of(ACCEPTED)
    with pytest.raises(ConnectionError):
        await stream.feed("read", [event(ACCEPTED, 0, sent.value, sent.key)])
    assert stream.consumer.offsets.committable()[ACCEPTED, 0] == 0


async def test_the_path_is_measured(stream: InMemoryStream) -> None:
    await stream.publish(article(), b"not json")
    sample = stream.metrics.registry.get_sample_value
    assert sample("communique_articles_total", {"outcome": "new"}) == 1
    assert sample("communique_articles_total", {"outcome": "dead-letter"}) == 1
    assert sample("communique_events_total", {"type": "visit", "status": "happened", "operation": "upsert"}) == 1
    assert sample("communique_event_age_seconds_count", {"type": "visit"}) == 1
    assert sample("communique_event_reports_sum", {"type": "visit"}) == 1
    assert sample("communique_records_in_total", {"stage": "intake"}) == 2
    assert sample("communique_records_out_total", {"stage": "intake"}) == 2
    assert sample("communique_records_in_progress", {"stage": "read"}) == 0
    assert sample("communique_last_processed_timestamp_seconds", {"stage": "ledger"}) > 1_700_000_000  # type: ignore[operator]
    assert sample("communique_dead_letters_total", {"stage": "intake", "reason": "not-json"}) == 1
    assert sample("communique_latency_seconds_count", {"stage": "count"}) >= 1  # type: ignore[operator]


async def test_heartbeat_passes_every_stage_and_produces_nothing(stream: InMemoryStream) -> None:
    beat = heartbeat.published(TOPICS.article_heartbeats, 0)
    for stage, topic in BEATS.items():
        assert stream.beaten(stage) == 0
        await stream.feed(stage, [event(topic, 0, beat.value, beat.key, 0, beat.headers)])
        assert stream.beaten(stage) == 1_750_000_000.0
        assert stream.consumer.offsets.committable()[topic, 0] == 1
        (beat,) = stream.outbox.of(NEXT[stage]) if stage in NEXT else (beat,)
    assert stream.outbox.topics() == list(NEXT.values())
    assert dict(beat.headers)["ce_causation"] == b"communique-articles-heartbeats/0/0"
    assert stream.metrics.registry.get_sample_value("communique_records_out_total", {"stage": "ledger"}) == 0
    assert stream.pool.extracted == [heartbeat.ARTICLE]


async def test_heartbeat_in_a_batch_leaves_the_output_of_articles_unchanged(stream: InMemoryStream) -> None:
    beat, other = heartbeat.published(TOPICS.article_heartbeats, 0), InMemoryStream()
    own = [event(BEATS["intake"], 0, beat.value, beat.key, 0, beat.headers)]
    await stream.feed("intake", [event(ARTICLES.name, 0, article()), *own])
    stream.passed[ARTICLES.name] = 1
    for stage in ("read", "ledger", "count"):
        await stream.pass_on(stage)
    await other.publish(article())
    beats = [record for record in stream.outbox.sent if dict(record.headers).get("ce_type") == heartbeat.CE_TYPE]
    assert [record.topic for record in beats] == [ACCEPTED, BEATS["ledger"]]
    assert [record for record in stream.outbox.sent if record not in beats] == other.outbox.sent
    assert stream.pool.extracted == other.pool.extracted


async def test_article_with_a_heartbeat_header_is_still_an_article(stream: InMemoryStream) -> None:
    await stream.publish(article(), headers=(("ce_type", heartbeat.CE_TYPE),))
    assert len(stream.outbox.of(MENTIONS.name)) == 1
    assert stream.beaten("intake") == 0


async def test_every_record_of_a_heartbeat_topic_is_a_heartbeat(stream: InMemoryStream) -> None:
    await stream.feed("intake", [event(BEATS["intake"], 0, article())])
    (sent,) = stream.outbox.sent
    assert (sent.topic, sent.value) == (ACCEPTED, None)


async def test_a_heartbeat_that_cannot_be_passed_on_is_not_acknowledged(stream: InMemoryStream) -> None:
    stream.outbox.fails = BEATS["ledger"]
    beat = heartbeat.published(TOPICS.article_heartbeats, 0)
    with pytest.raises(ConnectionError):
        await stream.feed("read", [event(ACCEPTED, 0, beat.value, beat.key, 0, beat.headers)])
    assert stream.consumer.offsets.committable()[ACCEPTED, 0] == 0
    assert stream.beaten("read") == 0


async def test_junk_becomes_dead_letters_however_much_there_is_and_good_articles_go_on(stream: InMemoryStream) -> None:
    await stream.publish(*[b"x"] * 300, article(1))
    assert len(stream.outbox.of(DEAD_LETTERS.name)) == 300
    assert stream.metrics.refusals_in_a_row._value.get() == 0
    assert len(stream.outbox.of(ACCEPTED)) == 1
    assert stream.consumer.offsets.committable()[ARTICLES.name, 0] == 301


async def test_refusals_in_a_row_are_a_metric(stream: InMemoryStream) -> None:
    await stream.feed("intake", [event(ARTICLES.name, n, b"x") for n in range(7)])
    assert stream.metrics.refusals_in_a_row._value.get() == 7


async def test_where_a_limit_is_set_intake_stops_before_it_makes_more_dead_letters() -> None:
    stream = InMemoryStream(Settings(refusals_in_a_row=200))
    await stream.publish(*[b"not json"] * 150)
    with pytest.raises(TooManyRefusalsError, match=r"200 records in a row were refused.* not-json: "):
        await stream.feed("intake", [event(ARTICLES.name, 150 + n, b"not json") for n in range(60)])
    assert len(stream.outbox.of(DEAD_LETTERS.name)) == 150
    assert stream.consumer.offsets.committable()[ARTICLES.name, 0] == 150


def test_a_release_that_refuses_what_it_must_accept_reads_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refusal, "decode", lambda *_: Reject(RejectReason.NOT_JSON, "a bad release"))
    with pytest.raises(refusal.UnfitReleaseError, match="text alone: not-json: a bad release"):
        InMemoryStream()


async def test_an_article_from_the_future_is_taken_as_of_its_ingestion_and_counted(stream: InMemoryStream) -> None:
    await stream.publish(article(1, published_at="2999-01-01"), article(2, published_at="2024-06-01"))
    future, past = (json.loads(each.value or b"") for each in stream.outbox.of(ACCEPTED))
    assert future["published_at"].startswith("2025-06-15")
    assert past["published_at"].startswith("2024-06-01")
    assert stream.metrics.articles_from_the_future._value.get() == 1


async def test_the_event_loop_turns_while_a_busy_block_is_linked(
    stream: InMemoryStream, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Heartbeats, probes and signals are handled by turns of the loop; linking a block of thousands takes seconds."""
    turned, fold = Event(), PartitionTotals.fold

    def busy(*arguments: Any) -> FoldOutcome:  # noqa: ANN401
        asyncio.run_coroutine_threadsafe(turn(), loop)
        assert turned.wait(5), "the event loop stood still"
        return fold(*arguments)

    async def turn() -> None:
        turned.set()

    loop = asyncio.get_running_loop()
    monkeypatch.setattr(PartitionTotals, "fold", busy)
    await stream.publish(article())
    assert turned.is_set()
    assert len(stream.values("visits")) == 1
