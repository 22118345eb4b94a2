"""The snippets of the pages for publishers and readers, each run as it stands but for the address of the broker."""

import json
import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from schemas.article import Article
from schemas.topics import ARTICLES, COUNTS, DEAD_LETTERS, EVENTS, MENTIONS, accepted
from streams.core.edge import decode
from streams.settings import Settings
from streams.shell.broker import clients, topics
from streams.shell.history import current, switching
from streams.shell.records.dead_letters import REASON
from tests.broker.articles import article
from tests.broker.fake_extractor import ORDINAL
from tests.broker.harness import ROOT, Stream, wait_until

pytestmark = pytest.mark.broker

PUBLISHING = (ROOT / "docs" / "publishing.md").read_text("utf-8")
CONSUMING = (ROOT / "docs" / "consuming.md").read_text("utf-8")
ADDRESS = "127.0.0.1:9092"


def snippet(page: str, heading: str, language: str) -> str:
    """Return the only block of code in this language under a heading."""
    (part,) = (part for part in re.split(r"^#+ ", page, flags=re.MULTILINE) if part.startswith(heading + "\n"))
    (code,) = re.findall(rf"^```{language}\n(.*?)^```", part, re.DOTALL | re.MULTILINE)
    return str(code)


ARTICLES_FILE = snippet(PUBLISHING, "Publish articles", "json")
CORRECTIONS = snippet(PUBLISHING, "Correct and withdraw", "json")


def demand(what: str, here: bool) -> None:
    """Skip where a tool of others is missing; in CI its absence is a failure."""
    if here:
        return
    if os.environ.get("COMMUNIQUE_REQUIRE_KAFKA") == "1":
        pytest.fail(f"COMMUNIQUE_REQUIRE_KAFKA=1, but {what} is not here: its snippet was not run")
    pytest.skip(f"{what} is not here: its snippet was NOT run")


class Desk:
    """Somebody's terminal, in a folder with the files that the pages speak of."""

    def __init__(self, stream: Stream, folder: Path) -> None:
        self.stream = stream
        self.folder = folder
        (folder / "articles.jsonl").write_text(ARTICLES_FILE, "utf-8")
        (folder / "schemas").symlink_to(ROOT / "schemas")
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        self.environment = os.environ | {"KAFKA_BOOTSTRAP_SERVERS": stream.broker.bootstrap_servers, "PATH": path}

    def python(self, code: str) -> list[str]:
        return self._run([sys.executable, "-c", code.replace("10_000", "3_000")])

    def start(self, code: str) -> "subprocess.Popen[str]":
        mine = code.replace(ADDRESS, self.stream.broker.bootstrap_servers)
        return subprocess.Popen([sys.executable, "-c", mine], cwd=self.folder, stdout=subprocess.PIPE, text=True)

    def shell(self, code: str) -> list[str]:
        return self._run(["bash", "-euo", "pipefail", "-c", code])

    def _run(self, command: list[str]) -> list[str]:
        *program, code = command
        mine = code.replace(ADDRESS, self.stream.broker.bootstrap_servers)
        done = subprocess.run(
            [*program, mine],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=90,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()


@pytest.fixture
def desk(stream: Stream, tmp_path: Path) -> Desk:
    folder = tmp_path / "desk"
    folder.mkdir()
    return Desk(stream, folder)


def published(stream: Stream) -> list[Article]:
    """Return what intake will make of the records of `articles`."""
    articles = [decode(record.value, record.headers) for record in stream.records(ARTICLES.name)]
    assert all(isinstance(each, Article) for each in articles), articles
    return sorted((each for each in articles if isinstance(each, Article)), key=lambda each: each.id or "")


def described() -> list[Article]:
    return [Article.model_validate_json(line) for line in ARTICLES_FILE.splitlines()]


def test_published_with_our_command_line(desk: Desk) -> None:
    *checked, once, again = snippet(PUBLISHING, "With our command line", "sh").splitlines()
    desk.shell("\n".join(checked))
    assert published(desk.stream) == []
    desk.shell(once)
    assert published(desk.stream) == described()
    desk.shell(again)
    assert len(published(desk.stream)) == 2 * len(described())


def test_published_with_kafka_python(desk: Desk) -> None:
    places = desk.python(snippet(PUBLISHING, "With kafka-python 3", "python"))
    assert published(desk.stream) == described()
    records = desk.stream.records(ARTICLES.name)
    assert sorted(places) == sorted(f"articles/{each.partition}/{each.offset}" for each in records)
    assert {each.key.decode() for each in records} == {each.id for each in described()}


def test_published_with_confluent_kafka(desk: Desk) -> None:
    demand("confluent-kafka", find_spec("confluent_kafka") is not None)
    places = desk.python(snippet(PUBLISHING, "With confluent-kafka", "python"))
    assert published(desk.stream) == described()
    records = desk.stream.records(ARTICLES.name)
    assert sorted(places) == sorted(f"articles/{each.partition}/{each.offset}" for each in records)
    assert {each.key.decode() for each in records} == {each.id for each in described()}


def test_published_with_kcat(desk: Desk) -> None:
    demand("kcat", shutil.which("kcat") is not None)
    desk.shell(snippet(PUBLISHING, "With kcat", "sh"))
    assert published(desk.stream) == described()


def test_a_correction_a_withdrawal_and_dead_letters(desk: Desk) -> None:
    stream = desk.stream
    stream.worker().ready()
    desk.shell("communique publish articles.jsonl")
    bad = dict(re.findall(r"^\| `([a-z-]+)` \| .* \| `(.+)` \|$", PUBLISHING, re.MULTILINE))
    stream.publish([*(line.encode() for line in CORRECTIONS.splitlines()), *(value.encode() for value in bad.values())])
    stream.at_rest()
    revisions = [json.loads(each.value) for each in stream.records(accepted(stream.settings.app_id).name)]
    mine = [(each["revision"], each["status"]) for each in revisions if each["id"] == "example-2024-117"]
    assert sorted(mine) == [(1, "published"), (2, "published"), (3, "withdrawn")]
    letters = {dict(each.headers)[REASON].decode(): each.value.decode() for each in stream.records(DEAD_LETTERS.name)}
    assert letters == bad
    assert len(letters) > 4


@pytest.fixture
def full(desk: Desk) -> Desk:
    """A desk beside a stream with events, one of them gone."""
    desk.stream.worker().ready()
    desk.stream.publish([*(article(number) for number in range(6)), article(1), article(2, revision=2)])
    desk.stream.publish([{"id": "article-3", "revision": 3, "status": "withdrawn"}])
    desk.stream.at_rest()
    return desk


def newest(stream: Stream) -> dict[str, dict[str, object]]:
    """Return the newest state of each event."""
    states = [json.loads(record.value) for topic in EVENTS.values() for record in stream.records(topic.name)]
    return {each["event_id"]: each for each in sorted(states, key=lambda each: int(each["version"]))}


def test_events_kept_in_a_database_and_read_again(full: Desk) -> None:
    code = snippet(CONSUMING, "Keep the events in a database", "python")
    live = [each for each in newest(full.stream).values() if each["op"] == "upsert"]
    assert 0 < len(live) < len(newest(full.stream))
    expected = sorted(f"{each['date']} {each['event_id']}" for each in live)
    assert sorted(full.python(code)) == expected
    assert sorted(full.python(code.replace("events-to-database", "once-more"))) == expected


def test_counts_added_up(full: Desk) -> None:
    (totals,) = full.python(snippet(CONSUMING, "Counts", "python"))
    live = [str(each["type"]) for each in newest(full.stream).values() if each["op"] == "upsert"]
    counted = {kind: number for kind, number in json.loads(totals.replace("'", '"')).items() if number}
    assert counted == {kind: live.count(kind) for kind in set(live)}
    assert full.stream.size(COUNTS.name) > 0


def test_a_new_version_followed_there_and_back(full: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    stream, coming = full.stream, full.stream.settings.of_version(2)
    code = snippet(CONSUMING, "Follow a new version of the state", "python")
    code = code.replace('b"communique"', f'b"{stream.settings.app_id}"')
    first = states(stream, stream.settings)
    assert sorted(full.python(code)) == first, "no switch was ever made"

    with clients.admin(coming) as admin:
        wait_until(lambda: topics.apply(admin, coming.topics).ok, 60, "its topics are made")
    monkeypatch.setenv(ORDINAL, "2")
    stream.worker(VERSION="2").ready()
    wait_until(lambda: not switching.look(coming).refusal, 60, "the second version has caught up")
    second = states(stream, coming)
    assert set(first) ^ set(second)
    following = full.start(code.replace("10_000", "15_000"))
    current.announce(coming, previous=1)
    assert following.stdout is not None
    assert following.stdout.readline() == "version 2 from now on\n"
    assert sorted(following.communicate(timeout=90)[0].splitlines()) == second

    current.announce(stream.settings.of_version(1), previous=2)
    *said, back, forth = sorted(full.python(code), key=lambda line: line.startswith("version"))
    assert (back, forth) == ("version 2 from now on", "version 1 from now on")
    assert sorted(said) == first


def states(stream: Stream, settings: Settings) -> list[str]:
    """What a subscriber holds in the end of the events of a version."""
    of = [settings.name_of(topic) for topic in EVENTS.values()]
    found = [json.loads(record.value) for name in of for record in stream.records(name)]
    held = {each["event_id"]: each for each in sorted(found, key=lambda each: int(each["version"]))}
    return sorted(f"{each['event_id']} {each['version']}" for each in held.values() if each["op"] == "upsert")


def test_headers_shown_by_kcat_are_those_of_the_table(full: Desk) -> None:
    demand("kcat", shutil.which("kcat") is not None)
    part = CONSUMING.split("## Headers", 1)[1].split("\n## ", 1)[0]
    (code,) = re.findall(r"```sh\n(.*?)```", part, re.DOTALL)
    described = re.findall(r"^\| `([a-z_-]+)` \|", part, re.MULTILINE)
    lines = full.shell(code)
    assert len(lines) == full.stream.size("visits") > 0
    for line in lines:
        assert re.findall(r"(?:^|,)([a-z_-]+)=", line.split(" ", 1)[1]) == described


def test_records_checked_against_their_schemas(full: Desk) -> None:
    lines = full.python(snippet(CONSUMING, "Check a record against its schema", "python"))
    visits, mentions = full.stream.size("visits"), full.stream.size(MENTIONS.name)
    assert lines.count("urn:communique:visit.v1 as described") == visits > 0
    assert lines.count("urn:communique:mention.v1 as described") == mentions


def test_an_article_found_by_the_cause_of_an_event(full: Desk) -> None:
    visit = full.stream.records("visits")[0]
    cause = dict(visit.headers)["ce_causation"].decode()
    code = snippet(CONSUMING, "From an event to its article", "python")
    assert 'causation = "articles/0/0"' in code
    (found,) = full.python(code.replace("articles/0/0", cause))
    mentioned = {each["article_id"] for each in json.loads(visit.value)["mentions"]}
    assert json.loads(found)["id"] in mentioned
