"""All readers follow another version of the state in one moment, or none does: forward, back, and not too early."""

import json
from collections.abc import Callable
from typing import Any
from urllib.request import urlopen

import pytest
from typer.testing import CliRunner, Result

from schemas.count import Count
from schemas.facts import EventType
from schemas.topics import COUNTS, CURRENT, EVENTS, accepted
from streams.core.state.cells import text_of
from streams.settings import Settings
from streams.shell.broker import clients, topics
from streams.shell.broker.reading_topics import snapshot
from streams.shell.cli import build
from streams.shell.history import current, recorded, switching
from streams.shell.history.verify import verify
from tests.broker.articles import article, traffic
from tests.broker.command_line import NO, USAGE, CommandLine
from tests.broker.fake_extractor import HANG, ORDINAL
from tests.broker.harness import PARTITIONS, Stream, Worker, wait_until
from tests.broker.test_web import Listener, get
from tests.browser.web_process import web_process

pytestmark = pytest.mark.broker


class Two:
    """A stream of which two versions run: the second reads no agreements, and every visit as of trade."""

    def __init__(self, stream: Stream, monkeypatch: pytest.MonkeyPatch) -> None:
        self.stream = stream
        self.cli = CommandLine(stream)
        self.coming = stream.settings.of_version(2)
        stream.worker().ready()
        stream.publish([*traffic(5, 40), b"not json"])
        assert stream.at_rest().ok
        with clients.admin(self.coming) as admin:
            wait_until(lambda: topics.apply(admin, self.coming.topics).ok, 60, "its topics are made")
        monkeypatch.setenv(ORDINAL, "2")

    def start(self, **variables: str) -> Worker:
        """Start a worker of the second version."""
        return self.stream.worker(VERSION="2", **variables).ready()

    def counts(self, version: int) -> dict[str, Any]:
        """Return what a version counts in all, by a command that was told which one."""
        told = CommandLine(self.stream)
        told.environment["COMMUNIQUE_VERSION"] = str(version)
        (found,) = told.objects("counts", "--by", "sector")
        return dict(found["all"])

    def at_rest(self) -> None:
        """Wait until both versions have done everything, and verify both."""
        assert self.stream.at_rest().ok
        wait_until(lambda: verify(self.coming).ok and not self.waiting(), 60, "the second version has caught up")

    def waiting(self) -> bool:
        return bool(switching.look(self.coming).refusal)

    @property
    def pointers(self) -> int:
        return self.stream.size(CURRENT.name)


@pytest.fixture
def two(stream: Stream, monkeypatch: pytest.MonkeyPatch) -> Two:
    return Two(stream, monkeypatch)


def shown(address: str) -> tuple[int, int, int]:
    """Return the version that the page shows, its exact count of events, and how many it lists, at one position."""
    while True:
        counted, listed = get(f"{address}/v1/counts?by=actor"), get(f"{address}/v1/events?limit=1")
        if counted["reflects"]["position"] == listed["reflects"]["position"]:
            return counted["reflects"]["version"], counted["all"]["events"], listed["total"]


def metric(worker: Worker, name: str) -> float:
    with urlopen(f"http://127.0.0.1:{worker.metrics_port}/metrics", timeout=5) as answer:
        said = dict(line.rsplit(" ", 1) for line in answer.read().decode().splitlines() if line[0] != "#")
    return float(said.get(name, "0"))


def test_all_readers_follow_a_switch_at_once_and_back_again(two: Two) -> None:
    stream, cli = two.stream, two.cli
    old, _ = two.counts(1), two.start()
    variables: dict[str, Any] = {"COMMUNIQUE_APP_ID": stream.settings.app_id, "COMMUNIQUE_PARTITIONS": str(PARTITIONS)}
    watching = stream.monitor(MONITOR_INTERVAL="0.3", MONITOR_HEARTBEAT="0", MONITOR_VERIFY="0")
    with web_process(stream.broker.bootstrap_servers, **variables) as address:
        listener = Listener(address)
        listener.start()
        assert listener.connected.wait(30)
        assert shown(address) == (1, old["events"], old["events"])
        tailing = cli.start("tail", "visits")

        (found,) = cli.objects("rebuild", "--version", "2", "--no-worker", "--switch")
        assert (found["switched"], found["refused"], found["mismatches"]) == (True, "", [])
        assert two.pointers == 1
        new = two.counts(2)
        assert (found["old"], found["new"]) == (old["events"], new["events"])
        assert 0 < new["events"] < old["events"]
        _follow(address, {(1, old["events"], old["events"]), (2, new["events"], new["events"])}, 2)
        wait_until(lambda: "switched" in listener.names, 60, "the feed has told of it")
        wait_until(lambda: metric(watching, "communique_monitor_followed_version") == 2, 60, "the monitor follows")
        _commands_say(cli, 2, new)
        assert "switched from version 1 of the state to 2" in tailing.communicate(timeout=60)[1]

        stream.publish([article(n) for n in range(100, 110)])
        two.at_rest()
        after = two.counts(1), two.counts(2)
        assert after[0]["events"] > old["events"], "the version before goes on"
        total = after[1]["events"]
        wait_until(lambda: shown(address) == (2, total, total), 60, "the page goes on with the new one")

        said = cli.run("switch", "--version", "1")
        assert "Would let all readers follow version 1 instead of 2" in said
        assert two.pointers == 1
        assert "Readers follow version 1 from now on" in cli.run("switch", "--version", "1", "--yes")
        _follow(address, {(version, n["events"], n["events"]) for version, n in ((1, after[0]), (2, after[1]))}, 1)
        wait_until(lambda: metric(watching, "communique_monitor_followed_version") == 1, 60, "the monitor follows")
        _commands_say(cli, 1, after[0])
        assert "follow version 1 already" in cli.run("switch", "--version", "1", "--yes")
        assert two.pointers == 2
    listener.join(30)


def _follow(address: str, allowed: set[tuple[int, int, int]], version: int) -> None:
    """Wait until the page shows a version; until then it shows the other one, and never a part or a mixture."""

    def follows() -> bool:
        now = shown(address)
        assert now in allowed
        return now[0] == version

    wait_until(follows, 60, f"the page shows version {version}")
    assert get(f"{address}/readyz")["status"] == "ready"


def _commands_say(cli: CommandLine, version: int, counted: dict[str, Any]) -> None:
    """Every command that reads follows, without being told."""
    settings = Settings(app_id=cli.environment["COMMUNIQUE_APP_ID"]).of_version(version)
    (counts,) = cli.objects("counts", "--by", "sector")
    assert counts["all"] == counted
    (verified,) = cli.objects("verify")
    assert (verified["ok"], verified["events"]) == (True, counted["events"])
    (traced,) = cli.objects("trace")
    assert (traced["proved"], traced["published"]["events"]) == (True, counted["events"])
    (visit,) = cli.objects("tail", "visits", "--from-start", "--limit", "1")
    assert visit["topic"] == settings.name_of(EVENTS[EventType.VISIT])
    assert cli.objects("history", visit["value"]["event_id"])[0]["states"]
    assert len(cli.objects("dead-letters", "list")) == 1
    said = {each["name"]: each["found"] for each in json.loads(cli.run("doctor", "--json"))}
    assert f"readers follow version {version} of the state" in said["version"]
    assert said["lag"] == "nothing waits"


# When readers are not switched

Command = Callable[..., Result]


@pytest.fixture
def command(two: Two, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run a command in this process, where it waits a moment only."""
    monkeypatch.setattr(switching, "SETTLE_SECONDS", 1.0)
    for name in ("KAFKA_BOOTSTRAP_SERVERS", "COMMUNIQUE_APP_ID", "COMMUNIQUE_PARTITIONS"):
        monkeypatch.setenv(name, two.cli.environment[name])
    return lambda *arguments: CliRunner().invoke(build(lambda _: None), list(arguments), catch_exceptions=False)


def test_switch_is_refused_without_workers_or_while_they_lag(two: Two, command: Command) -> None:
    wrong = command("switch", "--version", "7", "--yes")
    assert (wrong.exit_code, "there is no version 7 of the state" in wrong.stderr) == (USAGE, True)

    refused = command("switch", "--version", "2", "--yes")
    assert (refused.exit_code, "no worker of version 2 runs" in refused.stderr) == (NO, True)

    two.stream.publish([article(500, text=HANG)])
    two.start(EXTRACTION_TIMEOUT="600")
    refused = command("switch", "--version", "2", "--yes")
    assert (refused.exit_code, "version 2 has not caught up: " in refused.stderr) == (NO, True), refused.output
    assert f" wait in {accepted(two.coming.application_id).name}" in refused.stderr
    assert two.pointers == 0


def test_switch_is_refused_while_the_counts_are_wrong(two: Two, command: Command) -> None:
    two.start()
    two.at_rest()
    with clients.consumer(two.coming) as consumer:
        right = recorded.newest_counts(snapshot(consumer, two.coming.name_of(COUNTS)))[0]
    _write(two.coming, right.model_copy(update={"events": right.events + 1, "version": right.version + 1}))
    refused = command("switch", "--version", "2", "--yes")
    assert (refused.exit_code, "does not count what its mentions say: 1 mismatches" in refused.stderr) == (NO, True)
    assert "mismatch: " in refused.stderr
    assert two.pointers == 0

    _write(two.coming, right.model_copy(update={"version": right.version + 2}))
    assert command("switch", "--version", "2").exit_code == 0
    assert two.pointers == 0
    done = command("switch", "--version", "2", "--yes")
    assert (done.exit_code, two.pointers, current.followed(two.stream.settings).version) == (0, 1, 2)


def _write(settings: Settings, count: Count) -> None:
    """Write a count that no worker wrote."""
    with clients.producer(settings) as producer:
        sent = producer.send(
            settings.name_of(COUNTS), key=text_of(count).encode(), value=count.model_dump_json().encode()
        )
        producer.flush(timeout=30)
        assert sent.succeeded()


def test_the_worker_that_rebuild_starts_is_none_to_switch_to(two: Two) -> None:
    process = two.cli.start("rebuild", "--version", "2", "--switch")
    out, err = process.communicate(timeout=120)
    assert process.returncode == NO, err
    assert "Version 1 counts" in out
    assert "refused: no worker of version 2 runs" in err
    assert two.pointers == 0
