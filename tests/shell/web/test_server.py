"""The command, its exit codes, and what it says when it cannot begin."""

import asyncio
import os
import socket
import subprocess
import sys

import pytest

from streams.shell.broker.embedded import free_port
from streams.shell.cli.exit_codes import ExitCode
from streams.shell.web import server
from streams.shell.web.change_signal import ChangeSignal
from streams.shell.web.live_state import LiveState

NO_METRICS = {"COMMUNIQUE_WEB_METRICS_PORT": "0"}


def run(*arguments: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "streams", "web", *arguments],
        env=os.environ | {"KAFKA_BOOTSTRAP_SERVERS": f"127.0.0.1:{free_port()}"} | NO_METRICS | variables,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_without_a_broker_it_ends_with_a_sentence() -> None:
    done = run("--port", "0")
    assert done.returncode == ExitCode.TROUBLE, done.stderr
    assert "no Kafka broker answers" in done.stderr
    assert "hint: start a broker" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_port_that_is_taken_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run("--port", str(port))
    assert done.returncode == ExitCode.USAGE, done.stderr
    assert f"cannot listen at 127.0.0.1:{port}" in done.stderr


def test_a_port_of_the_metrics_that_is_taken_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run("--port", "0", COMMUNIQUE_WEB_METRICS_PORT=str(port))
    assert done.returncode == ExitCode.TROUBLE, done.stderr
    assert f"cannot serve metrics on 127.0.0.1:{port}" in done.stderr
    assert "COMMUNIQUE_WEB_METRICS_PORT" in done.stderr


@pytest.mark.parametrize(("name", "value"), [("WEB_PORT", "70000"), ("WEB_EVENTS", "1")])
def test_a_setting_that_makes_no_sense_is_said(name: str, value: str) -> None:
    done = run(**{f"COMMUNIQUE_{name}": value})
    assert done.returncode == ExitCode.USAGE
    assert f"COMMUNIQUE_{name}" in done.stderr


def test_an_address_that_others_can_reach_is_warned_of() -> None:
    done = run("--host", "0.0.0.0", "--port", "0")  # noqa: S104 - what is warned of
    assert "there is no password" in done.stderr


def test_notify_before_an_event_loop_is_attached_wakes_nobody() -> None:
    signal = ChangeSignal()
    signal.notify()
    assert not signal.next.is_set()


async def test_change_signal_wakes_those_who_wait_and_then_begins_anew() -> None:
    signal = ChangeSignal()
    signal.attach()
    waited = signal.next
    await asyncio.to_thread(signal.notify)
    await asyncio.wait_for(waited.wait(), 5)
    assert not signal.next.is_set()


def test_probes_beside_the_metrics_tell_what_the_page_tells() -> None:
    state = LiveState(100, 0)
    checks = server._checks(state)
    assert all(checks["/healthz"]().values())
    assert checks["/readyz"]() == {"caught_up": state.snapshot().caught_up} == {"caught_up": False}
