"""The live page in a real browser, over the real process and a broker."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from schemas.event import EventOperation
from schemas.facts import Actor, ActorKind, EventType, Place
from streams.shell.broker.embedded import RunningBroker, free_port
from tests.browser.chromium import PHONE
from tests.browser.news import ATTACK, News, happening
from tests.browser.web_process import web_process

pytestmark = pytest.mark.browser


def live(page: Page, address: str) -> None:
    """Open a page and wait until its feed is connected."""
    page.goto(address)
    expect(page.locator("#live-word")).to_have_text("Live")


def number(page: Page, selector: str) -> int:
    return int(page.locator(selector).first.inner_text().replace(",", ""))


def test_what_is_published_to_kafka_appears_by_itself(page: Page, address: str, news: News) -> None:
    live(page, address)
    before = number(page, ".total-number")
    news.write(
        happening("fresh", "The envoy of Peru landed in Quito at dawn.", place=Place(country="ECU", city="Quito"))
    )
    first = page.locator("#feed .card").first
    expect(first).to_contain_text("The envoy of Peru landed in Quito at dawn.")
    expect(page.locator("#feed-note")).to_contain_text("New: visit")
    expect(page.locator(".total-number").first).to_have_text(str(before + 1))
    news.write(happening("fresh", "", version=2, op=EventOperation.GONE, mentions=()))
    expect(page.locator('[data-id="fresh"]')).to_have_count(0)
    expect(page.locator(".total-number").first).to_have_text(str(before))


def test_feed_resumes_at_its_position_after_a_restart(chromium: Browser, broker: RunningBroker, news: News) -> None:
    port = free_port()
    page = chromium.new_page()
    with web_process(broker.bootstrap_servers, port) as address:
        live(page, address)
    expect(page.locator("#live-word")).to_have_text("Offline")
    news.write(happening("meanwhile", "This was written while nobody could see it."))
    with web_process(broker.bootstrap_servers, port):
        expect(page.locator('[data-id="meanwhile"]')).to_be_visible(timeout=20_000)
        expect(page.locator("#live-word")).to_have_text("Live")
        page.close()


def test_a_paused_feed_holds_back(page: Page, address: str, news: News) -> None:
    live(page, address)
    page.get_by_role("button", name="Pause").click()
    news.write(happening("held", "A sentence that waits."))
    expect(page.locator("#feed-note")).to_contain_text("held back: 1")
    expect(page.locator('[data-id="held"]')).to_have_count(0)
    page.get_by_role("button", name="Resume").click()
    expect(page.locator('[data-id="held"]')).to_be_visible()


def test_filters_apply_without_leaving_the_page(page: Page, address: str, news: News) -> None:
    live(page, address)
    page.get_by_label("visit", exact=True).check()
    expect(page).to_have_url(re.compile(r"/\?type=visit$"))
    expect(page.locator("#chips")).to_contain_text("visit")
    expect(page.locator("#feed .type")).to_have_text(["visit"] * page.locator("#feed .card").count())
    assert number(page, ".total-number") == news.standing(EventType.VISIT)
    page.get_by_label("Actor", exact=True).select_option("NOR")
    page.get_by_label("Confidence").select_option("0.7")
    page.get_by_label("From").fill("2026-03-02")
    expect(page).to_have_url(re.compile(r"type=visit&actor=NOR&since=2026-03-02&min_confidence=0.7$"))
    page.get_by_role("link", name="Remove the filter type visit").click()
    expect(page).to_have_url(re.compile(r"\?actor=NOR&since=2026-03-02&min_confidence=0.7$"))
    expect(page.get_by_label("visit", exact=True)).not_to_be_checked()


def test_a_filtered_feed_shows_only_what_is_asked_for(page: Page, address: str, news: News) -> None:
    live(page, f"{address}/?min_confidence=0.9")
    news.write(
        happening("unsure", "Nobody is sure of this.", confidence=0.3),
        happening("sure", "Everybody is.", confidence=0.95),
    )
    expect(page.locator('[data-id="sure"]')).to_be_visible()
    expect(page.locator('[data-id="unsure"]')).to_have_count(0)


@pytest.mark.parametrize("chart", ["#heat-map tbody td:nth-child(4) .count", "#ranking .count"])
def test_user_can_click_from_a_count_to_events_to_sentence_to_article(page: Page, address: str, chart: str) -> None:
    live(page, address)
    counted = number(page, chart)
    page.locator(chart).first.click()
    expect(page.locator("[data-total]")).to_have_text(str(counted))
    expect(page.locator(".card")).to_have_count(counted)
    page.locator(".card-who a").first.click()
    expect(page.locator(".reports blockquote").first).to_contain_text("Ministers spoke of the railway")
    link = page.get_by_role("link", name="Read the article")
    expect(link).to_have_attribute("href", re.compile(r"^https://kestrelwire\.example/event-\d+$"))
    expect(link).to_have_attribute("rel", "noopener noreferrer")


def test_a_bar_of_the_timeline_leads_to_its_events(page: Page, address: str) -> None:
    live(page, address)
    bar = page.locator(".plot a").first
    counted = (bar.locator("title").text_content() or "").split()[0]
    bar.locator("rect").click()
    expect(page.locator("[data-total]")).to_have_text(counted)


def test_the_table_of_the_timeline_leads_to_its_events(page: Page, address: str) -> None:
    live(page, address)
    page.get_by_text("Timeline as a table").click()
    counted = number(page, "#timeline tbody .count")
    page.locator("#timeline tbody .count").first.click()
    expect(page.locator("[data-total]")).to_have_text(str(counted))


def test_an_attack_stays_text_on_arrival_and_on_every_page(page: Page, address: str, news: News) -> None:
    live(page, address)
    wicked = Actor(name=ATTACK, kind=ActorKind.PERSON, role=ATTACK)
    news.write(happening("attack", ATTACK, actors=(wicked,), place=Place(city=ATTACK)))
    card = page.locator('[data-id="attack"]')
    expect(card.locator("blockquote")).to_have_text(ATTACK)
    page.reload()
    expect(card.locator("blockquote")).to_have_text(ATTACK)
    card.locator("a").click()
    expect(page.locator("h1")).to_contain_text("<script>")
    expect(page.locator(".reports blockquote")).to_have_text(ATTACK)
    assert page.locator("main img, main script").count() == 0


def test_the_keyboard_reaches_everything(page: Page, address: str) -> None:
    live(page, address)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    seen: set[str] = set()
    for _ in range(150):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.closest('[id]')?.id ?? ''"))
    assert {"filters", "totals", "feed", "heat-map", "timeline", "ranking", "pause"} <= seen
    page.locator("#heat-map .count").first.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/events"))


def test_the_page_works_without_its_script(page: Page, address: str) -> None:
    page.route("**/page.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(address)
    page.get_by_label("visit", exact=True).check()
    page.get_by_role("button", name="Apply").click()
    expect(page).to_have_url(re.compile(r"\?type=visit&"))
    expect(page.locator("#chips")).to_contain_text("visit")


@pytest.mark.parametrize("path", ["/", "/events", "/events/event-3"])
def test_phone_layout_never_scrolls_sideways(page: Page, address: str, path: str) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(address + path)
    if path == "/":  # the longest word that stands there
        page.evaluate("document.querySelector('#live-word').textContent = 'Behind'")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_numbers_stand_in_columns(page: Page, address: str) -> None:
    live(page, address)
    rights = page.locator("#ranking td.num").evaluate_all("cells => cells.map(c => c.getBoundingClientRect().right)")
    assert len(set(rights)) == 1
    assert "tabular-nums" in page.locator("#ranking td.num").first.evaluate(
        "e => getComputedStyle(e).fontVariantNumeric"
    )
