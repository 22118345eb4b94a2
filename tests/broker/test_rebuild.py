"""The next version of the state runs beside the present one, is compared with it, and takes nothing from it."""

import json
import re

import pytest

from schemas.facts import EventType
from schemas.topics import TOPICS
from streams.shell.broker import clients
from tests.broker.articles import article, traffic
from tests.broker.command_line import USAGE, CommandLine
from tests.broker.fake_extractor import ORDINAL
from tests.broker.harness import Stream, wait_until

pytestmark = pytest.mark.broker


def sizes(stream: Stream) -> dict[str, int]:
    return {topic.name: stream.size(topic.name) for topic in TOPICS}


def test_next_version_is_built_alongside_the_current_one_and_compared(
    stream: Stream, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream.worker().ready()
    stream.publish([*traffic(5, 60), b"not json"])
    assert stream.at_rest().ok
    cli, before = CommandLine(stream), sizes(stream)
    (old,) = cli.objects("counts", "--by", "sector")

    running = cli.start("rebuild", "--version", "2", "--no-worker", "--json")
    coming = stream.settings.model_copy(update={"version": 2})
    with clients.admin(coming) as admin:
        wait_until(lambda: {each.name for each in coming.topics} <= set(admin.list_topics()), 60, "its topics are made")
    monkeypatch.setenv(ORDINAL, "2")
    stream.worker(VERSION="2").ready()
    out, err = running.communicate(timeout=180)
    assert running.returncode == 0, err

    found = json.loads(out)
    assert found["mismatches"] == []
    cli.environment["COMMUNIQUE_VERSION"] = "2"
    (new,) = cli.objects("counts", "--by", "sector")
    kinds = {each["name"]: (each["old"], each["new"]) for each in found["differences"] if each["by"] == "type"}
    assert kinds == {EventType.AGREEMENT: (old["all"]["by_type"]["agreement"], 0)}
    assert (found["old"], found["new"]) == (old["all"]["events"], new["all"]["events"])
    assert found["new"] > 0
    assert sizes(stream) == before
    assert len(cli.objects("dead-letters", "list")) == 1
    assert "verify: 0 mismatches" in cli.run("verify")
    assert cli.objects("tail", "visits", "--from-start", "--limit", "1")[0]["topic"] == coming.name_of(
        next(topic for topic in TOPICS if topic.name == "visits")
    )
    cli.run("rebuild", "--version", "2", code=USAGE)


def test_a_worker_of_its_own_does_it_where_no_other_runs(stream: Stream) -> None:
    stream.worker().ready()
    stream.publish([article(1), article(2)])
    assert stream.at_rest().ok
    cli = CommandLine(stream)
    said = cli.run("rebuild", "--version", "2")
    # What the real extractor finds in the lines that the fake one reads is its own affair.
    assert re.search(r"version 2 \d+\.", said)
    assert "workers with COMMUNIQUE_VERSION=2" in said
    assert "communique switch --version 2 --yes" in said
    cli.environment["COMMUNIQUE_VERSION"] = "2"
    (found,) = cli.objects("verify")
    assert sum(found["readings"].values()) == 2
