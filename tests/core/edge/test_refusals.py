"""Too many refusals are noticed at the record that is one too many, however the records come in batches."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.core.edge.refusals import RefusalLimits, RefusalRun, follow

LIMITS = RefusalLimits(in_a_row=4, ratio=0.5, window=10)


def verdict(records: str, limits: RefusalLimits = LIMITS) -> str | None:
    """`x` is a refused record, `.` one that is not."""
    return follow(RefusalRun(), [each == "x" for each in records], limits)[1]


@pytest.mark.parametrize(
    ("records", "said"),
    [
        pytest.param("", None, id="nothing"),
        pytest.param("xxx", None, id="fewer in a row"),
        pytest.param("xxxx", "4 records in a row were refused", id="in a row"),
        pytest.param("xxxx......", "4 records in a row were refused", id="in a row, whatever follows"),
        pytest.param("xxx.xxx", None, id="a good one begins anew"),
        pytest.param("xxx.xxxx", "4 records in a row were refused", id="in a row, after a good one"),
        pytest.param("x.x.x.x...x", None, id="the record before the last ten"),
        pytest.param("xx.xx.xx", None, id="a ratio of too few records"),
        pytest.param(".x.x.x.x.x", "5 of the last 10 records were refused", id="a ratio"),
        pytest.param("x.x.x.x.x" + "." * 10 + "x", None, id="a ratio that is over"),
        pytest.param("x..x..x..x..x..x..x", None, id="a lower ratio"),
    ],
)
def test_when_it_is_too_much(records: str, said: str | None) -> None:
    assert verdict(records) == said


@pytest.mark.parametrize(
    "limits", [RefusalLimits(0, 0.0, 10), RefusalLimits(0, 0.5, 0)], ids=["both are off", "a window of nothing"]
)
def test_a_limit_can_be_switched_off(limits: RefusalLimits) -> None:
    assert verdict("x" * 1_000, limits) is None


@given(st.lists(st.booleans()), st.integers(0, 100))
def test_batches_make_no_difference(refused: list[bool], cut: int) -> None:
    whole, said = follow(RefusalRun(), refused, LIMITS)
    first, said_first = follow(RefusalRun(), refused[:cut], LIMITS)
    second, said_second = follow(first, refused[cut:], LIMITS)
    assert (second, said_first or said_second) == (whole, said)
