"""How many mentions a block holds of 100,000 a day, reckoned as `streams/core/identity/blocks.py` tells it."""

from itertools import combinations

import pytest

from streams.core.identity.blocks import BUSIEST, BUSY, MONTH, QUARTER, period_days

STATES = (*BUSIEST, *BUSY, *(f"state {n}" for n in range(195 - len(BUSIEST) - len(BUSY))))
OF_A_TYPE = 100_000 / 4
ALONE = 0.25

_SHARES = {state: 1 / place for place, state in enumerate(STATES, start=1)}
_PAIRED = sum(_SHARES[a] * _SHARES[b] for a, b in combinations(STATES, 2))

A_DAY = {(state,): OF_A_TYPE * ALONE * share / sum(_SHARES.values()) for state, share in _SHARES.items()} | {
    (a, b): OF_A_TYPE * (1 - ALONE) * _SHARES[a] * _SHARES[b] / _PAIRED for a, b in combinations(STATES, 2)
}
"""Mentions of one type a day, by principal countries."""

SIZES = {countries: rate * period_days(countries) for countries, rate in A_DAY.items()}


def largest(days: int) -> float:
    """The largest block of this period; of the busiest countries alone names make many, of a size that none knows."""
    return max(size for key, size in SIZES.items() if period_days(key) == days and key not in {(c,) for c in BUSIEST})


@pytest.mark.parametrize(("days", "most"), [(QUARTER, 240), (MONTH, 240), (14, 550), (5, 550)])
def test_a_longer_period_makes_no_larger_block(days: int, most: int) -> None:
    assert most / 2 < largest(days) <= most


def test_only_pairs_of_the_busiest_states_have_blocks_of_more_than_550() -> None:
    larger = {key for key, size in SIZES.items() if size > 550 and len(key) == 2}
    assert larger == {("USA", state) for state in ("GBR", "CHN", "RUS", "IND", "UKR")} | {("GBR", "CHN")}
    assert 1_700 < largest(3) < 1_750


def test_two_states_have_as_many_mentions_as_the_product_of_their_places_says() -> None:
    for one, other in (("USA", "GBR"), ("DEU", "POL"), ("KEN", "MEX")):
        places = (STATES.index(one) + 1) * (STATES.index(other) + 1)
        assert A_DAY[one, other] * places == pytest.approx(1_150, rel=0.01)
    assert A_DAY[("PAK",)] * 11 == pytest.approx(1_070, rel=0.01)
