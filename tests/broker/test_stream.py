"""The whole path on a real broker, with worker processes as a user runs them."""

import json
import signal
from functools import partial
from urllib.request import urlopen

import pytest

from schemas.topics import DEAD_LETTERS, EVENTS, MENTIONS
from streams.shell.records import dead_letters
from tests.broker.articles import article, traffic
from tests.broker.fake_extractor import DIE, FAIL, HANG
from tests.broker.harness import Stream, wait_until

pytestmark = pytest.mark.broker


def test_articles_become_events_counts_and_dead_letters(stream: Stream) -> None:
    worker = stream.worker().ready()
    stream.publish([article(1), article(2, events=0), article(1)])
    stream.publish([b"not json", None], key=b"k", headers=[("from", b"me")])
    found = stream.at_rest()
    assert found.ok, found.mismatches
    assert (found.articles, found.dead_letters) == (5, 2)
    assert dict(found.readings) == {"events": 1, "nothing-found": 1}
    letters = {each.reason: each for each in map(dead_letters.from_record, stream.records(DEAD_LETTERS.name))}
    assert letters["not-json"].value == b"not json"
    assert letters["not-json"].key == b"k"
    assert letters["not-json"].headers == (("from", b"me"),)
    assert letters["not-json"].source.startswith("articles/")
    assert letters["empty"].value is None
    with urlopen(f"http://127.0.0.1:{worker.metrics_port}/metrics", timeout=5) as answer:
        text = answer.read().decode()
    assert 'communique_articles_total{outcome="new"} 2.0' in text
    assert 'communique_dead_letters_total{reason="not-json",stage="intake"} 1.0' in text
    assert worker.stop() == 0


def test_derived_records_are_cloudevents_that_any_consumer_can_read(stream: Stream) -> None:
    stream.worker().ready()
    stream.publish([article(1)])
    assert stream.at_rest().ok
    mention = stream.records(MENTIONS.name)[0]
    headers = {name: value.decode() for name, value in mention.headers}
    value = json.loads(mention.value)
    assert mention.key.decode() == value["block"]
    assert headers["ce_specversion"] == "1.0"
    assert headers["ce_type"] == "communique.mention.v1"
    assert headers["ce_dataschema"] == "urn:communique:mention.v1"
    assert headers["ce_subject"] == value["mention_id"]
    assert headers["content-type"] == "application/json"
    assert headers["ce_causation"].startswith("articles/")
    for kind, topic in EVENTS.items():
        for record in stream.records(topic.name):
            said = {name: text.decode() for name, text in record.headers}
            assert said["ce_type"] == f"communique.{kind}.v1"
            assert said["ce_causation"] == headers["ce_causation"]
            assert said["ce_time"] == headers["ce_time"]
            assert record.key.decode() == json.loads(record.value)["event_id"]


def test_a_new_worker_recovers_the_tables_and_goes_on(stream: Stream) -> None:
    first = stream.worker().ready()
    stream.publish(article(i) for i in range(40))
    before = stream.at_rest()
    assert before.ok, before.mismatches
    assert first.stop() == 0
    stream.worker().ready()
    withdrawn = [{"id": f"article-{i}", "revision": 2, "status": "withdrawn"} for i in range(40)]
    stream.publish(withdrawn)
    after = stream.at_rest()
    assert after.ok, after.mismatches
    assert before.events > 0
    assert (after.events, after.cells) == (0, 0)


def test_counts_stay_exact_when_one_of_two_workers_is_killed(stream: Stream) -> None:
    sent = traffic(1, 700)
    doomed, other = stream.worker(), stream.worker()
    doomed.ready()
    other.ready()
    stream.publish(sent)
    for _ in range(2):
        enough = stream.size(MENTIONS.name) + 100
        wait_until(partial(lambda n: stream.size(MENTIONS.name) > n, enough), 60, "the workers are under way")
        doomed.kill()
        doomed = stream.worker()
    found = stream.at_rest(120)
    assert found.ok, found.mismatches[:5]
    assert found.articles == len(sent)
    assert sum(found.readings.values()) == 700
    assert found.events > 100


def test_counts_stay_exact_when_a_zombie_worker_resumes_after_a_rebalance(stream: Stream) -> None:
    sent = traffic(2, 500)
    sleeper, other = stream.worker(), stream.worker()
    sleeper.ready()
    other.ready()
    stream.publish(sent)
    wait_until(lambda: stream.size(MENTIONS.name) > 100, 60, "the workers are under way")
    sleeper.send(signal.SIGSTOP)
    wait_until(lambda: other.text().count("Worker ready") > 1, 60, "the other took the partitions over")
    sleeper.send(signal.SIGCONT)
    found = stream.at_rest(120)
    assert found.ok, found.mismatches[:5]
    assert sum(found.readings.values()) == 500


def test_article_that_crashes_the_extractor_alone_becomes_a_dead_letter(stream: Stream) -> None:
    stream.publish([article(i) for i in range(5)])
    stream.publish(
        [article(10, text=DIE), article(11, text=HANG), article(12, text=FAIL), *(article(i) for i in range(5, 8))]
    )
    stream.worker(EXTRACTION_TIMEOUT="2").ready()
    found = stream.at_rest()
    assert found.ok, found.mismatches
    assert sum(found.readings.values()) == 8
    reasons = sorted(dead_letters.from_record(record).reason for record in stream.records(DEAD_LETTERS.name))
    assert reasons == ["extraction-crashed", "extraction-failed", "extraction-timed-out"]
