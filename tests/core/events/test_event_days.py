"""The days of events, from the text of an article published on Wednesday, 11 March 2026."""

from collections.abc import Callable
from datetime import date

import pytest

from schemas.facts import DatePrecision, EventType, Status
from streams.core.extraction.attributes.event_days import EventDays, status_on
from streams.core.extraction.model import Finding

Find = Callable[..., tuple[Finding, ...]]

WEDNESDAY = "2026-03-11"
DIALLO = "President Amina Diallo of Senegal "

VISITS = [
    ("will visit Portugal from 20 to 24 March.", ["PRT 03-20/03-24 planned"]),
    ("is on a visit to Portugal from 9 to 13 March.", ["PRT 03-09/03-13 ongoing"]),
    ("concluded a three-day state visit to Portugal on Wednesday.", ["PRT 03-09/03-11 happened"]),
    ("arrived in Lisbon on Monday for a five-day visit.", ["PRT 03-09/03-13 ongoing"]),
    ("will stay in Portugal from Sunday until 25 March.", ["PRT 03-15/03-25 planned"]),
    ("arrived in Lisbon on Monday.", ["PRT 03-09 happened"]),
    ("will visit Portugal soon.", ["PRT planned"]),
    ("will travel to Portugal, Spain and Italy from 20 to 26 March.",
     ["ESP planned", "ITA 03-26 planned", "PRT 03-20 planned"]),
    ("will travel to Portugal, Spain and Italy from 20 to 26 March. She will then travel to Madrid on 22 March.",
     ["ESP 03-22 planned", "ITA 03-26 planned", "PRT 03-20 planned"]),
    ("will travel to Lisbon on 20 March and Madrid from 21 to 23 March.",
     ["ESP 03-21/03-23 planned", "PRT 03-20 planned"]),
]  # fmt: skip


@pytest.mark.parametrize(("told", "expected"), VISITS, ids=[told for told, _ in VISITS])
def test_the_days_of_visits(told: str, expected: list[str], find: Find) -> None:
    found = find(f"{DIALLO}{told}", published=WEDNESDAY)
    assert sorted(_said(each) for each in found if each.type is EventType.VISIT) == expected


def test_a_meeting_within_a_visit_does_not_last_as_long(find: Find) -> None:
    text = f"Prime Minister Joao Reis met {DIALLO}in Lisbon on Tuesday during her three-day visit to Portugal."
    [meeting] = [each for each in find(text, published=WEDNESDAY) if each.type is EventType.MEETING]
    assert (meeting.date, meeting.date_end) == (date(2026, 3, 10), None)


def test_a_meeting_takes_the_range_that_is_said_of_it(find: Find) -> None:
    text = "Ministers of Kenya and Uganda held talks on the railway in Kigali from 3 to 5 March."
    [meeting] = find(text, published=WEDNESDAY)
    assert (meeting.date, meeting.date_end) == (date(2026, 3, 3), date(2026, 3, 5))


def test_the_text_of_an_agreement_is_of_one_day_whatever_it_is_about(find: Find) -> None:
    text = "Kenya and Uganda signed an agreement on Tuesday on a ceasefire from 20 to 25 March."
    [agreement] = [each for each in find(text, published=WEDNESDAY) if each.type is EventType.AGREEMENT]
    assert agreement.date_end is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param("{} will meet {} soon.", None, id="no day is told"),
        pytest.param("11:30 a.m. {} meets {} at the ministry.", date(2026, 3, 11), id="a time of today's schedule"),
        pytest.param("{} will meet {} today.", date(2026, 3, 11), id="today"),
        pytest.param("{} will meet {} on Friday.", date(2026, 3, 13), id="the next Friday"),
    ],
)
def test_what_is_planned_is_not_planned_for_the_day_of_publication_for_want_of_another(
    text: str, day: date | None, find: Find
) -> None:
    parties = "Norwegian Foreign Minister Espen Lund", "Turkish Foreign Minister Kemal Aydin"
    [meeting] = [each for each in find(text.format(*parties), published=WEDNESDAY) if each.type is EventType.MEETING]
    assert meeting.date == day


def test_what_is_cancelled_keeps_the_day_that_it_was_planned_for(find: Find) -> None:
    [visit] = find(f"{DIALLO}cancelled her visit to Portugal on 20 March, her office said.", published=WEDNESDAY)
    assert (visit.status, visit.date) == (Status.CANCELLED, date(2026, 3, 20))


def test_what_has_happened_has_not_happened_after_it_was_published(find: Find) -> None:
    text = "Norwegian Foreign Minister Espen Lund met Turkish Foreign Minister Kemal Aydin, before a vote on 20 March."
    [meeting] = [each for each in find(text, published=WEDNESDAY) if each.type is EventType.MEETING]
    assert (meeting.status, meeting.date != date(2026, 3, 20)) == (Status.HAPPENED, True)


@pytest.mark.parametrize(
    ("told", "first", "last", "is_over", "expected"),
    [
        pytest.param(Status.PLANNED, 9, 13, False, Status.ONGOING, id="a plan whose time has come"),
        pytest.param(Status.PLANNED, 11, 13, False, Status.PLANNED, id="a plan that begins today"),
        pytest.param(Status.HAPPENED, 11, 13, False, Status.ONGOING, id="began today and goes on"),
        pytest.param(Status.HAPPENED, 9, 11, False, Status.HAPPENED, id="its last day"),
        pytest.param(Status.ONGOING, 9, 11, True, Status.HAPPENED, id="its last day, and told as over"),
        pytest.param(Status.ONGOING, 5, 9, False, Status.HAPPENED, id="over for more than a day"),
        pytest.param(Status.PLANNED, 5, 9, False, Status.HAPPENED, id="a plan of days that are over"),
        pytest.param(Status.CANCELLED, 9, 13, False, Status.CANCELLED, id="cancelled"),
        pytest.param(Status.ONGOING, 5, None, False, Status.ONGOING, id="no last day"),
    ],
)
def test_the_status_follows_from_the_days(
    told: Status, first: int, last: int | None, is_over: bool, expected: Status
) -> None:
    days = EventDays(date(2026, 3, first), DatePrecision.DAY, date(2026, 3, last) if last else None, is_over)
    assert status_on(told, days, date(2026, 3, 11)) is expected


def _said(found: Finding) -> str:
    days = "/".join(f"{each:%m-%d}" for each in (found.date, found.date_end) if each)
    return " ".join(filter(None, (found.place.country, days, found.status.value)))
