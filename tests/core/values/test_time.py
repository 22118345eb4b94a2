"""The finders of values read whatever comes in linear time: a hostile text costs no more than a long one."""

import time
from collections.abc import Callable
from datetime import date

import pytest

from streams.core.text.language import detect
from streams.core.values.amounts import find_amounts, instrument
from streams.core.values.dates import find_dates
from streams.core.values.places import find_places
from streams.core.values.sectors import crs_codes, sectors_of

FINDERS: dict[str, Callable[[str], object]] = {
    "dates": lambda text: find_dates(text, date(2024, 5, 9)),
    "amounts": find_amounts,
    "instrument": instrument,
    "places": find_places,
    "sectors": sectors_of,
    "codes": lambda text: crs_codes(sectors_of(text), text),
    "language": detect,
}
PIECES = [
    "A",
    "Aa",
    "Aa ",
    "a",
    "1",
    "1,",
    "1 ",
    "$1 ",
    "May ",
    "May 1 ",
    "1 to ",
    "Minister of ",
    "Aa and ",
    "in Paris, ",
    "-",
    " ",
]


@pytest.mark.parametrize("finder", FINDERS)
@pytest.mark.parametrize("piece", PIECES)
def test_time_is_bounded(finder: str, piece: str) -> None:
    text = (piece * 40_000)[:40_000]
    started = time.process_time()
    FINDERS[finder](text)
    assert time.process_time() - started < 10
