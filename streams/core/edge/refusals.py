"""Circuit breaker: after too many refusals the release or a publisher is at fault, and somebody has to look.

Refusals are counted in the order of the records, so the answer depends on nothing else.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class RefusalLimits:
    """From where on refusals are too many; 0 switches a limit off."""

    in_a_row: int
    """Refusals one after the other."""
    ratio: float
    """Share of the last `window` records that were refused."""
    window: int
    """Records that the ratio is taken over; before so many were read there is none."""


@dataclass(frozen=True, slots=True)
class RefusalRun:
    """The refusals among the last records."""

    in_a_row: int = 0
    recent: int = 0
    """Whether each of the last records was refused, as the bits of a number, the newest lowest."""
    seen: int = 0
    """How many records there were, up to the window."""


def follow(run: RefusalRun, refused: Iterable[bool], limits: RefusalLimits) -> tuple[RefusalRun, str | None]:
    """Add records in their order, True for one that was refused.

    Returns the new state and, if a limit was reached at one of the records, a sentence that says which.
    """
    too_many = None
    for each in refused:
        run = _add(run, each, limits.window)
        too_many = too_many or (_verdict(run, limits) if each else None)
    return run, too_many


def _add(run: RefusalRun, refused: bool, window: int) -> RefusalRun:
    return replace(
        run,
        in_a_row=run.in_a_row + 1 if refused else 0,
        recent=(run.recent << 1 | refused) & ((1 << window) - 1),
        seen=min(run.seen + 1, window),
    )


def _verdict(run: RefusalRun, limits: RefusalLimits) -> str | None:
    if limits.in_a_row and run.in_a_row >= limits.in_a_row:
        return f"{run.in_a_row:,} records in a row were refused"
    refused = run.recent.bit_count()
    if limits.ratio and limits.window and run.seen >= limits.window and refused >= limits.ratio * limits.window:
        return f"{refused:,} of the last {limits.window:,} records were refused"
    return None
