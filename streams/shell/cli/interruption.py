"""A command that is told to end: SIGTERM ends it as Ctrl-C does, and what fails of being interrupted is no failure."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

from streams.shell.errors import CommuniqueError

SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def interruptible() -> Iterator[Callable[[], None]]:
    """Raise KeyboardInterrupt in the block at either signal, and out of it whatever the block then makes of it.

    kafka-python's own event loop may swallow an interruption. The block then goes on, so it is given a function that
    raises KeyboardInterrupt if a signal has come, to be called now and then; or a request that was lost fails half a
    minute later, as if the broker were at fault.
    """
    told: list[int] = []

    def interrupt(number: int, _frame: FrameType | None) -> NoReturn:
        told.append(number)
        raise KeyboardInterrupt

    def check() -> None:
        if told:
            raise KeyboardInterrupt

    before = {number: signal.signal(number, interrupt) for number in SIGNALS}
    try:
        yield check
        check()
    except CommuniqueError:
        check()
        raise
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
