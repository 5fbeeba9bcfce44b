"""Every page that anyone may read fits a phone and a desk, in both languages, and keeps nobody out."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.watching import overflow

JINLI = "510107001006"
SHARING = "510107004003"
"""棕东社区, which has no hall of its own: the one of 郭家桥社区 serves it too."""
PAGES = [
    "/c",
    "/c?q=锦里",
    "/c?q=没有的名字",
    f"/c/{JINLI}",
    f"/c/{JINLI}/inquiries",
    "/charters",
    "/charters/wuhou",
    "/charters/departmental?on=2025-06-01",
    "/charters/wuhou?on=2026-02-30",
    "/charters/compare",
    "/charters/compare?a=wuhou&b=shenzhen",
    "/charters/compare?a=wuhou&b=wuhou",
    "/verify",
    "/halls",
    f"/hall/{SHARING}",
    f"/c/{SHARING}",
    "/demo",
]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", ["phone", "desk"])
def test_public_pages_fit_and_are_accessible(
    kind: str,
    language: str,
    open_context: Callable[[str], BrowserContext],
    assert_accessible: Callable[[Page], None],
) -> None:
    page = open_context(kind).new_page()
    for path in PAGES:
        page.goto(path)
        assert overflow(page) == 0, f"{path} is wider than the window"
        assert_accessible(page)


def test_the_figure_of_a_community_is_legible_on_a_phone(phone: Page) -> None:
    phone.goto(f"/c/{JINLI}")
    figure = phone.locator(".charter-figure")
    expect(figure).to_be_visible()
    height = figure.locator("text").first.evaluate("text => text.getBoundingClientRect().height")
    assert height >= 9, "letters smaller than nine pixels cannot be read"


def test_the_figure_can_be_read_as_text(phone: Page) -> None:
    phone.goto(f"/c/{JINLI}")
    twin = phone.locator("figure", has=phone.locator(".charter-figure")).locator("details")
    twin.locator("summary").click()
    expect(twin.get_by_text("社区党支部领导社区工作站", exact=False)).to_be_visible()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_from_the_list_to_a_community_to_its_charter_to_another(language: str, phone: Page) -> None:
    phone.goto("/c")
    phone.get_by_role("searchbox").fill("锦里")
    phone.get_by_role("button", name=re.compile("查找|Search")).click()
    phone.locator(f"a[href='/c/{JINLI}']").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text(re.compile("锦里社区|Jinli"))
    phone.locator("a[href='/charters/wuhou']").first.click()
    expect(phone.get_by_role("heading", level=1)).to_have_text(re.compile("武侯居站分离|Wuhou"))
    phone.locator("a[href*='b=shenzhen']").click()
    expect(phone.locator(".charter-figure")).to_have_count(2)


def test_without_javascript_charters_are_compared_all_the_same(desk: Page, without_javascript: None) -> None:
    desk.goto("/charters/compare")
    desk.locator("[name=a]").select_option("wuhou")
    desk.locator("[name=b]").select_option("before_reform")
    desk.get_by_role("button", name="对照").click()
    expect(desk.locator(".charter-figure")).to_have_count(2)
