from collections.abc import Callable

import pytest

from streams.shell.monitoring.health import LOOP_SECONDS, Health


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def health(clock: Clock) -> Health:
    return Health(60.0, clock, connected=lambda: True, producing=lambda: True)


def failing(checks: dict[str, bool]) -> set[str]:
    return {name for name, holds in checks.items() if not holds}


def pass_time(health: Health, clock: Clock, seconds: int) -> None:
    for _ in range(seconds):
        clock.now += 1
        health.turn()


def test_a_worker_that_reads_is_ready(health: Health) -> None:
    health.reading()
    assert failing(health.ready()) == set()


def test_before_its_tables_are_recovered_it_is_alive_but_not_ready(health: Health) -> None:
    assert failing(health.ready()) == {"assigned", "recovered", "connected"}
    health.given()
    assert failing(health.ready()) == {"recovered"}
    assert failing(health.alive()) == set()


def test_while_partitions_are_assigned_anew_it_is_not_ready(health: Health) -> None:
    health.reading()
    health.lost()
    assert failing(health.ready()) == {"assigned", "recovered", "connected"}


@pytest.mark.parametrize("lacks", ["connected", "producer"])
def test_without_the_broker_or_a_producer_it_is_not_ready(clock: Clock, lacks: str) -> None:
    health = Health(60.0, clock, connected=lambda: lacks != "connected", producing=lambda: lacks != "producer")
    health.reading()
    assert failing(health.ready()) == {lacks}
    assert failing(health.alive()) == set()


def test_an_event_loop_that_stands_still_is_not_alive(health: Health, clock: Clock) -> None:
    health.reading()
    clock.now += LOOP_SECONDS + 1
    assert failing(health.alive()) == {"loop"}
    health.turn()
    assert failing(health.alive()) == set()


@pytest.mark.parametrize(
    ("waiting", "prepare", "stalled"),
    [
        pytest.param(0, lambda _: None, False, id="nothing to do"),
        pytest.param(3, lambda _: None, True, id="records wait and nobody takes them"),
        pytest.param(0, lambda health: health.took("read"), True, id="a batch that does not end"),
        pytest.param(3, lambda health: health.lost(), False, id="not allowed to work"),
    ],
)
def test_a_stage_that_has_records_and_settles_none_is_stalled(
    health: Health, clock: Clock, waiting: int, prepare: Callable[[Health], None], stalled: bool
) -> None:
    health.reading()
    health.watch("read", lambda: waiting)
    prepare(health)
    pass_time(health, clock, 61)
    assert ("moving" in failing(health.alive())) is stalled


def test_a_stage_that_settles_moves(health: Health, clock: Clock) -> None:
    health.reading()
    health.watch("read", lambda: 3)
    for _ in range(4):
        pass_time(health, clock, 30)
        health.took("read")
        health.settled("read")
    assert failing(health.alive()) == set()


def test_a_stage_that_gets_further_with_a_long_batch_is_not_stalled(health: Health, clock: Clock) -> None:
    health.watch("read", lambda: 1)
    health.reading()
    health.took("read")
    pass_time(health, clock, 50)
    health.progressed("read")
    pass_time(health, clock, 50)
    assert failing(health.alive()) == set()
    pass_time(health, clock, 11)
    assert failing(health.alive()) == {"moving"}
