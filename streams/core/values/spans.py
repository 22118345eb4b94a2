"""Stretches of a text that have been read, so that nothing is read twice."""

from bisect import bisect_left, insort


class Spans:
    """Stretches that do not overlap."""

    def __init__(self) -> None:
        self._spans: list[tuple[int, int]] = []

    def take(self, start: int, end: int) -> bool:
        """Take the stretch from `start` to `end` unless a part of it is taken; say whether it was free."""
        at = bisect_left(self._spans, (start, end))
        if at < len(self._spans) and self._spans[at][0] < end:
            return False
        if at and self._spans[at - 1][1] > start:
            return False
        insort(self._spans, (start, end))
        return True
