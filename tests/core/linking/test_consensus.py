"""The facts of an event are a majority of its reports, and do not depend on their order."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.facts import DatePrecision, Facts, Status
from streams.core.linking.consensus import consensus
from streams.core.linking.reports import MentionReport, in_order, report_of
from streams.core.linking.statuses import status_history
from tests.core.state.building import MEETING, facts, mention


def reports(*said: Facts, days: tuple[str, ...] = ()) -> list[MentionReport]:
    days = days or tuple(f"2024-05-{n:02}" for n in range(9, 9 + len(said)))
    return in_order(
        report_of(mention(each, f"a{n}", day)) for n, (each, day) in enumerate(zip(said, days, strict=True))
    )


def changed(**more: object) -> Facts:
    return MEETING.model_validate(MEETING.model_dump() | more)


def test_one_report_is_the_event() -> None:
    assert consensus(reports(MEETING)) == MEETING


def test_the_list_of_participants_that_most_reports_give() -> None:
    countries = facts("meeting", "Pakistan/PAK, China/CHN").actors
    assert consensus(reports(changed(actors=countries), changed(actors=countries), MEETING)).actors == countries


def test_of_equally_common_lists_that_which_names_persons() -> None:
    countries = facts("meeting", "Pakistan/PAK, China/CHN").actors
    assert consensus(reports(changed(actors=countries), MEETING)).actors == MEETING.actors


@pytest.mark.parametrize(
    ("dates", "date_", "precision"),
    [
        (["2024-05-08", "2024-05-09", "2024-05-09"], date(2024, 5, 9), DatePrecision.DAY),
        (["2024-05-09", "2024-05-08"], date(2024, 5, 9), DatePrecision.DAY),
        (["2024-05", "2024-05", "2024-05-08"], date(2024, 5, 8), DatePrecision.DAY),
        (["", "2024-05"], date(2024, 5, 1), DatePrecision.MONTH),
        (["", ""], None, None),
    ],
)
def test_dates(dates: list[str], date_: date | None, precision: DatePrecision | None) -> None:
    agreed = consensus(reports(*(facts("meeting", "A/PAK, B/CHN", day=day) for day in dates)))
    assert (agreed.date, agreed.date_precision) == (date_, precision)


@pytest.mark.parametrize(
    ("days", "last"),
    [
        pytest.param(["2024-05-08/2024-05-10", "2024-05-08", "2024-05-08"], date(2024, 5, 10), id="the one stated"),
        pytest.param(
            ["2024-05-08/2024-05-10", "2024-05-08/2024-05-09", "2024-05-08/2024-05-09"],
            date(2024, 5, 9),
            id="the most common",
        ),
        pytest.param(["2024-05-08", "2024-05-08", "2024-05-07/2024-05-09"], None, id="of the day that most give"),
        pytest.param(["2024-05-08", ""], None, id="none stated"),
    ],
)
def test_the_last_day_is_that_of_reports_which_begin_on_the_day_of_the_event(
    days: list[str], last: date | None
) -> None:
    agreed = consensus(reports(*(facts("visit", "A/PAK", place="CHN", day=day) for day in days)))
    assert agreed.date_end == last


def test_places_sums_and_sectors() -> None:
    agreed = consensus(
        reports(
            changed(place={"country": "CHN"}, sectors=["energy"], amount=5, currency="USD"),
            changed(place={"country": "CHN", "city": "Beijing"}, sectors=[], amount=None),
            changed(
                place={"country": "PAK", "city": "Islamabad"}, sectors=["energy", "trade"], amount=5, currency="EUR"
            ),
            changed(place={}, sectors=["health", "trade"], amount=5, currency="EUR"),
        )
    )
    assert (agreed.place.country, agreed.place.city) == ("CHN", "Beijing")
    assert (agreed.amount, agreed.currency) == (5, "EUR")
    assert agreed.sectors == ("energy", "trade")


def test_of_equally_common_lists_that_which_names_who_receives() -> None:
    vague, named = (facts("commitment", "Japan/JPN", to) for to in ("Nepal/NPL", "person Prakash Sharma/NPL"))
    assert consensus(reports(vague, named)).recipients == named.recipients


def test_a_sector_that_half_of_the_reports_give() -> None:
    assert consensus(reports(changed(sectors=["energy"]), changed(sectors=["health"]))).sectors == ("energy", "health")


def test_confidence_is_the_highest_and_does_not_grow_with_copies() -> None:
    assert consensus(reports(MEETING, MEETING, MEETING)).confidence == MEETING.confidence
    assert consensus(reports(changed(confidence=0.9), changed(confidence=0.6))).confidence == 0.9


def test_an_event_has_every_field_that_facts_have() -> None:
    """A field that is added to `Facts` and forgotten here would be lost in every event."""
    event = consensus(reports(MEETING))
    assert {name for name in Facts.model_fields if not hasattr(event, name)} == set()
    assert event.model_fields_set == set(Facts.model_fields)


@pytest.mark.parametrize(
    ("told", "history"),
    [
        (["planned", "happened"], ["planned", "happened"]),
        (["planned", "planned", "ongoing", "happened"], ["planned", "ongoing", "happened"]),
        (["happened", "planned"], ["happened"]),
        (["planned", "cancelled"], ["planned", "cancelled"]),
        (["planned", "cancelled", "planned"], ["planned", "cancelled"]),
        (["planned", "cancelled", "happened"], ["planned", "cancelled", "happened"]),
        (["happened", "cancelled"], ["happened"]),
        (["ongoing", "planned"], ["ongoing"]),
    ],
    ids="-".join,
)
def test_status_history(told: list[str], history: list[str]) -> None:
    said = reports(*(changed(status=status) for status in told))
    assert [change.status for change in status_history(said)] == history
    assert consensus(said).status == history[-1]


@pytest.mark.parametrize(
    ("day", "sentence", "history"),
    [
        ("2024-05-03", "They will meet after all.", ["planned", "cancelled", "planned"]),
        ("2024-05-03", "They will meet.", ["planned", "cancelled"]),
        ("2024-05-02", "They will meet after all.", ["planned", "cancelled"]),
        ("2024-05-03", "", ["planned", "cancelled"]),
        ("", "They will meet after all.", ["planned", "cancelled"]),
    ],
    ids=["anew", "a-late-copy-of-the-first-plan", "on-the-same-day", "nobody-knows-in-which-words", "or-when"],
)
def test_what_was_called_off_can_be_planned_anew(day: str, sentence: str, history: list[str]) -> None:
    told = [
        ("planned", "2024-05-01", "They will meet."),
        ("cancelled", "2024-05-02", "It is off."),
        ("planned", day, sentence),
    ]
    said = [mention(changed(status=status), f"a{n}", on, quote=quote) for n, (status, on, quote) in enumerate(told)]
    assert [change.status for change in status_history(map(report_of, said))] == history
    held = report_of(mention(changed(status="happened"), "a9", "2024-05-09"))
    assert [change.status for change in status_history([*map(report_of, said), held])] == [*history, "happened"]


def test_status_changes_say_when_and_by_which_report() -> None:
    said = reports(changed(status="planned"), changed(status="happened"), days=("2024-05-01", "2024-05-09"))
    planned, happened = status_history(said)
    assert (planned.reported_on, planned.mention_id) == (date(2024, 5, 1), said[0].mention_id)
    assert (happened.reported_on, happened.mention_id) == (date(2024, 5, 9), said[1].mention_id)


def test_reports_of_one_day_progress() -> None:
    said = reports(changed(status="happened"), changed(status="planned"), days=("2024-05-09", "2024-05-09"))
    assert [change.status for change in status_history(said)] == [Status.PLANNED, Status.HAPPENED]


def test_a_report_without_a_day_comes_last() -> None:
    said = reports(changed(status="planned"), changed(status="happened"), days=("", "2024-05-09"))
    assert [change.status for change in status_history(said)] == [Status.HAPPENED]


STATES = st.builds(
    lambda status, place, day, sectors: changed(
        status=status, place=place, date=day, date_end=day and date(2024, 5, 9), sectors=sectors
    ),
    st.sampled_from(Status),
    st.sampled_from([{}, {"country": "CHN"}, {"country": "PAK", "city": "Islamabad"}]),
    st.sampled_from([None, date(2024, 5, 8), date(2024, 5, 9)]),
    st.sampled_from([(), ("energy",), ("energy", "trade")]),
)


@settings(max_examples=50, deadline=None)
@given(st.lists(STATES, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_arrival_is_nothing(said: list[Facts], chance: object) -> None:
    first = reports(*said)
    again = in_order(sorted(first, key=lambda _: chance.random()))  # type: ignore[attr-defined]
    assert consensus(first) == consensus(again)
    assert status_history(first) == status_history(again)
