from datetime import date

import pytest

from schemas.facts import Actor, ActorKind, DatePrecision, EventType, Instrument, Place
from streams.core.views.description import describe, web_link, when_of
from tests.core.views.event_states import event, party


def test_an_event_is_described() -> None:
    pledge = event(
        type=EventType.COMMITMENT,
        actors=(party("NOR", "Norway"),),
        recipients=(party("GHA", "Ghana Health Service"),),
        amount=14_000_000.0,
        currency="USD",
        instrument=Instrument.GRANT,
    )
    said = describe(pledge)
    assert (said.who, said.towards, said.where) == ("Norway", "Ghana Health Service (Ghana)", "Accra, Ghana")
    assert (said.money, said.confidence, said.when) == ("USD 14,000,000 grant", "0.90", "3 Mar 2026")
    assert said.quote.startswith("Ingvild Hauge arrived")


def test_a_long_list_of_names_is_cut() -> None:
    actors = tuple(party("", f"Name {n}") for n in range(9))
    assert describe(event(actors=actors)).who == "Name 0, Name 1, Name 2, Name 3 and 5 more"


@pytest.mark.parametrize(
    ("day", "precision", "said"),
    [
        (None, None, "no date"),
        (date(2026, 3, 1), DatePrecision.DAY, "1 Mar 2026"),
        (date(2026, 3, 1), DatePrecision.MONTH, "Mar 2026"),
        (date(2026, 1, 1), DatePrecision.YEAR, "2026"),
    ],
)
def test_a_day_is_given_as_exactly_as_it_is_known(day: date | None, precision: DatePrecision, said: str) -> None:
    assert when_of(event(date=day, date_precision=precision)) == said


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 3, 3), date(2026, 3, 8), "3-8 Mar 2026"),
        (date(2026, 3, 30), date(2026, 4, 2), "30 Mar - 2 Apr 2026"),
        (date(2026, 12, 30), date(2027, 1, 2), "30 Dec 2026 - 2 Jan 2027"),
        (date(2026, 3, 3), date(2026, 3, 3), "3 Mar 2026"),
    ],
)
def test_several_days_are_given_with_the_last_one(first: date, last: date, said: str) -> None:
    assert when_of(event(date=first, date_end=last, date_precision=DatePrecision.DAY)) == said


def test_texts_of_articles_come_out_printable() -> None:
    wicked = Actor(name="\x1b[31mA\u202eB", kind=ActorKind.PERSON)
    said = describe(event(actors=(wicked,), place=Place(city="\u2066X")))
    assert said.who == "\\x1b[31mA\\u202eB"
    assert said.where == "\\u2066X"


@pytest.mark.parametrize("url", ["https://a.example/x?y=1#z", "http://a.example", "https://é.example/"])
def test_an_address_of_the_web_is_a_link(url: str) -> None:
    assert web_link(url) == url


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>",
        "vbscript:x",
        "//a.example/x",
        "/events",
        "file:///etc/passwd",
        "https://",
        "https://[broken",
        "https://kestrelwire.example@evil.example/",
        "https://a.example/\u202egpj",
        "https://a.example/" + "x" * 2_000,
    ],
)
def test_everything_else_is_none(url: str | None) -> None:
    assert web_link(url) is None
