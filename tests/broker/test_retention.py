"""What happens when old articles have gone from the log: nothing, to what was made of them."""

from pathlib import Path

import pytest

from schemas.topics import ARTICLES
from streams.shell.broker import clients
from streams.shell.broker.embedded import RunningBroker
from streams.shell.broker.reading_topics import ends
from tests.broker.articles import article
from tests.broker.command_line import CommandLine
from tests.broker.harness import Stream

pytestmark = pytest.mark.broker


def forget_articles(stream: Stream) -> None:
    """Delete every record of the log of articles, as kafka-delete-records does."""
    with clients.consumer(stream.settings) as consumer, clients.admin(stream.settings) as admin:
        admin.delete_records(ends(consumer, [ARTICLES.name]))


def test_counts_stay_when_articles_go_and_what_comes_after_is_read(
    stream: Stream, kafka: RunningBroker, tmp_path: Path
) -> None:
    if kafka.name == "embedded":
        pytest.skip("the embedded broker cannot delete records: install Java and Maven for real Kafka")
    cli, archive = CommandLine(stream), str(tmp_path / "archive")
    stream.worker().ready()
    stream.publish([article(number) for number in range(12)])
    before = stream.at_rest()
    assert before.ok
    (kept,) = cli.objects("archive", archive)
    forget_articles(stream)
    assert stream.records(ARTICLES.name) == []

    found = stream.at_rest()
    assert (found.ok, found.events, found.articles) == (True, before.events, 0)
    stream.publish([{"id": "article-3", "revision": 2, "status": "withdrawn"}, article(12)])
    after = stream.at_rest()
    assert after.ok, after.mismatches
    assert dict(after.readings)["withdrawn"] == 1

    (planned,) = cli.objects("reread", "--older-than", "2", "--dry-run")
    assert (planned["planned"], planned["lost"]) == (1, 11)
    (added,) = cli.objects("archive", archive)
    assert (kept["total"], added["records"], added["total"]) == (12, 2, 14)
