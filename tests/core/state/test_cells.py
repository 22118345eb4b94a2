"""Which cells' days are asked for: both ends included, undated cells only where no day is asked for."""

from datetime import date

import pytest

from streams.core.state.cells import lies_within

EIGHTH, NINTH, TENTH = (date(2024, 5, day) for day in (8, 9, 10))


@pytest.mark.parametrize(
    ("since", "until", "within"),
    [
        pytest.param(None, None, {None, EIGHTH, NINTH, TENTH}, id="any day"),
        pytest.param(NINTH, None, {NINTH, TENTH}, id="since a day"),
        pytest.param(None, NINTH, {EIGHTH, NINTH}, id="until a day"),
        pytest.param(NINTH, NINTH, {NINTH}, id="one day"),
        pytest.param(TENTH, EIGHTH, set(), id="since a day after the last"),
    ],
)
def test_days_that_are_asked_for(since: date | None, until: date | None, within: set[date | None]) -> None:
    answers = {day: lies_within(day, since, until) for day in (None, EIGHTH, NINTH, TENTH)}
    assert answers == {day: day in within for day in answers}
