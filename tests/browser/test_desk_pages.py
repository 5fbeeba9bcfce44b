"""Every page of the desk, for those who have it, in both widths and languages: it fits, axe is content, it has one heading."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.desks import become
from tests.browser.watching import overflow

PAGES = {
    "demo-clerk": (
        "/desk",
        "/desk?view=ours",
        "/desk?view=all",
        "/desk?q=低保",
        "/desk/find",
        "/desk/register",
        "/desk/register?q=低保",
    ),
    "demo-head": ("/desk", "/desk/team", "/desk/rulings"),
    "demo-street": ("/desk", "/desk?view=late", "/desk/area"),
    "demo-bureau": ("/desk", "/desk/area", "/desk/area?street=510107001"),
    "demo-assembly": ("/desk", "/desk?view=late", "/desk?view=all", "/desk/ratings"),
}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", ["desk", "phone"])
@pytest.mark.parametrize("who", sorted(PAGES))
def test_a_page_of_the_desk(
    who: str, kind: str, language: str, open_context: Callable[[str], BrowserContext],
    assert_accessible: Callable[[Page], None], picture: Callable[[Page, str], None],
) -> None:  # fmt: skip
    page = become(open_context(kind).new_page(), who)
    for number, address in enumerate(PAGES[who]):
        page.goto(address)
        expect(page.locator("h1")).to_have_count(1)
        assert overflow(page) == 0, f"{address} is wider than the window"
        assert_accessible(page)
        if kind == "phone":
            picture(page, f"{who.removeprefix('demo-')}-phone-{number + 1}")


@pytest.mark.parametrize("kind", ["desk", "phone"])
def test_the_matters_of_every_state(
    kind: str, open_context: Callable[[str], BrowserContext], assert_accessible: Callable[[Page], None]
) -> None:
    page = become(open_context(kind).new_page(), "demo-clerk")
    page.goto("/desk?view=all")
    rows = page.locator(".worklist tbody tr")
    seen: dict[str, str] = {}
    for row in rows.all():
        state = row.locator(".status").inner_text()
        seen.setdefault(state, row.locator("a").get_attribute("href") or "")
    assert len(seen) >= 4, "the demonstration shows matters in many states"
    for address in seen.values():
        page.goto(address)
        assert overflow(page) == 0, f"{address} is wider than the window"
        assert_accessible(page)


def test_the_keyboard_reaches_every_row_and_the_skip_link_comes_first(
    open_context: Callable[[str], BrowserContext],
) -> None:
    page = become(open_context("desk").new_page(), "demo-clerk")
    page.goto("/desk?view=ours")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("!!document.activeElement.closest('.worklist tbody tr')"):
            break
    else:
        pytest.fail("no row of the worklist can be reached by the keyboard")
