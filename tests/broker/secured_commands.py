"""Commands and workers run as a user of the secured Kafka; no secret may be in anything that they print."""

import logging
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from kafka import TopicPartition

from schemas.topics import ARTICLES
from streams.settings import Settings
from streams.shell.broker import clients
from streams.shell.engine.losses import LostRange
from streams.shell.monitoring.lag import committed_offsets
from streams.shell.monitoring.metrics import MonitorMetrics
from streams.shell.operations import losses
from streams.shell.operations.monitor import Monitor
from tests.broker.harness import FAKE, ROOT, TIMES, Worker
from tests.broker.secured_kafka import APP, PARTITIONS, PASSWORDS

WRONG = "wr0ng-Pa55-word-nobody-may-see"
KEY_PASSWORD = "key-Pa55-word-nobody-may-see"  # noqa: S105 - of a key that one test makes
SECRETS = (*PASSWORDS.values(), WRONG, KEY_PASSWORD)
TROUBLE, USAGE = 3, 2


def environment(user: dict[str, str]) -> dict[str, str]:
    ours = {"COMMUNIQUE_APP_ID": APP, "COMMUNIQUE_PARTITIONS": str(PARTITIONS), "COMMUNIQUE_EXTRACTOR_PROCESSES": "1"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("KAFKA_", "COMMUNIQUE_"))}
    return kept | ours | {f"COMMUNIQUE_{name}": value for name, value in TIMES.items()} | user


def run(user: dict[str, str], *arguments: str) -> tuple[int, str]:
    """Run a command as a user; returns its exit code and all that it printed, in which no secret may be."""
    done = subprocess.run(
        [sys.executable, "-m", "streams", *arguments],
        cwd=ROOT,
        env=environment(user) | {"COMMUNIQUE_METRICS_PORT": "0", "COLUMNS": "500"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    said = done.stdout + done.stderr
    assert_no_secret(said)
    return done.returncode, said


def assert_no_secret(said: str) -> None:
    assert not [secret for secret in SECRETS if secret in said]
    assert "PRIVATE KEY" not in said


def assert_one_sentence(said: str, *parts: str) -> None:
    """One error, what to do about it, and no traceback."""
    errors = [line for line in said.splitlines() if line.startswith("error: ")]
    assert len(errors) == 1, said
    assert all(part in errors[0] for part in parts), said
    assert sum(line.startswith("hint: ") for line in said.splitlines()) == 1, said
    assert "Traceback" not in said


def assert_monitor_says(
    user: dict[str, str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, *parts: str
) -> None:
    """A turn of the monitor ends in one line with these parts; it does not end, for rights may be granted meanwhile."""
    with monkeypatch.context() as changed:
        for name, value in environment(user).items():
            changed.setenv(name, value)
        settings = Settings(monitor_verify=0)
    metrics = MonitorMetrics()
    with caplog.at_level(logging.WARNING, "communique"):
        Monitor(settings, metrics).turn()
    (said,) = [record.getMessage() for record in caplog.records if record.name == "communique"]
    assert all(part in said for part in parts), said
    assert_no_secret(said)
    assert metrics.registry.get_sample_value("communique_monitor_looks_total", {"outcome": "failed"}) == 1
    assert metrics.registry.get_sample_value("communique_heartbeat_sent_timestamp_seconds") == 0


def accept_a_loss(user: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> tuple[int | None, int]:
    """Do as a user what `losses --accept` does where the oldest article is missing.

    Returns what the group has committed of that partition afterwards, and its oldest offset.
    """
    with monkeypatch.context() as changed:
        for name, value in environment(user).items():
            changed.setenv(name, value)
        settings = Settings()
    with clients.admin(settings) as admin, clients.consumer(settings) as consumer:
        found = losses.find(admin, consumer, settings)
        assert found.lost == ()
        losses.accept(admin, APP, replace(found, lost=(LostRange(ARTICLES.name, 0, 1, 0),)))
        place = TopicPartition(ARTICLES.name, 0)
        return committed_offsets(admin, APP).get(place), found.begins[place]


def worker(user: dict[str, str], folder: Path, **variables: str) -> Worker:
    more = {"COMMUNIQUE_STATE_DIR": str(folder / "state"), **variables}
    return Worker(environment(user) | more, folder / "worker.log", FAKE)
