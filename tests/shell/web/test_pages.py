"""Every number on a page leads to as many events."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from starlette.testclient import TestClient

from schemas.event import EventOperation
from schemas.facts import EventType, Place
from schemas.sectors import Sector
from tests.core.views.event_states import event, party
from tests.shell.web.conftest import Serve

COUNT = re.compile(r'<a class="count" href="([^"]+)"[^>]*>([\d,]+)</a>')
TOTAL = re.compile(r'<a class="total" href="([^"]+)"><span class="total-number">([\d,]+)</span>')
LISTED = re.compile(r"data-total>([\d,]+)<")
COUNTRIES = ("NOR", "GHA", "KEN", "UN", "FJI", "USA", "JPN", "CHN", "PER", "CHL", "VNM", "LAO", "IND", "NPL")


def happenings() -> list[object]:
    kinds, sectors = tuple(EventType), tuple(Sector)
    return [
        event(
            f"e{n}",
            type=kinds[n % 4],
            sectors=sectors[n % 5 : n % 5 + n % 3],
            actors=(party(COUNTRIES[n % 14]), party(COUNTRIES[n % 9])),
            place=Place(country=COUNTRIES[n % 6]),
            date=date(2026, 1, 1) + timedelta(days=n) if n % 6 else None,
            confidence=0.5 + n % 5 / 10,
        )
        for n in range(60)
    ]


@pytest.fixture(scope="module")
def events() -> list[object]:
    return happenings()


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?type=visit",
        "?actor=NOR&min_confidence=0.6",
        "?since=2026-01-10&until=2026-02-05",
        "?undated=true",
        "?type=visit&visitor=GHA",
    ],
)
def test_every_number_leads_to_its_events(serve: Serve, events: list[object], query: str) -> None:
    client = serve(*events)
    page = client.get(f"/{query}")
    assert page.status_code == 200
    numbers = COUNT.findall(page.text) + TOTAL.findall(page.text)
    assert len(numbers) > 10
    for address, number in dict(numbers).items():
        listed = LISTED.search(client.get(unescape(address)).text)
        assert listed is not None, address
        assert listed[1] == number, address


def test_the_list_goes_on_page_by_page(serve: Serve, events: list[object]) -> None:
    client = serve(*events)
    seen, address = [], "/events"
    for _ in range(2):
        text = client.get(address).text
        seen += re.findall(r'data-id="(e\d+)"', text)
        following = re.search(r'rel="next" href="([^"]+)"', text)
        address = unescape(following[1]) if following else ""
    assert sorted(seen) == sorted(f"e{n}" for n in range(60))
    assert address == ""


@pytest.mark.parametrize(("path", "files"), [("/", 9), ("/events", 3)])
def test_filtered_view_can_be_downloaded_in_three_formats(serve: Serve, path: str, files: int) -> None:
    client = serve(event())
    text = client.get(f"{path}?type=visit&actor=NOR").text
    found = dict(re.findall(r'href="(/v1/[^"]+)" aria-label="(\w+ as \w+)"', text))
    assert len(found) == files
    for address, name in found.items():
        answer = client.get(unescape(address))
        assert answer.status_code == 200, address
        assert name.rsplit(" ", 1)[1].lower() in answer.headers["content-type"]
        assert ("type=visit&amp;actor=NOR" in address) == ("counts" not in name)


def test_an_event_shows_its_sentences_and_the_way_to_the_article(serve: Serve) -> None:
    text = serve(event()).get("/events/e1").text
    assert "Ingvild Hauge arrived in Accra on Tuesday." in text
    assert 'href="https://kestrelwire.example/1"' in text
    assert "Kestrel Wire" in text
    assert 'href="/events?actor=NOR"' in text


def test_an_event_that_is_gone_says_so(serve: Serve) -> None:
    answer = serve(event(op=EventOperation.GONE, mentions=())).get("/events/e1")
    assert answer.status_code == 410
    assert "No longer reported" in answer.text


def test_filters_show_what_is_on_and_can_be_taken_off(serve: Serve) -> None:
    text = serve(event()).get("/events?type=visit&actor=NOR&actor=SWE&visited=GHA&min_confidence=0.65").text
    assert 'value="visit" checked' in text
    assert '<option value="NOR" selected>' in text
    assert '<input type="hidden" name="actor" value="SWE">' in text
    assert '<option value="0.65" selected>' in text
    assert 'href="/events?type=visit&amp;actor=SWE&amp;min_confidence=0.65&amp;visited=GHA"' in text


def test_empty_results_still_render_a_page(serve: Serve) -> None:
    client: TestClient = serve()
    for path in ("/", "/events"):
        assert client.get(path).status_code == 200
