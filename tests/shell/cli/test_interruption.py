"""A command that is told to end by either signal ends as interrupted, whatever fails of it."""

import os
import signal
from contextlib import suppress

import pytest

from streams.shell.cli.interruption import SIGNALS, interruptible
from streams.shell.errors import BrokerError

EITHER = pytest.mark.parametrize("number", SIGNALS, ids=lambda number: number.name)


def swallowed() -> None:
    """A signal whose interruption is lost in a library."""
    with suppress(KeyboardInterrupt):
        os.kill(os.getpid(), signal.SIGTERM)


def lost() -> None:
    """A request that fails because its interruption was swallowed."""
    swallowed()
    raise BrokerError("no answer in time", "run: communique doctor")


def goes_on(reached: list[str]) -> None:
    """Work that notes how far it came after an interruption was swallowed."""
    with interruptible() as check:
        swallowed()
        reached.append("after the signal")
        check()
        reached.append("after the check")


@EITHER
def test_a_signal_interrupts(number: signal.Signals) -> None:
    with pytest.raises(KeyboardInterrupt), interruptible():
        os.kill(os.getpid(), number)


def test_an_interruption_that_a_library_swallows_is_one_all_the_same() -> None:
    with pytest.raises(KeyboardInterrupt), interruptible():
        lost()


def test_work_that_goes_on_after_a_swallowed_interruption_ends_at_the_next_check() -> None:
    reached: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        goes_on(reached)
    assert reached == ["after the signal"]


def test_work_that_ends_after_a_swallowed_interruption_was_interrupted() -> None:
    with pytest.raises(KeyboardInterrupt), interruptible():
        swallowed()


def test_work_without_a_signal_ends_as_it_ends_and_gives_the_handlers_back() -> None:
    handler = signal.getsignal(signal.SIGTERM)
    with interruptible() as check:
        check()
        assert signal.getsignal(signal.SIGTERM) is not handler
    assert signal.getsignal(signal.SIGTERM) is handler


def test_trouble_without_a_signal_is_trouble() -> None:
    with pytest.raises(BrokerError), interruptible():
        raise BrokerError("no answer in time", "run: communique doctor")


def test_afterwards_signals_do_what_they_did_before() -> None:
    before = [signal.getsignal(number) for number in SIGNALS]
    with interruptible():
        assert [signal.getsignal(number) for number in SIGNALS] != before
    assert [signal.getsignal(number) for number in SIGNALS] == before
