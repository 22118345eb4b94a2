"""For each file of tests a browser, and the live page over topics of the embedded broker."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Dialog, Page

from streams.shell.broker.embedded import RunningBroker, embedded
from tests.browser.chromium import DESKTOP, browser, executable
from tests.browser.news import News
from tests.browser.web_process import web_process

MISSING = "THE PAGE WAS NOT TESTED: there is no Chromium on this machine (apt-get install chromium)"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Headless Chromium; where there is none the tests say so, or fail if COMMUNIQUE_REQUIRE_BROWSER=1.

    Not for the whole session: Playwright keeps an event loop running, and tests of coroutines need their own.
    """
    if executable() is None:
        if os.environ.get("COMMUNIQUE_REQUIRE_BROWSER") == "1":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    with browser() as running:
        yield running


@pytest.fixture(scope="module")
def broker() -> Iterator[RunningBroker]:
    """The embedded broker with our topics; each file of tests has its own."""
    with embedded() as running:
        yield running


@pytest.fixture(scope="module")
def news(broker: RunningBroker) -> Iterator[News]:
    """Writes events and counts as the stream does."""
    with News.connected(broker.bootstrap_servers) as writer:
        writer.write_some()
        yield writer


@pytest.fixture(scope="module")
def address(broker: RunningBroker, news: News) -> Iterator[str]:
    """The address of `communique web`, which has read what was written."""
    del news
    with web_process(broker.bootstrap_servers) as running:
        yield running


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page on which nothing may go wrong unseen: no error, no message of the security policy."""
    context = chromium.new_context(viewport=DESKTOP)  # type: ignore[arg-type]
    opened = context.new_page()
    opened.set_default_timeout(15_000)
    said: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        said.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    opened.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("dialog", dismiss)
    yield opened
    context.close()
    assert said == []


@pytest.hookimpl(tryfirst=True)
def pytest_report_header() -> str:
    """Say what the page is looked at with."""
    return f"browser: {executable() or 'NONE; ' + MISSING}"
