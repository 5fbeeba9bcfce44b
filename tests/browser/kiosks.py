"""What browser tests of the kiosk and of a visitor's phone share."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page

from tests.browser.serving import Site

JINLI = "510107001006"
HALL, KIOSK = f"/hall/{JINLI}", f"/hall/{JINLI}/kiosk"
DIBAO = "civil_affairs.minimum_living_allowance"
Open = Callable[[str], BrowserContext]
Check = Callable[[Page], None]
Picture = Callable[[Page, str], None]


def elder(context: BrowserContext, site: Site) -> BrowserContext:
    """With large type."""
    context.add_cookies([{"name": "display", "value": "elder", "url": site.url}])
    return context


def take(page: Page, start: str, zh: bool = True) -> str:
    """Take a number for the living allowance; gives its code."""
    page.goto(f"{start}/take?item={DIBAO}")
    page.get_by_role("button", name="都带了，取号" if zh else "I have it all: take the number").click()
    page.wait_for_url(re.compile(r"/ticket/\w{10}$"))
    return page.url.rsplit("/", 1)[-1]
