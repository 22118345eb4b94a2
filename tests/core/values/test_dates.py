from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.facts import DatePrecision
from streams.core.values.dates import find_date_resolutions, find_dates

THURSDAY = date(2024, 5, 9)

DAYS = [
    ("The envoy landed in Tunis on Wednesday.", "2024-05-08"),
    ("She arrived on Thursday for talks.", "2024-05-09"),
    ("They met last Friday.", "2024-05-03"),
    ("They meet next Monday.", "2024-05-13"),
    ("They meet next Friday.", "2024-05-17"),
    ("The accord was signed Monday last.", "2024-05-06"),
    ("The pact was signed on Tuesday of last week.", "2024-04-30"),
    ("The council met last week Tuesday.", "2024-04-30"),
    ("He left yesterday.", "2024-05-08"),
    ("He leaves tomorrow.", "2024-05-10"),
    ("He spoke this evening.", "2024-05-09"),
    ("They meet in Oslo today.", "2024-05-09"),
    ("He called last night.", "2024-05-08"),
    ("He called the day before yesterday.", "2024-05-07"),
    ("He called three days ago.", "2024-05-06"),
    ("He called eight days ago.", "2024-05-01"),
    ("The envoys meet in three days.", "2024-05-12"),
    ("The envoys meet in 10 days' time.", "2024-05-19"),
    ("The vote is two days from now.", "2024-05-11"),
    ("She spoke one day before she is to meet the king.", "2024-05-10"),
    ("The remarks came a day ahead of their talks.", "2024-05-10"),
    ("He left two days after they signed the pact.", "2024-05-07"),
    ("The two had spoken by telephone a day earlier.", "2024-05-08"),
    ("On the eve of her visit the port reopened.", "2024-05-10"),
    ("On the second day of his visit he toured a dam.", "2024-05-08"),
    ("The third and final day of the summit is devoted to water.", "2024-05-07"),
    ("It was signed on May 7.", "2024-05-07"),
    ("It was signed on 7 May 2024.", "2024-05-07"),
    ("It was signed on the 7th of May.", "2024-05-07"),
    ("It was signed on 9th May, 2024.", "2024-05-09"),
    ("It was signed on Tuesday, May 7.", "2024-05-07"),
    ("It was signed on Monday, July 25, 2022, in Quito.", "2022-07-25"),
    ("It was signed on 20 Sept. 2023.", "2023-09-20"),
    ("It was signed on Dec. 3, 2023.", "2023-12-03"),
    ("It was signed on 03.02.2024.", "2024-02-03"),
    ("It was signed on 25/12/2023.", "2023-12-25"),
    ("It was signed on 2024-05-01.", "2024-05-01"),
    ("He came on Thursday (02).", "2024-05-02"),
    ("He came on Saturday afternoon (May.04).", "2024-05-04"),
    ("The minister told reporters today (10) that", "2024-05-10"),
    ("(Colombo/Apr7/2024)", "2024-04-07"),
    ("It falls on the 14th of this month.", "2024-05-14"),
    ("It opened on the 5th.", "2024-05-05"),
    ("TALKS RESUME MAY 12", "2024-05-12"),
]


@pytest.mark.parametrize(("text", "day"), DAYS, ids=[text for text, _ in DAYS])
def test_a_day_is_resolved_against_the_anchor(text: str, day: str) -> None:
    [found] = find_dates(text, THURSDAY)
    assert (str(found.day), found.precision) == (day, DatePrecision.DAY)


COUNTED = [
    ("She landed on Monday on the eve of the summit.", ["2024-05-06", "2024-05-07"]),
    ("They spoke on Tuesday, a day after he took office.", ["2024-05-07", "2024-05-06"]),
    ("They held a second day of talks on Wednesday.", ["2024-05-07", "2024-05-08"]),
    ("A day before she is to meet him on Friday she called.", ["2024-05-10", "2024-05-03"]),
]


@pytest.mark.parametrize(("text", "found"), COUNTED, ids=[text for text, _ in COUNTED])
def test_a_day_before_or_after_counts_from_the_day_named_before_it(text: str, found: list[str]) -> None:
    assert [str(mention.day) for mention in find_dates(text, THURSDAY)] == found


TENSES = [
    ("on Monday", True, "2024-05-06"),
    ("on Monday", False, "2024-05-13"),
    ("on Thursday", False, "2024-05-09"),
    ("on August 10", False, "2024-08-10"),
    ("on August 10", True, "2023-08-10"),
    ("on 31 December", True, "2023-12-31"),
    ("on May 20", True, "2024-05-20"),
    ("in March", True, "2024-03-01"),
    ("in March", False, "2025-03-01"),
]


@pytest.mark.parametrize(("text", "past", "day"), TENSES, ids=[f"{text}-{past}" for text, past, _ in TENSES])
def test_tense_says_which_way_a_day_lies(text: str, past: bool, day: str) -> None:
    assert str(find_dates(text, THURSDAY, past)[0].day) == day


WAYS = [
    ("They meet on Monday.", [["2024-05-06", "2024-05-13"]]),
    ("They meet today, then on May 20.", [["2024-05-09"], ["2024-05-20"]]),
    ("They meet next Monday, as on Friday.", [["2024-05-13"], ["2024-05-03", "2024-05-10"]]),
    ("They meet.", []),
]


@pytest.mark.parametrize(("text", "ways"), WAYS, ids=[text for text, _ in WAYS])
def test_a_date_that_may_lie_behind_or_ahead_is_both(text: str, ways: list[list[str]]) -> None:
    assert [[str(mention.day) for mention in found] for found in find_date_resolutions(text, THURSDAY)] == ways


@pytest.mark.parametrize("text", ["on 30 June 9999.", "on June 30, 1789, at noon", "from 3 to 8 March 3024"])
def test_a_day_of_a_year_that_cannot_be_meant_is_no_day_of_this_year(text: str) -> None:
    assert find_dates(text, THURSDAY) == []


def test_a_number_after_a_day_is_no_year() -> None:
    [found] = find_dates("On 12 May 3000 people came.", THURSDAY)
    assert str(found.day) == "2024-05-12"


RANGES = [
    ("from May 7-9", "2024-05-07", "2024-05-09"),
    ("March 28-31", "2024-03-28", "2024-03-31"),
    ("July 8 to 10", "2024-07-08", "2024-07-10"),
    ("from 03 - 04 February 2024", "2024-02-03", "2024-02-04"),
    ("from May 5 – May 9, 2022", "2022-05-05", "2022-05-09"),
    ("on March 3 and 4, 2022", "2022-03-03", "2022-03-04"),
    ("from 30 May to 2 June", "2024-05-30", "2024-06-02"),
    ("Aug 29-Sept 1", "2024-08-29", "2024-09-01"),
    ("December 30, 2023 is not the end", "2023-12-30", "None"),
    ("from 29 December to 3 January 2024", "2023-12-29", "2024-01-03"),
    ("Monday to Wednesday", "2024-05-06", "2024-05-08"),
]


@pytest.mark.parametrize(("text", "first", "last"), RANGES, ids=[text for text, *_ in RANGES])
def test_a_range_is_its_first_day_with_its_last(text: str, first: str, last: str) -> None:
    [found] = find_dates(text, THURSDAY)
    assert (str(found.day), str(found.last_day)) == (first, last)


PERIODS = [
    ("in April 2023", "2023-04-01", DatePrecision.MONTH),
    ("in early March", "2024-03-01", DatePrecision.MONTH),
    ("in March last year", "2023-03-01", DatePrecision.MONTH),
    ("in early June of next year", "2025-06-01", DatePrecision.MONTH),
    ("last month", "2024-04-01", DatePrecision.MONTH),
    ("next month", "2024-06-01", DatePrecision.MONTH),
    ("by 2030", "2030-01-01", DatePrecision.YEAR),
    ("later this year", "2024-01-01", DatePrecision.YEAR),
    ("since 1998", "1998-01-01", DatePrecision.YEAR),
]


@pytest.mark.parametrize(("text", "day", "precision"), PERIODS, ids=[text for text, *_ in PERIODS])
def test_a_month_or_year_says_so(text: str, day: str, precision: DatePrecision) -> None:
    [found] = find_dates(text, THURSDAY)
    assert (str(found.day), found.precision) == (day, precision)


NO_DATES = [
    "They met last week.",
    "They met recently.",
    "The minister may march with 20 others.",
    "May 20 million people benefit?",
    "Every Friday the market opens.",
    "Sales rise on Black Friday.",
    "The Sunday Times reported it.",
    "He told Oslo Today that they met.",
    "It is part of Vision 2030.",
    "The date was given as 5/6/2024.",
    "Chapter 30 February is no day: 30 February 2024",
    "Some 2020 tonnes were shipped.",
    "He visited three capitals in a day.",
    "They agreed in two days of talks.",
    "A day before the 12th session he resigned.",
    "",
]


@pytest.mark.parametrize("text", NO_DATES)
def test_what_names_no_date_yields_none(text: str) -> None:
    assert find_dates(text, THURSDAY) == []


def test_without_an_anchor_only_complete_dates_are_found() -> None:
    found = find_dates("He came on Tuesday, on May 7 and on 8 May 2024, in March.", None)
    assert [str(mention.day) for mention in found] == ["2024-05-08"]


@pytest.mark.parametrize("anchor", [date.min, date.max])
def test_an_anchor_at_the_end_of_time_is_no_anchor(anchor: date) -> None:
    assert find_dates("yesterday, on Monday, next month, in March, on 29 February", anchor) == []


def test_dates_come_in_the_order_of_the_text_with_their_place() -> None:
    text = "After Monday's call he flew on 8 May 2024 and returned yesterday."
    assert [text[found.start : found.end] for found in find_dates(text, THURSDAY)] == [
        "Monday",
        "8 May 2024",
        "yesterday",
    ]


@given(st.text(max_size=300), st.dates(min_value=date(1950, 1, 1), max_value=date(2080, 1, 1)))
def test_any_text_is_read_without_error(text: str, anchor: date) -> None:
    for found in find_dates(text, anchor):
        assert text[found.start : found.end].strip()
