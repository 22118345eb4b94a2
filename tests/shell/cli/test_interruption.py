"""A command that is told to end by either signal ends as interrupted, whatever fails of it."""

import os
import signal
from contextlib import suppress

import pytest

from streams.shell.cli.interruption import SIGNALS, interruptible
from streams.shell.errors import BrokerError

EITHER = pytest.mark.parametrize("number", SIGNALS, ids=lambda number: number.name)


def lost() -> None:
    """A request whose interruption the library swallowed."""
    with suppress(KeyboardInterrupt):
        os.kill(os.getpid(), signal.SIGTERM)
    raise BrokerError("no answer in time", "run: communique doctor")


@EITHER
def test_a_signal_interrupts(number: signal.Signals) -> None:
    with pytest.raises(KeyboardInterrupt), interruptible():
        os.kill(os.getpid(), number)


def test_an_interruption_that_a_library_swallows_is_one_all_the_same() -> None:
    with pytest.raises(KeyboardInterrupt), interruptible():
        lost()


def test_trouble_without_a_signal_is_trouble() -> None:
    with pytest.raises(BrokerError), interruptible():
        raise BrokerError("no answer in time", "run: communique doctor")


def test_afterwards_signals_do_what_they_did_before() -> None:
    before = [signal.getsignal(number) for number in SIGNALS]
    with interruptible():
        assert [signal.getsignal(number) for number in SIGNALS] != before
    assert [signal.getsignal(number) for number in SIGNALS] == before
