from collections.abc import Callable
from datetime import date

import pytest

from schemas.article import Article
from schemas.facts import DatePrecision, EventType
from streams.core.extraction.attributes.choosing import Option
from streams.core.extraction.attributes.event_date import EventDate, date_options, is_period_of
from streams.core.extraction.extractor import Extractor
from streams.core.extraction.model import Finding

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
    assert is_period_of(Option(EventDate(date(2024, 5, 1), precision), features)) is expected


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


PARTIES = "Norwegian Foreign Minister Espen Lund {verb} Turkish Foreign Minister Kemal Aydin"
OPTIONS = [
    pytest.param("will meet", " on Friday.", "2026-03-13", "away=3&ahead", id="a day ahead, told as ahead"),
    pytest.param("will meet", " on Friday.", "2026-03-06", "away=-4&ahead", id="a day behind, told as ahead"),
    pytest.param("met", " on Friday.", "2026-03-06", "away=-4&behind", id="a day behind, told as behind"),
    pytest.param("met", " on 3 January 2026.", "2026-01-03", "away=-8", id="all far days are alike"),
    pytest.param("met", " today.", "2026-03-10", "today&tense=VBD:", id="the verb over the event"),
    pytest.param("met", " in May 2025.", "2025-05-01", "period where days are stated=False", id="only a period"),
    pytest.param(
        "met", " in May 2025. They meet again today.", "2025-05-01", "period where days are stated=True", id="and a day"
    ),
    pytest.param("met", ", a day before the king flew in.", "2026-03-11", "own form=a&before=False", id="what follows"),
]


@pytest.mark.parametrize(("verb", "rest", "day", "feature"), OPTIONS)
def test_a_day_is_weighed_by_how_far_and_which_way_it_lies(
    extractor: Extractor, verb: str, rest: str, day: str, feature: str
) -> None:
    article = Article.model_validate({"text": PARTIES.format(verb=verb) + rest, "published": "2026-03-10"})
    [trace] = extractor.trace([article])
    assert trace.inference is not None
    assert trace.analysed is not None
    cluster = next(d.reports for d in trace.inference.decisions if d.reports[0].type is EventType.MEETING)
    [found] = [option for option in date_options(cluster, trace.analysed) if str(option.value.day) == day]
    assert {feature, f"meeting {feature}"} <= found.features.keys()
