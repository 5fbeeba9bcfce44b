"""What browser tests of a hall share: an empty hall, a clerk at a counter, a number taken at the desk; what the board shows."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.desks import press
from tests.browser.serving import Site

IN_TIME = 2_000
"""Milliseconds within which every screen shows what has happened."""
HALL = "510107001006"
COUNTER = f"/desk/hall/{HALL}/counter"
BOARD = f"/hall/{HALL}/board"
STANDING = "[data-latest][data-at=called] [data-number]"
"""Where the board shows the call that is awaited."""


def empty(site: Site) -> None:
    """Everybody went home: no counter is open, nobody waits."""
    site.query(
        "update hall_ticket set state = 'ended', ended_at = now() where state not in ('served', 'left', 'ended')"
    )
    site.query("update hall_shift set closed_at = now() where closed_at is null")


def sit(page: Page, counter: int) -> None:
    """Open a counter for everything."""
    page.goto("/desk/hall")
    card = page.locator(f"form:has(input[name=counter][value='{counter}'])").first
    for box in card.locator("input[type=checkbox]").all():
        box.uncheck()
    card.locator("button").click()
    page.wait_for_url(f"**{COUNTER}")


def take(page: Page, item: str = "", queue: str = "", *, green: bool = False) -> str:
    """Take a number for someone at the desk, on a page of its own; gives the number."""
    page.goto(f"/desk/hall/{HALL}/take")
    if item:
        page.locator("[name=item]").fill(item)
    if queue:
        page.locator(f"[name=group][value={queue}]").check()
    if green:
        page.locator("[name=green]").check()
    press(page)
    expect(page.locator(".asides li").first).to_be_visible()
    return page.locator(".asides li strong").first.inner_text()


def here(page: Page) -> str:
    """The number at the counter of the page."""
    return page.locator(".here__number").inner_text()
