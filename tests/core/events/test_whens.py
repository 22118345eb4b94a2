from collections.abc import Callable
from datetime import date

import pytest

from schemas.facts import DatePrecision, EventType
from streams.core.extraction.choosing import Option
from streams.core.extraction.model import Finding
from streams.core.extraction.whens import When, is_period_of

CLOSE = {"own": 1.0, "own own clause=True": 1.0, "own hops=2": 1.0}


@pytest.mark.parametrize(
    ("precision", "features", "expected"),
    [
        pytest.param(DatePrecision.MONTH, CLOSE, True, id="a month beside the word"),
        pytest.param(DatePrecision.YEAR, CLOSE, True, id="a year beside the word"),
        pytest.param(DatePrecision.DAY, CLOSE, False, id="a day"),
        pytest.param(
            DatePrecision.MONTH, CLOSE | {"own own clause=False": 1.0, "own hops=6": 1.0}, True, id="also near"
        ),
        pytest.param(DatePrecision.MONTH, {"own own clause=True": 1.0, "own hops=5": 1.0}, False, id="far off"),
        pytest.param(DatePrecision.MONTH, {"own own clause=False": 1.0, "own hops=2": 1.0}, False, id="another clause"),
        pytest.param(DatePrecision.MONTH, {"lede": 1.0}, False, id="another sentence"),
    ],
)
def test_a_month_or_year_is_the_events_where_it_stands_beside_its_word(
    precision: DatePrecision, features: dict[str, float], expected: bool
) -> None:
    assert is_period_of(Option(When(date(2024, 5, 1), precision), features)) is expected


@pytest.mark.parametrize(
    ("verb", "day"),
    [
        pytest.param("met", date(2026, 3, 6), id="behind"),
        pytest.param("will meet", date(2026, 3, 13), id="ahead"),
        pytest.param("is scheduled to meet", date(2026, 3, 13), id="ahead by the verb above"),
        pytest.param("will fly to Ankara to meet", date(2026, 3, 13), id="ahead by the verb that has the day"),
    ],
)
def test_a_weekday_lies_where_the_verbs_over_it_say(
    find: Callable[..., tuple[Finding, ...]], verb: str, day: date
) -> None:
    text = f"On Friday, Norwegian Foreign Minister Espen Lund {verb} Turkish Foreign Minister Kemal Aydin in Ankara."
    [found] = [f for f in find(text, published="2026-03-10") if f.type is EventType.MEETING]
    assert found.date == day
