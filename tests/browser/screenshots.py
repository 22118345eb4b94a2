"""Pictures of the page for the README: the demo's samples through the whole stream. `make screenshots` runs it."""

import sys
from pathlib import Path

from playwright.sync_api import Browser, Page

from streams.shell.demo import run
from tests.browser.chromium import DESKTOP, PHONE, browser
from tests.browser.web_process import ROOT, web_process

FOLDER = ROOT / "docs" / "images"
DEADLINE = 120.0
EVENT = {"width": 1000, "height": 720}
TALL = {"width": DESKTOP["width"], "height": 1080}


def main(folder: Path) -> None:
    """Write the pictures to `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    with run.everything(_say) as stream:
        run.demonstrate(stream, [], DEADLINE, _say)
        with web_process(stream.settings.bootstrap_servers) as address, browser() as chromium:
            _take(chromium, address, folder / "overview.png", "light", TALL)
            _take(chromium, address, folder / "dark.png", "dark", DESKTOP)
            _take(chromium, address, folder / "phone.png", "light", PHONE)
            _take_event(chromium, address, folder / "event.png")


def _take(chromium: Browser, address: str, file: Path, scheme: str, size: dict[str, int]) -> None:
    page = chromium.new_page(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(address)
    _settle(page)
    page.screenshot(path=file)
    page.close()


def _take_event(chromium: Browser, address: str, file: Path) -> None:
    """Take the first event that two articles report."""
    page = chromium.new_page(viewport=EVENT)  # type: ignore[arg-type]
    page.goto(f"{address}/events")
    page.locator(".card", has_text="2 reports").locator("a").first.click()
    page.locator(".reports").wait_for()
    page.screenshot(path=file)
    page.close()


def _settle(page: Page) -> None:
    page.locator(".card").first.wait_for()
    if page.locator("#live-word").count():
        page.get_by_text("Live", exact=True).wait_for()


def _say(what: str) -> None:
    sys.stderr.write(what + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
