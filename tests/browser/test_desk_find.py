"""Somebody has lost the receipt: a clerk finds their matters by phone and name, and nobody can look unseen."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.desks import CARD, become, press
from tests.browser.serving import Site
from tests.browser.watching import overflow

Open = Callable[[str], BrowserContext]
EVERY_WAY = [
    ("desk", "zh", "13800001201"),
    ("desk", "en", "13800001202"),
    ("phone", "zh", "13800001203"),
    ("phone", "en", "13800001204"),
]


def register_for(page: Page, name: str, phone: str) -> str:
    """Register a matter for somebody at the counter; gives its code."""
    page.goto(f"/desk/register?item={CARD}")
    for field, value in (("name", name), ("phone", phone), ("summary", "想办一张老年证")):
        page.locator(f"[name={field}]").fill(value)
    press(page)
    page.wait_for_url("**/receipt")
    return page.url.split("/matters/")[1].split("/")[0]


def find(page: Page, phone: str = "", name: str = "") -> Locator:
    """Look for somebody; gives the rows that were found."""
    page.locator("[name=phone]").fill(phone)
    page.locator("[name=name]").fill(name)
    with page.expect_navigation():
        press(page)
    return page.locator(".found-people .worklist tbody tr")


def searches(site: Site) -> int:
    """How many searches for a person the record holds."""
    ((count,),) = site.query("select count(*) from record_entry where act = 'person.sought'")
    return int(count)


@pytest.mark.parametrize(("kind", "language", "number"), EVERY_WAY)
def test_whoever_lost_the_receipt_is_found_by_phone_and_name(
    kind: str,
    number: str,
    open_context: Open,
    assert_accessible: Callable[[Page], None],
    picture: Callable[[Page, str], None],
    site: Site,
) -> None:
    page, before = become(open_context(kind).new_page(), "demo-clerk"), searches(site)

    def look() -> None:
        assert overflow(page) == 0, f"{page.url} is wider than the window"
        assert_accessible(page)

    code = register_for(page, "测试居民", number)
    page.goto("/desk")
    page.get_by_role("link", name=re.compile("丢了回执|Receipt lost")).click()
    look()
    expect(find(page)).to_have_count(0)
    expect(page.locator(".errors-summary a")).to_have_attribute("href", "#id_phone")
    look()
    expect(find(page, number, "测试居")).to_have_count(0)
    expect(page.locator(".found-people")).to_contain_text(re.compile("核对|Check"))
    look()
    rows = find(page, f"{number[:3]} {number[3:7]} {number[7:]}", "测试居民")
    expect(rows).to_have_count(1)
    assert page.url.endswith("/desk/find"), "what was looked for stands in no address"
    look()
    if kind == "desk":
        picture(page, "clerk-find")
    rows.get_by_role("link").click()
    page.wait_for_url(f"**/desk/matters/{code}")
    assert searches(site) == before + 2, "a search that was not made is not recorded, every other one is"


def test_without_javascript_the_matter_is_found_all_the_same(open_context: Open, without_javascript: None) -> None:
    page = become(open_context("phone").new_page(), "demo-clerk")
    code = register_for(page, "测试居民", "13800001205")
    page.goto("/desk/find")
    link = find(page, "13800001205").get_by_role("link")
    expect(link).to_have_attribute("href", f"/desk/matters/{code}")


def test_one_who_sees_no_names_is_not_led_there(open_context: Open) -> None:
    page = become(open_context("desk").new_page(), "demo-assembly")
    page.goto("/desk")
    expect(page.locator("a[href='/desk/find']")).to_have_count(0)
    page.goto("/desk/find")
    expect(page.locator("main")).to_contain_text("看不到居民的姓名和电话")
