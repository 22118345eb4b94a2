"""A page that is open while readers are switched to another version of the state, and back."""

import pytest
from playwright.sync_api import Page, expect

from schemas.event import Event
from schemas.topics import EVENTS
from streams.settings import Settings
from streams.shell.broker import clients, topics
from streams.shell.broker.embedded import RunningBroker
from streams.shell.demo.run import embedded_settings
from streams.shell.history import current
from tests.browser.news import News, happening

pytestmark = pytest.mark.browser


def write(settings: Settings, *events: Event) -> None:
    """Write states of events to the topics of a version."""
    with clients.producer(settings) as producer:
        for each in events:
            name = settings.name_of(EVENTS[each.type])
            producer.send(name, key=each.event_id.encode(), value=each.model_dump_json().encode())
        producer.flush(timeout=10)


def test_nothing_is_left_of_the_version_before(page: Page, address: str, broker: RunningBroker, news: News) -> None:
    first = embedded_settings(broker.bootstrap_servers)
    second = first.of_version(2)
    with clients.admin(second) as admin:
        assert topics.apply(admin, second.topics).ok
    write(second, *(happening(f"anew-{n}", f"Sentence {n} of the new version.") for n in range(3)))
    page.goto(address)
    expect(page.locator("#live-word")).to_have_text("Live")
    numbers, cards = page.locator(".total-number"), page.locator("#feed .card")
    before = str(len(news.events))
    expect(numbers.first).to_have_text(before)

    current.announce(second, previous=1)
    expect(page.locator("#feed-note")).to_have_text("A new version of all this is shown from now on.")
    expect(numbers.first).to_have_text("3")
    expect(cards).to_have_count(3)
    expect(page.locator("#reflects")).to_contain_text("Version 2 of the state.")
    write(first, happening("of-the-old", "Nobody may see this on the page of the new version."))
    write(second, happening("later", "The new version goes on."))
    expect(page.locator('[data-id="later"]')).to_be_visible()
    expect(numbers.first).to_have_text("4")
    expect(page.locator('[data-id="of-the-old"]')).to_have_count(0)

    page.get_by_role("button", name="Pause").click()
    current.announce(first.of_version(1), previous=2)
    expect(page.locator("#feed-note")).to_have_text("Paused; there is a new version of all this.")
    expect(cards).to_have_count(4)
    page.get_by_role("button", name="Resume").click()
    expect(numbers.first).to_have_text(str(int(before) + 1))
    expect(page.locator('[data-id="of-the-old"]')).to_be_visible()
    expect(page.locator('[data-id="later"]')).to_have_count(0)
