"""Run the demonstration: publish, wait until all is accounted for, read back, verify."""

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from kafka import KafkaProducer

from schemas.topics import ARTICLES
from streams.settings import SecurityProtocol, Settings
from streams.shell.articles.adapters import read_files
from streams.shell.articles.publishing import Publisher, Refused
from streams.shell.broker import clients, topics
from streams.shell.broker.embedded import embedded
from streams.shell.broker.sending import CONFIRM_SECONDS
from streams.shell.demo.findings import Findings, collect
from streams.shell.demo.samples import Sample, samples
from streams.shell.demo.settling import wait_until_settled
from streams.shell.errors import BrokerError
from streams.shell.stream.worker_process import worker_process

_VERIFY_SECONDS = 60.0

Watch = Callable[[str], None]
"""Is told, in a few words, what happens now."""


@dataclass(frozen=True, slots=True)
class DemoRun:
    """One demonstration, ended."""

    sent: int
    """Records that the broker confirmed: samples and articles of files."""
    refused: tuple[Refused, ...]
    """Articles of files that could not be read, so were not sent."""
    findings: Findings
    verify_lines: tuple[str, ...]
    """What `communique verify` said."""
    problems: tuple[str, ...]
    """What is not as it must be; empty if all is well."""
    seconds: float


@dataclass(frozen=True, slots=True)
class RunningStream:
    """A broker with workers."""

    settings: Settings
    check: Callable[[], None] = lambda: None
    """Raises CommuniqueError when a worker that was started here has ended."""
    fresh: bool = False
    """Whether nobody else has published anything to it."""


def embedded_settings(servers: str) -> Settings:
    """Return the settings for a broker of our own, whatever cluster the environment names."""
    return Settings(
        bootstrap_servers=servers, security_protocol=SecurityProtocol.PLAINTEXT, app_id="communique", version=1
    )


@contextmanager
def everything(watch: Watch) -> Iterator[RunningStream]:
    """Run an embedded broker and a worker until the block ends.

    Raises BrokerError if the broker does not start.
    """
    with embedded() as broker, TemporaryDirectory(prefix="communique-demo-") as folder:
        settings = embedded_settings(broker.bootstrap_servers)
        watch("creating the topics")
        with clients.admin(settings) as admin:
            topics.apply(admin, settings.topics)
        with worker_process(settings, Path(folder)) as worker:
            yield RunningStream(settings, worker.check, fresh=True)


def attached(settings: Settings) -> nullcontext[RunningStream]:
    """Use a broker and workers that run already."""
    return nullcontext(RunningStream(settings))


def demonstrate(stream: RunningStream, files: Sequence[Path], seconds: float, watch: Watch) -> DemoRun:
    """Publish the samples and the articles of `files`, and return what came of them.

    `seconds` bounds the wait for the workers. Raises CommuniqueError for trouble.
    """
    started = time.monotonic()
    settings = stream.settings
    sent = samples()
    with clients.producer(settings) as producer:
        watch(f"publishing {len(sent)} samples")
        publish_samples(producer, sent)
        summary = Publisher(producer).publish(read_files(files)) if files else None

    def look(topic: str, waiting: int) -> None:
        stream.check()
        watch(f"{waiting:,} records of {topic} are waiting for the worker")

    with clients.admin(settings) as admin, clients.consumer(settings) as consumer:
        wait_until_settled(admin, consumer, settings, seconds, look)
        watch("reading back")
        findings = collect(consumer, settings)
    watch("verifying")
    verified, lines = _verify(settings)
    return DemoRun(
        sent=len(sent) + (summary.sent if summary else 0),
        refused=tuple(summary.refused) if summary else (),
        findings=findings,
        verify_lines=lines,
        problems=(*problems(sent, findings, stream.fresh), *(() if verified else ("communique verify failed",))),
        seconds=time.monotonic() - started,
    )


def publish_samples(producer: KafkaProducer, sent: Sequence[Sample]) -> None:
    """Send the samples, bytes as they are. Raises BrokerError unless the broker confirms each."""
    confirmations = [producer.send(ARTICLES.name, key=each.key, value=each.value) for each in sent]
    producer.flush(timeout=CONFIRM_SECONDS)
    for sample, confirmation in zip(sent, confirmations, strict=True):
        if confirmation.failed():
            raise BrokerError(f"the broker did not confirm sample {sample.name!r}: {confirmation.exception}")


def problems(sent: Sequence[Sample], findings: Findings, fresh: bool) -> tuple[str, ...]:
    """Compare what was found with what the samples must become; one sentence for each difference.

    On a stream that is not fresh there may be dead letters of others, and of an earlier demonstration.
    """
    wanted = Counter((sample.value, sample.refusal.value) for sample in sent if sample.refusal)
    found = Counter((letter.value or b"", letter.reason) for letter in findings.dead_letters)
    extra = found - wanted if fresh else Counter[tuple[bytes, str]]()
    return (
        *(() if findings.events else ("no event was found",)),
        *(f"a broken record is no dead letter for {reason}: {value[:60]!r}" for value, reason in wanted - found),
        *(f"a record became a dead letter for {reason}: {value[:60]!r}" for value, reason in extra),
    )


def _verify(settings: Settings) -> tuple[bool, tuple[str, ...]]:
    """Run `communique verify` as a user would; returns whether it found all exact, and its lines."""
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "streams", "--bootstrap-servers", settings.bootstrap_servers, "verify"],
        capture_output=True,
        text=True,
        timeout=_VERIFY_SECONDS,
        check=False,
    )
    said = done.stdout if done.returncode == 0 else done.stdout + done.stderr
    return done.returncode == 0, tuple(line for line in said.splitlines() if line.strip())
