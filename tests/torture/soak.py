"""make soak: a file of articles through real Apache Kafka, the real extractor and real workers, one of them killed.

Prints what came of every article, what `verify` says and how long it took; exits with 1 if anything is wrong.
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from kafka.errors import KafkaError

from schemas.article import Article
from schemas.topics import ARTICLES, DEAD_LETTERS, accepted, changelog
from streams.core.edge import decode
from streams.core.identity import ids
from streams.core.state import readings
from streams.core.state.readings import Reading
from streams.settings import Settings
from streams.shell.broker import clients, reading_topics
from streams.shell.errors import BrokerError
from streams.shell.history import recorded
from streams.shell.history.verify import verify
from streams.shell.records import dead_letters
from tests.broker.harness import PARTITIONS, Stream, Worker
from tests.torture.checking import at_rest
from tests.torture.kafka_node import KafkaNode

KILL_AT = 0.3
"""Share of the articles after which a worker is killed."""
READY_SECONDS = 180
SAY_EVERY = 5.0


@dataclass(frozen=True, slots=True)
class Soaked:
    """What came of it. articles = with_events + without_events + dead_letters + repeats + lost."""

    articles: int
    with_events: int
    without_events: int
    dead_letters: int
    """Articles that could not be processed, each counted once."""
    repeats: int
    lost: int
    mentions: int
    events: int
    cells: int
    mismatches: int
    workers: int
    killed: int
    seconds: float
    """From the first record to the last commit."""
    articles_per_second: float

    @property
    def ok(self) -> bool:
        """Whether every article is accounted for and all agrees."""
        told = self.with_events + self.without_events + self.dead_letters + self.repeats
        return not self.mismatches and not self.lost and told == self.articles


class Troupe:
    """The workers: what a user runs, with the settings that a user has."""

    def __init__(self, stream: Stream, folder: Path, number: int) -> None:
        self._stream, self._folder = stream, folder
        self._started = 0
        self.killed = 0
        self.running = [self._start() for _ in range(number)]
        for worker in self.running:
            worker.ready(READY_SECONDS)

    def kill_one(self) -> None:
        """End a worker as a crash does, and start another."""
        worker = self.running.pop()
        worker.kill()
        self.killed += 1
        self.running.append(self._start())

    def tend(self) -> None:
        """Raise AssertionError if a worker has ended by itself."""
        for worker in self.running:
            assert worker.process.poll() is None, f"a worker ended by itself: {worker.text()[-2000:]}"

    def end(self) -> None:
        """End all at once."""
        for worker in self.running:
            if worker.process.poll() is None:
                worker.kill()

    def _start(self) -> Worker:
        settings = self._stream.settings
        environment = os.environ | {
            "KAFKA_BOOTSTRAP_SERVERS": settings.bootstrap_servers,
            "COMMUNIQUE_APP_ID": settings.app_id,
            "COMMUNIQUE_PARTITIONS": str(PARTITIONS),
            "COMMUNIQUE_EXTRACTOR_PROCESSES": "1",
            "COMMUNIQUE_SESSION_TIMEOUT": "10",
            "OMP_NUM_THREADS": "1",
        }
        log = self._folder / f"worker-{self._started}.log"
        self._started += 1
        return Worker(environment, log, "streams", "worker")


def soak(node: KafkaNode, folder: Path, articles: list[bytes], workers: int, kill: int) -> Soaked:
    """Send articles through the stream; returns what came of them."""
    stream = Stream(node.direct, folder)
    stream.fresh_topics()
    troupe = Troupe(stream, folder, workers)
    try:
        start = time.monotonic()
        stream.publish(list(articles))
        for number in range(kill):
            share = KILL_AT + number * (1 - KILL_AT) / kill
            _wait_for(stream.settings, share * len(articles), troupe)
            troupe.kill_one()
        at_rest(stream.settings, 3_600, _Saying(stream.settings, troupe, len(articles)).tend)
        seconds = time.monotonic() - start
        return _result(stream.settings, workers, troupe.killed, seconds)
    finally:
        troupe.end()


class _Saying:
    """Tends workers and says now and then how far they are."""

    def __init__(self, settings: Settings, troupe: Troupe, articles: int) -> None:
        self._settings, self._troupe, self._articles = settings, troupe, articles
        self._said = 0.0

    def tend(self) -> None:
        """Tend, and say how far they are if it was not said lately."""
        self._troupe.tend()
        if time.monotonic() - self._said > SAY_EVERY:
            self._said = time.monotonic()
            sys.stderr.write(f"{_read(self._settings):,} of {self._articles:,} articles read\n")


def _read(settings: Settings) -> int:
    """Return how many accepted articles are read and committed; 0 while the broker cannot say."""
    app_id, topic = settings.application_id, accepted(settings.application_id).name
    try:
        with clients.admin(settings) as admin:
            offsets = admin.list_group_offsets(app_id).get(app_id, {})
    except (KafkaError, BrokerError):
        return 0
    return sum(max(0, each.offset) for tp, each in offsets.items() if tp.topic == topic)


def _wait_for(settings: Settings, number: float, troupe: Troupe) -> None:
    while _read(settings) < number:
        troupe.tend()
        time.sleep(0.5)


def _result(settings: Settings, workers: int, killed: int, seconds: float) -> Soaked:
    found = verify(settings)
    with clients.consumer(settings) as consumer:
        articles = {
            f"{r.topic}/{r.partition}/{r.offset}": decode(r.value, r.headers)
            for r in reading_topics.snapshot(consumer, ARTICLES.name)
        }
        letters = {dead_letters.from_record(r).source for r in reading_topics.snapshot(consumer, DEAD_LETTERS.name)}
        log = reading_topics.snapshot(consumer, changelog(settings.application_id, "readings").name)
        kept = recorded.table(Reading, log, readings.join)
    names = [ids.article_id(a) for place, a in articles.items() if isinstance(a, Article) and place not in letters]
    return Soaked(
        articles=len(articles),
        **_outcomes(kept),
        dead_letters=len(letters),
        repeats=len(names) - len(set(names)),
        lost=len(set(names) - kept.keys()),
        mentions=found.mentions,
        events=found.events,
        cells=found.cells,
        mismatches=len(found.mismatches),
        workers=workers,
        killed=killed,
        seconds=round(seconds, 1),
        articles_per_second=round(len(articles) / seconds, 1),
    )


def _outcomes(kept: Mapping[str, Reading]) -> dict[str, int]:
    with_events = sum(1 for reading in kept.values() if reading.mentions)
    return {"with_events": with_events, "without_events": len(kept) - with_events}


def _report(done: Soaked) -> str:
    parts = (
        f"{done.articles:,} articles = {done.with_events:,} readings with events",
        f"{done.without_events:,} readings without",
        f"{done.dead_letters:,} dead letters",
        f"{done.repeats:,} repeats",
    )
    return "\n".join(
        (
            " + ".join(parts) + (f"; {done.lost:,} LOST" if done.lost else ""),
            f"{done.mentions:,} mentions, {done.events:,} events, {done.cells:,} cells",
            f"{done.workers} workers, {done.killed} killed: {done.seconds:,} seconds, "
            f"{done.articles_per_second:,} articles a second",
            f"verify: {done.mismatches:,} mismatches",
        )
    )


def main() -> int:
    """Soak; returns the exit code."""
    parser = argparse.ArgumentParser(prog="make soak", description=__doc__)
    parser.add_argument("articles", type=Path, help="JSON Lines, one article a line")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--kill", type=int, default=1, help="how many times a worker is killed on the way")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    articles = [line for line in options.articles.read_bytes().splitlines() if line.strip()]
    folder = Path(tempfile.mkdtemp(prefix="soak-"))
    sys.stderr.write(f"{len(articles):,} articles, logs in {folder}\n")
    node = KafkaNode(folder / "kafka")
    try:
        done = soak(node, folder, articles, options.workers, options.kill)
    finally:
        node.stop()
    sys.stdout.write((json.dumps({"ok": done.ok, **asdict(done)}) if options.json else _report(done)) + "\n")
    if done.ok:
        shutil.rmtree(folder, ignore_errors=True)
    return 0 if done.ok else 1


if __name__ == "__main__":
    sys.exit(main())
